import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { ChecklistRow, NibRecord, NibStatus, ReceivedNib } from "../../protocols/oss/index.ts";
import type { ReceivedOutcome } from "./received-decision.ts";

/** The stored data of a NIB; its row stays locked until the transaction ends, so that messages about it are processed in sequence. */
export async function lockCompany(trx: DatabaseTransaction, company: { readonly nib: string; readonly at: Date }) {
  const { nib, at } = company;
  await trx
    .insertInto("ossCompany")
    .values({ nib, changedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await trx
    .selectFrom("ossCompany")
    .select([sql<string | null>`document_date::text`.as("documentDate"), "nibStatus", "dispute"])
    .where("nib", "=", nib)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { ...row, nibStatus: row.nibStatus as NibStatus | null };
}

/** The id of the first message about a NIB with this content. */
export async function findSameMessage(
  trx: DatabaseTransaction,
  message: { readonly nib: string; readonly contentSha256: string },
): Promise<string | null> {
  const row = await trx
    .selectFrom("ossMessage")
    .select("id")
    .where("nib", "=", message.nib)
    .where("contentSha256", "=", message.contentSha256)
    .where("repeats", "is", null)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Adds a message to the append-only inbox. */
export async function insertMessage(
  trx: DatabaseTransaction,
  row: {
    readonly id: string;
    readonly receivedAt: Date;
    readonly message: ReceivedNib;
    readonly contentSha256: string;
    readonly repeats: string | null;
    readonly outcome: ReceivedOutcome;
    readonly organisationId: string | null;
  },
): Promise<void> {
  const { message, ...rest } = row;
  const { nib, documentKind, documentDate, nibStatus } = message;
  const content = row.repeats === null ? JSON.stringify(message) : null;
  await trx
    .insertInto("ossMessage")
    .values({ ...rest, nib, documentKind, documentDate, nibStatus, content })
    .execute();
}

/** Makes a message the current one of its NIB. */
export async function updateCompany(
  trx: DatabaseTransaction,
  update: {
    readonly message: ReceivedNib;
    readonly statusBefore: NibStatus | null;
    readonly risk: string | null;
    readonly at: Date;
  },
): Promise<void> {
  const { message, at, risk } = update;
  const { record } = message;
  await trx
    .updateTable("ossCompany")
    .set({
      nibStatus: message.nibStatus,
      ...(message.nibStatus === update.statusBefore ? {} : { nibStatusSince: at }),
      documentKind: message.documentKind,
      ...(message.documentDate === null ? {} : { documentDate: message.documentDate }),
      ...(record === null ? {} : { name: record.name.slice(0, 300), ossId: record.ossId ?? "", risk }),
      changedAt: at,
    })
    .where("nib", "=", message.nib)
    .execute();
}

/** Why an officer should query OSS about a NIB. */
export type Dispute = "same-day-as-revocation" | "back-in-force" | "license-of-another";

/** Marks a NIB for an officer's query of OSS, or with null removes the mark. */
export async function setDispute(
  trx: DatabaseTransaction,
  dispute: { readonly nib: string; readonly reason: Dispute | null; readonly at: Date },
): Promise<void> {
  await trx
    .updateTable("ossCompany")
    .set({ dispute: dispute.reason, changedAt: dispute.at })
    .where("nib", "=", dispute.nib)
    .execute();
}

/** Stores new licences. Returns whether a known one belongs to another NIB. */
export async function insertChecklist(
  trx: DatabaseTransaction,
  taken: {
    readonly nib: string;
    readonly messageId: string;
    readonly rows: readonly ChecklistRow[];
    readonly at: Date;
  },
): Promise<boolean> {
  if (taken.rows.length === 0) return false;
  const { nib, messageId, at } = taken;
  await trx
    .insertInto("ossChecklist")
    .values(taken.rows.map((row) => ({ ...row, nib, messageId, receivedAt: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const ids = taken.rows.map((row) => row.licenseId);
  const others = await trx
    .selectFrom("ossChecklist")
    .select("licenseId")
    .where("licenseId", "in", ids)
    .where("nib", "!=", nib)
    .limit(1)
    .execute();
  return others.length > 0;
}

/** Stores the answer of OSS to an inquiry about a NIB: it overrides all messages, and settles a dispute. */
export async function keepAnswer(
  trx: DatabaseTransaction,
  answer: { readonly record: NibRecord; readonly kbli: string; readonly at: Date },
): Promise<void> {
  const { record, at, kbli } = answer;
  const { nib, nibStatus } = record;
  const before = await lockCompany(trx, { nib, at });
  await trx
    .updateTable("ossCompany")
    .set({
      nibStatus,
      ...(before.nibStatus === nibStatus ? {} : { nibStatusSince: at }),
      name: record.name.slice(0, 300),
      ossId: record.ossId ?? "",
      risk: riskFor(record, kbli),
      dispute: null,
      changedAt: at,
    })
    .where("nib", "=", nib)
    .execute();
}

/** The risk level of a company's activity at OSS; null if it does not have the activity. */
export function riskFor(record: NibRecord | null, kbli: string): string | null {
  return record?.activities.find(({ code }) => code === kbli)?.risk ?? null;
}
