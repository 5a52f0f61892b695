import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { claimFile, findFile } from "../../../platform/files/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import { addToOutbox } from "../../../platform/outbox/index.ts";
import { type PartKey, parsePart, type StatedFacts } from "../../requirements/index.ts";
import { keepConfigurations } from "../begin-licence.effects.ts";
import { findLicence, type LicenceRow } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import { type CaseDossier, readCaseDossier } from "../licence-facts.effects.ts";
import { writesForCompany } from "../licence-person.ts";
import {
  factsOfBytes,
  keepFileFacts,
  listLicenceItems,
  listParts,
  listSlots,
  type PartRow,
  type SlotRow,
  savePart,
  saveSlot,
} from "./licence-content.store.ts";
import { READ_FILE_EFFECT } from "./read-file-effect.ts";

/** Required upload purpose of the files of requirements. */
const DOCUMENT_PURPOSE = "licence-paper";

/** Why a part or a file is not saved. */
export type SaveRefusal =
  | {
      readonly code:
        | "no-such-application"
        | "command-not-now"
        | "licence-item-locked"
        | "licence-slot-unknown"
        | "no-such-file";
    }
  | { readonly code: "part-misshapen"; readonly fields: readonly string[] }
  | { readonly code: "part-stale"; readonly part: PartRow | undefined }
  | { readonly code: "document-stale"; readonly document: SlotRow | undefined };

/** The caller, case and version of a save. */
export interface Saving {
  readonly caller: Caller;
  readonly requestId: string;
  readonly id: string;
  /** The version of the part or slot that was read; 0 if never saved. */
  readonly version: number;
}

/** A case of the caller's company that may be edited now; its state is locked for this transaction. */
async function openForChanges(
  trx: DatabaseTransaction,
  { caller, id }: Saving,
  lock: "share" | "change",
): Promise<Result<LicenceRow, SaveRefusal>> {
  const row = await findLicence(trx, id, lock);
  if (row === undefined || !writesForCompany(caller, row.organisation.id))
    return refuse({ code: "no-such-application" });
  if (row.state !== "draft" && row.state !== "returned") return refuse({ code: "command-not-now" });
  return ok(row);
}

/** True if every requirement that uses this part or slot has been accepted with unchanged content. */
async function isLocked(
  trx: DatabaseTransaction,
  row: LicenceRow,
  { papers, requirements }: { readonly papers: CaseDossier; readonly requirements: readonly string[] },
): Promise<boolean> {
  if (row.state === "draft") return false;
  const items = (await listLicenceItems(trx, row.id)).filter(({ requirement }) => requirements.includes(requirement));
  return (
    items.length > 0 &&
    items.every(
      ({ requirement, acceptedDigest }) => acceptedDigest !== null && acceptedDigest === papers.digests[requirement],
    )
  );
}

/**
 * Saves one part. Saves of different parts do not wait for each other; the later of two saves of one part is refused
 * with the other's content. A correction may change only items that are not accepted.
 */
export async function savePartOfLicence(
  dependencies: LicenceDependencies,
  saving: Saving & { readonly key: PartKey; readonly value: unknown },
): Promise<Result<PartRow, SaveRefusal>> {
  const { kit } = dependencies;
  const { id, key, version, caller } = saving;
  const parsed = parsePart(key, saving.value);
  if (!parsed.ok) return refuse({ code: "part-misshapen", fields: parsed.paths });
  const at = new Date(kit.clock.nowMs());
  const saved = await kit.db.transaction().execute(async (trx): Promise<Result<PartRow, SaveRefusal>> => {
    const open = await openForChanges(trx, saving, key === "service" ? "change" : "share");
    if (!open.ok) return open;
    if (open.value.state === "returned") {
      const papers = await readCaseDossier({ db: trx, nowMs: at.getTime() }, open.value);
      const asking = papers.asked.filter(({ parts }) => parts.includes(key)).map((item) => item.key);
      if (await isLocked(trx, open.value, { papers, requirements: asking }))
        return refuse({ code: "licence-item-locked" });
    }
    const { personId: by } = caller;
    if (!(await savePart(trx, { applicationId: id, key, value: parsed.value, version, by, at })))
      return refuse({ code: "part-stale", part: undefined });
    if (key === "service") {
      const { configurations = [] } = parsed.value as { readonly configurations?: readonly string[] };
      await keepConfigurations(trx, { id, configurations, at });
    }
    await audit(dependencies, trx, {
      saving,
      action: "licence.part-saved",
      detail: { part: key, version: version + 1 },
    });
    return ok({ key, value: parsed.value, version: version + 1, changedBy: by, changedAt: at });
  });
  if (saved.ok) kit.changeFeed.announce("licences");
  if (saved.ok || saved.refusal.code !== "part-stale") return saved;
  return refuse({ code: "part-stale", part: (await listParts(kit.db, id)).find((part) => part.key === key) });
}

/** Attaches a file to a slot, or removes it; the later of two concurrent saves is refused with the attached file. */
export async function saveDocumentOfLicence(
  dependencies: LicenceDependencies,
  saving: Saving & { readonly slot: string; readonly fileId: string | null; readonly stated: StatedFacts },
): Promise<Result<string, SaveRefusal>> {
  const { kit } = dependencies;
  const saved = await kit.db.transaction().execute((trx) => hang(dependencies, trx, saving));
  if (saved.ok) for (const channel of ["licences", "outbox"]) kit.changeFeed.announce(channel);
  if (saved.ok || saved.refusal.code !== "document-stale") return saved;
  const document = (await listSlots(kit.db, saving.id)).find(({ slot }) => slot === saving.slot);
  return refuse({ code: "document-stale", document });
}

async function hang(
  dependencies: LicenceDependencies,
  trx: DatabaseTransaction,
  saving: Saving & { readonly slot: string; readonly fileId: string | null; readonly stated: StatedFacts },
): Promise<Result<string, SaveRefusal>> {
  const { kit } = dependencies;
  const { id, slot, version, fileId, stated, caller } = saving;
  const at = new Date(kit.clock.nowMs());
  const open = await openForChanges(trx, saving, "share");
  if (!open.ok) return open;
  const papers = await readCaseDossier({ db: trx, nowMs: at.getTime() }, open.value);
  const asking = papers.asked.filter(({ slots }) => slots.includes(slot)).map(({ key }) => key);
  // A file that no requirement uses can be removed, but no new one attached.
  if (asking.length === 0 && fileId !== null) return refuse({ code: "licence-slot-unknown" });
  if (await isLocked(trx, open.value, { papers, requirements: asking })) return refuse({ code: "licence-item-locked" });
  const before = papers.slots.find((known) => known.slot === slot);
  const isSame = before !== undefined && before.fileId === fileId;
  if (fileId !== null && !isSame && !(await claim(trx, open.value, { caller, fileId })))
    return refuse({ code: "no-such-file" });
  const file = fileId === null ? undefined : await findFile(trx, fileId);
  const by = caller.personId;
  const change = { file: file === undefined ? null : { id: file.id, sha256: file.sha256 }, stated, keepsFacts: isSame };
  if (!(await saveSlot(trx, { applicationId: id, slot, version, by, at, ...change })))
    return refuse({ code: "document-stale", document: undefined });
  if (fileId !== null && !isSame)
    await addToOutbox(trx, kit, {
      kind: READ_FILE_EFFECT,
      subjectId: id,
      payload: { applicationId: id, slot, fileId },
    });
  const detail = { slot, sha256: file?.sha256 ?? null };
  await audit(dependencies, trx, {
    saving,
    action: fileId === null ? "licence.document-removed" : "licence.document-attached",
    detail,
  });
  return ok(slot);
}

function claim(trx: DatabaseTransaction, row: LicenceRow, asked: { readonly caller: Caller; readonly fileId: string }) {
  const owner = { personId: asked.caller.personId, organisationId: row.organisation.id };
  return claimFile(trx, { ...owner, fileId: asked.fileId, purpose: DOCUMENT_PURPOSE });
}

async function audit(
  { kit }: LicenceDependencies,
  trx: DatabaseTransaction,
  saved: {
    readonly saving: Saving;
    readonly action: "licence.part-saved" | "licence.document-attached" | "licence.document-removed";
    readonly detail: Readonly<Record<string, string | number | null>>;
  },
): Promise<void> {
  const { saving, action, detail } = saved;
  await recordAudit(trx, kit, {
    actorPersonId: saving.caller.personId,
    actorRole: null,
    action,
    subjectKind: "licence-application",
    subjectId: saving.id,
    detail,
    requestId: saving.requestId,
  });
}

/** Reads files after the transaction that attached them to a slot. */
export function licenceFileReader(dependencies: LicenceDependencies) {
  return async (payload: Readonly<Record<string, string>>): Promise<void> => {
    const { applicationId = "", slot = "", fileId = "" } = payload;
    await keepReadFile(dependencies, { applicationId, slot, fileId });
  };
}

async function keepReadFile(
  { kit, readFile }: LicenceDependencies,
  hung: { readonly applicationId: string; readonly slot: string; readonly fileId: string },
): Promise<void> {
  const file = await findFile(kit.db, hung.fileId);
  if (file === undefined) return;
  // The same bytes yield the same facts in every slot.
  const facts = (await factsOfBytes(kit.db, file.sha256)) ?? (await readFile(file));
  await keepFileFacts(kit.db, { ...hung, facts });
  kit.changeFeed.announce("licences");
}
