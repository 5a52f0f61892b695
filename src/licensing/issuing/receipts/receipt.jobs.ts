import { BY_SYSTEM, present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { insertFile } from "../../../platform/files/index.ts";
import type { EffectHandlers } from "../../../platform/outbox/index.ts";
import { readableCode } from "../decrees/decree-parts.ts";
import type { IssuingTools } from "../decrees/issue.jobs.ts";
import { advanceReceipt, findReceipt, lockSigned, type ReceiptRow, type ReceiptState } from "./receipt.store.ts";
import { receiptDocument } from "./receipt-document.ts";

const PDF_BYTES_MAX = 5 * 1024 * 1024;

type Step = (tools: IssuingTools, receipt: ReceiptRow) => Promise<void>;

/** The step from each state; it ends with a conditional update that advances the state. */
const STEPS: Readonly<Record<Exclude<ReceiptState, "published">, Step>> = {
  ordered: draw,
  drawn: sign,
  signed: publish,
};

/** Issues receipts: rendered, signed by the document signer, published. May be interrupted anywhere and repeated. */
export function receiptEffects(tools: IssuingTools): EffectHandlers {
  return { "issuing.receipt": async (payload) => makeReceipt(tools, payload["receiptId"] ?? "") };
}

async function makeReceipt(tools: IssuingTools, id: string): Promise<void> {
  for (let steps = 0; steps <= Object.keys(STEPS).length; steps += 1) {
    const receipt = present(await findReceipt(tools.kit.db, id), "receipt");
    if (receipt.state === "published") return;
    await STEPS[receipt.state](tools, receipt);
  }
  throw new Error("the receipt does not move on");
}

async function keep({ kit }: IssuingTools, bytes: Uint8Array): Promise<string> {
  const stored = await kit.files.put(chunksOf(bytes), PDF_BYTES_MAX);
  if (!stored.ok) throw new Error("the receipt is larger than a receipt can be");
  return stored.value.sha256;
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

async function draw(tools: IssuingTools, { id, facts }: ReceiptRow): Promise<void> {
  const demonstration = facts.demonstration || tools.signer.standing === "demonstration";
  const drawnSha256 = await keep(tools, await tools.paper.render(receiptDocument({ ...facts, demonstration })));
  await advanceReceipt(tools.kit.db, { id, from: "ordered", to: "drawn", change: { drawnSha256 } });
}

async function sign(tools: IssuingTools, { id, facts, drawnSha256 }: ReceiptRow): Promise<void> {
  const pdf = await tools.kit.files.read(present(drawnSha256, "drawn file"));
  const signedAt = new Date(tools.kit.clock.nowMs());
  const reason = `Tanda terima ${facts.number}`;
  const signing = { signedAtMs: signedAt.getTime(), reason, location: facts.office.place };
  const signedSha256 = await keep(tools, await tools.signer.sign(pdf, signing));
  await advanceReceipt(tools.kit.db, { id, from: "drawn", to: "signed", change: { signedSha256, signedAt } });
}

async function publish({ kit, tellCompany }: IssuingTools, receipt: ReceiptRow): Promise<void> {
  const { id, facts, organisationId } = receipt;
  const sha256 = present(receipt.signedSha256, "signed file");
  const { length: bytes } = await kit.files.read(sha256);
  const publishedAt = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    // The file's row must exist before the receipt references it; a concurrent run may have published already.
    if (!(await lockSigned(trx, id))) return;
    const fileId = kit.ids.next();
    const originalName = `Tanda-terima-${facts.number}${facts.round === 0 ? "" : `-perbaikan-${facts.round}`}.pdf`;
    const file = { id: fileId, purpose: "receipt", sha256, bytes, mediaType: "application/pdf", originalName };
    await insertFile(trx, { ...file, uploadedBy: null, organisationId, uploadedAt: publishedAt });
    await advanceReceipt(trx, { id, from: "signed", to: "published", change: { publishedAt, fileId } });
    await recordAudit(trx, kit, {
      ...BY_SYSTEM,
      action: "receipt.published",
      ...subjectOf(receipt),
      detail: { receiptId: id, sha256, round: String(facts.round) },
    });
    const { number, code, statusUrl } = facts;
    const params = { number, code: readableCode(code), link: statusUrl };
    const dedupeKey = `receipt ${id}`;
    const template = facts.subject === "licence" ? "licence-receipt" : "receipt";
    await tellCompany(trx, { organisationId, template, params, dedupeKey, attachmentFileId: fileId });
  });
  for (const channel of ["outbox", "applications", "licences"]) kit.changeFeed.announce(channel);
}

/** The case of a receipt, for the audit log. */
function subjectOf({ applicationId, licenceApplicationId }: ReceiptRow) {
  return applicationId === null
    ? { subjectKind: "licence-application", subjectId: present(licenceApplicationId, "case of a receipt") }
    : { subjectKind: "application", subjectId: applicationId };
}
