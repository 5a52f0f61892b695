import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NibRecord, NibStatus, ReceivedNib } from "../../protocols/oss/index.ts";
import {
  type Dispute,
  findSameMessage,
  insertChecklist,
  insertMessage,
  lockCompany,
  riskFor,
  setDispute,
  updateCompany,
} from "./inbox.store.ts";
import { decideReceived, type ReceivedDecision, type ReceivedOutcome } from "./received-decision.ts";
import { serviceRulesOn } from "./report-case.effects.ts";
import { tieWaitingLicenses } from "./tie-license.effects.ts";

/** Stores the present OSS status of a registered company; implemented by organisations and injected by the composition. */
export type SaveOssStatus = (
  trx: DatabaseTransaction,
  told: { readonly nib: string; readonly nibStatus: NibStatus; readonly record: NibRecord | null },
) => Promise<string | null>;

/** Dependencies of receiving messages. */
export interface ReceivingDependencies {
  readonly kit: Pick<Kit, "db" | "clock" | "ids" | "changeFeed">;
  readonly keepOssStanding: SaveOssStatus;
}

/** The result of a message. */
export interface Received {
  readonly outcome: ReceivedOutcome;
  readonly organisationId: string | null;
}

/**
 * Processes a message from OSS: the inbox row and all its effects in one transaction, messages of a NIB in sequence. A
 * repeated message is recorded and has no effect.
 */
export async function receiveMessage(dependencies: ReceivingDependencies, message: ReceivedNib): Promise<Received> {
  const { kit } = dependencies;
  const received = await kit.db.transaction().execute((trx) => takeIn(dependencies, trx, message));
  for (const channel of ["oss-reports", "applications", "oss-handovers"]) kit.changeFeed.announce(channel);
  return received;
}

async function takeIn(
  dependencies: ReceivingDependencies,
  trx: DatabaseTransaction,
  message: ReceivedNib,
): Promise<Received> {
  const { kit } = dependencies;
  const at = new Date(kit.clock.nowMs());
  const id = kit.ids.next();
  const { nib } = message;
  const company = await lockCompany(trx, { nib, at });
  const contentSha256 = contentHash(message);
  const repeats = await findSameMessage(trx, { nib, contentSha256 });
  const decision = decideReceived({ isRepeat: repeats !== null, company }, message);
  const organisationId = await organisationAfter(dependencies, trx, { message, decision });
  const { outcome } = decision;
  await insertMessage(trx, { id, receivedAt: at, message, contentSha256, repeats, outcome, organisationId });
  const facts: Writing = { id, message, decision, organisationId, at, statusBefore: company.nibStatus };
  await writeCompany(trx, facts);
  await takeChecklist(trx, facts);
  if (outcome !== "repeated") await audit(dependencies, trx, facts);
  return { outcome, organisationId };
}

interface Writing {
  readonly id: string;
  readonly message: ReceivedNib;
  readonly decision: ReceivedDecision;
  readonly organisationId: string | null;
  readonly at: Date;
  readonly statusBefore: NibStatus | null;
}

async function organisationAfter(
  dependencies: ReceivingDependencies,
  trx: DatabaseTransaction,
  told: { readonly message: ReceivedNib; readonly decision: ReceivedDecision },
): Promise<string | null> {
  const { nib, nibStatus, record } = told.message;
  if (told.decision.countsForCompany) return dependencies.keepOssStanding(trx, { nib, nibStatus, record });
  const known = await trx.selectFrom("organisation").select("id").where("nib", "=", nib).executeTakeFirst();
  return known?.id ?? null;
}

async function writeCompany(trx: DatabaseTransaction, facts: Writing): Promise<void> {
  const { message, decision, at, statusBefore } = facts;
  if (decision.countsForCompany) {
    const risk = riskFor(message.record, serviceRulesOn(at.getTime()).kbli);
    await updateCompany(trx, { message, statusBefore, risk, at });
  }
  if (decision.dispute !== undefined) await setDispute(trx, { nib: message.nib, reason: decision.dispute, at });
}

/** Stores new licences; each submitted, unlinked case of the company is linked to the longest pending licence. */
async function takeChecklist(trx: DatabaseTransaction, facts: Writing): Promise<void> {
  const { message, decision, at, organisationId } = facts;
  if (!decision.takesChecklist) return;
  const { nib, checklist: rows } = message;
  const isAnothers = await insertChecklist(trx, { nib, messageId: facts.id, rows, at });
  const reason: Dispute = "license-of-another";
  if (isAnothers) await setDispute(trx, { nib, reason, at });
  if (organisationId !== null) await tieWaitingLicenses(trx, { organisationId, at });
}

async function audit(dependencies: ReceivingDependencies, trx: DatabaseTransaction, facts: Writing): Promise<void> {
  const { message, decision, organisationId } = facts;
  await recordAudit(trx, dependencies.kit, {
    actorPersonId: null,
    actorRole: "oss",
    action: "nib.received",
    subjectKind: organisationId === null ? "nib" : "organisation",
    subjectId: organisationId ?? message.nib,
    detail: {
      messageId: facts.id,
      documentKind: message.documentKind,
      nibStatus: message.nibStatus,
      outcome: decision.outcome,
    },
    requestId: null,
  });
}

/** Equal content has an equal hash, regardless of the order of members and of other content of the message. */
function contentHash(message: ReceivedNib): string {
  return createHash("sha256")
    .update(canonicalJson(message as unknown as Json))
    .digest("hex");
}
