import { BY_SYSTEM, present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { insertFile } from "../../../platform/files/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany } from "../../../platform/mail/index.ts";
import type { EffectHandlers } from "../../../platform/outbox/index.ts";
import type { DocumentPool } from "../../../platform/pdf/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import type { DecreeKind } from "../mandates/mandate.ts";
import { advanceDecree, type DecreeRow, findDecree } from "./decree.store.ts";
import { readableCode } from "./decree-parts.ts";
import { renderDecree, signDecree } from "./issue-decree.effects.ts";

/** Dependencies of the issuing effects. */
export interface IssuingTools {
  readonly kit: Kit;
  readonly paper: DocumentPool;
  readonly signer: DocumentSigner;
  readonly tellCompany: NotifyCompany;
}

const PDF_BYTES_MAX = 5 * 1024 * 1024;

type UnfinishedState = Exclude<DecreeRow["state"], "published">;

/** A step from one state; it ends with a conditional update and returns the advanced decree, or undefined if a concurrent run came first. */
type IssuingStep = (tools: IssuingTools, decree: DecreeRow) => Promise<DecreeRow | undefined>;

const STEPS: Readonly<Record<UnfinishedState, IssuingStep>> = {
  decided: render,
  rendered: sign,
  signed: publish,
};

/**
 * Issues a decree after the decision: render, sign, publish. Each step starts from the stored state and advances it by
 * a conditional update, so the work may be interrupted anywhere and repeated: no step is lost or done twice.
 */
export function issuingEffects(tools: IssuingTools): EffectHandlers {
  return { "issuing.make": async (payload) => makeDecree(tools, payload["decreeId"] ?? "") };
}

async function makeDecree(tools: IssuingTools, id: string): Promise<void> {
  let moved: DecreeRow | undefined;
  for (let steps = 0; steps <= Object.keys(STEPS).length; steps += 1) {
    const decree: DecreeRow | undefined = moved ?? (await findDecree(tools.kit.db, id));
    if (decree === undefined) throw new Error("no such decree");
    if (decree.state === "published") return;
    moved = await STEPS[decree.state](tools, decree);
    tools.kit.changeFeed.announce(decree.licenceApplicationId === null ? "applications" : "licences");
  }
  throw new Error("the decree does not move on");
}

async function keep(kit: Kit, bytes: Uint8Array): Promise<string> {
  const stored = await kit.files.put(chunksOf(bytes), PDF_BYTES_MAX);
  if (!stored.ok) throw new Error("the decree is larger than a decree can be");
  return stored.value.sha256;
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function render({ kit, paper, signer }: IssuingTools, decree: DecreeRow) {
  const renderedSha256 = await keep(kit, await renderDecree(decree.facts, { pool: paper, signer }));
  return advanceDecree(kit.db, decree, { to: "rendered", change: { renderedSha256 } });
}

async function sign({ kit, signer }: IssuingTools, decree: DecreeRow) {
  const pdf = await kit.files.read(present(decree.renderedSha256, "rendered file"));
  const signedAt = new Date(kit.clock.nowMs());
  const signing = { facts: decree.facts, signedAtMs: signedAt.getTime() };
  const signedSha256 = await keep(kit, await signDecree(pdf, signing, { signer }));
  return advanceDecree(kit.db, decree, { to: "signed", change: { signedSha256, signedAt } });
}

async function publish({ kit, tellCompany }: IssuingTools, decree: DecreeRow) {
  const sha256 = present(decree.signedSha256, "signed file");
  const { length: bytes } = await kit.files.read(sha256);
  const publishedAt = new Date(kit.clock.nowMs());
  const published = await kit.db.transaction().execute(async (trx) => {
    const moved = await advanceDecree(trx, decree, { to: "published", change: { publishedAt } });
    if (moved === undefined) return undefined;
    const fileId = kit.ids.next();
    const originalName = `${fileName(decree)}.pdf`;
    const { organisationId } = decree;
    const file = { id: fileId, purpose: "decree", sha256, bytes, mediaType: "application/pdf", originalName };
    await insertFile(trx, { ...file, uploadedBy: null, organisationId, uploadedAt: publishedAt });
    await recordAudit(trx, kit, {
      ...BY_SYSTEM,
      action: "decree.published",
      subjectKind: "decree",
      subjectId: decree.id,
      detail: { number: decree.number, sha256 },
    });
    const { number, facts } = decree;
    await tellCompany(trx, {
      organisationId,
      template: facts.act.kind === "assignment" ? "decree" : `decree-${facts.act.kind}`,
      params: { number, code: facts.code === null ? "" : readableCode(facts.code), link: facts.verificationUrl },
      dedupeKey: `decree ${decree.id}`,
      attachmentFileId: fileId,
    });
    return moved;
  });
  kit.changeFeed.announce("outbox");
  return published;
}

const FILE_PREFIXES: Readonly<Partial<Record<DecreeKind, string>>> = {
  "test-order": "SPT",
  "test-report": "BA",
  sklo: "SKLO",
};

/** A file name from a decree's kind and number. */
export function fileName({ number, facts }: Pick<DecreeRow, "number" | "facts">): string {
  return `${FILE_PREFIXES[facts.act.kind] ?? "SK"}-${number.replaceAll(/[^0-9A-Za-z.]+/g, "-")}`;
}
