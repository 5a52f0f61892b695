import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Reading } from "./licence.store.ts";

const FINDINGS_MAX = 2_000;

/** The place of a defect. */
export interface FindingPlace {
  readonly part: string | null;
  readonly slot: string | null;
  readonly rowId: string | null;
  readonly field: string | null;
  readonly page: number | null;
  readonly spot: { readonly x: number; readonly y: number } | null;
}

/** A stored finding. */
export interface FindingRow {
  readonly id: string;
  readonly requirement: string;
  readonly round: number;
  readonly state: "draft" | "sent" | "answered" | "settled";
  readonly place: FindingPlace;
  readonly rule: string;
  readonly note: string;
  readonly remedy: string;
  readonly lateReason: string | null;
  readonly repeats: string | null;
  readonly dueDate: string | null;
  readonly writtenBy: string;
  readonly writtenAt: Date;
  readonly sentAt: Date | null;
  readonly settledRound: number | null;
}

/** The findings of a case, oldest first. */
export async function listFindings(db: Reading, applicationId: string): Promise<readonly FindingRow[]> {
  const rows = await db
    .selectFrom("licenceFinding")
    .select([
      "id",
      "requirement",
      "round",
      "state",
      "place",
      "rule",
      "note",
      "remedy",
      "lateReason",
      "repeats",
      "dueDate",
      "writtenBy",
      "writtenAt",
      "sentAt",
      "settledRound",
    ])
    .where("applicationId", "=", applicationId)
    .orderBy("round")
    .orderBy("writtenAt")
    .orderBy("id")
    .limit(FINDINGS_MAX)
    .execute();
  return rows.map((row) => ({
    ...row,
    state: row.state as FindingRow["state"],
    place: row.place as unknown as FindingPlace,
  }));
}

/** The content of a draft finding. */
export interface DraftWords {
  readonly requirement: string;
  readonly place: FindingPlace;
  readonly rule: string;
  readonly note: string;
  readonly remedy: string;
}

/** Adds a finding in draft. */
export async function insertFinding(
  trx: DatabaseTransaction,
  finding: DraftWords & {
    readonly id: string;
    readonly applicationId: string;
    readonly round: number;
    readonly lateReason: string | null;
    readonly repeats: string | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const { by, at, place, ...row } = finding;
  await trx
    .insertInto("licenceFinding")
    .values({ ...row, place: JSON.stringify(place), state: "draft", writtenBy: by, writtenAt: at })
    .execute();
}

/** Rewrites a draft; the reason for its lateness stays unless a new one is given. */
export async function rewriteFinding(
  trx: DatabaseTransaction,
  draft: DraftWords & { readonly id: string; readonly lateReason: string | null },
): Promise<void> {
  const { id, place, rule, note, remedy, lateReason } = draft;
  await trx
    .updateTable("licenceFinding")
    .set({ place: JSON.stringify(place), rule, note, remedy, ...(lateReason === null ? {} : { lateReason }) })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .execute();
}

/** Deletes a draft; sent findings are permanent. */
export async function deleteDraft(trx: DatabaseTransaction, id: string): Promise<void> {
  await trx.deleteFrom("licenceFinding").where("id", "=", id).where("state", "=", "draft").execute();
}

/** Sends all drafts of a case together. */
export async function sendDrafts(
  trx: DatabaseTransaction,
  sent: { readonly applicationId: string; readonly at: Date; readonly dueDate: string | null },
): Promise<void> {
  await trx
    .updateTable("licenceFinding")
    .set({ state: "sent", sentAt: sent.at, dueDate: sent.dueDate })
    .where("applicationId", "=", sent.applicationId)
    .where("state", "=", "draft")
    .execute();
}

/** Marks the sent findings as answered by a correction. */
export async function answerFindings(trx: DatabaseTransaction, applicationId: string): Promise<void> {
  await trx
    .updateTable("licenceFinding")
    .set({ state: "answered" })
    .where("applicationId", "=", applicationId)
    .where("state", "=", "sent")
    .execute();
}

/** Settles all findings of a requirement on its acceptance. */
export async function settleFindings(
  trx: DatabaseTransaction,
  settled: { readonly applicationId: string; readonly requirement: string; readonly round: number },
): Promise<void> {
  await trx
    .updateTable("licenceFinding")
    .set({ state: "settled", settledRound: settled.round })
    .where("applicationId", "=", settled.applicationId)
    .where("requirement", "=", settled.requirement)
    .where("state", "in", ["sent", "answered"])
    .execute();
}

/** Marks the findings that this round's acceptance had settled as answered again. */
export async function unsettleFindings(
  trx: DatabaseTransaction,
  undone: { readonly applicationId: string; readonly requirement: string; readonly round: number },
): Promise<void> {
  await trx
    .updateTable("licenceFinding")
    .set({ state: "answered", settledRound: null })
    .where("applicationId", "=", undone.applicationId)
    .where("requirement", "=", undone.requirement)
    .where("settledRound", "=", undone.round)
    .execute();
}

/** An officer's declaration of interest in a case; undefined if there is none. */
export async function findInterest(db: Reading, applicationId: string, personId: string) {
  return db
    .selectFrom("licenceInterest")
    .select(["hasInterest", "note", "declaredAt"])
    .where("applicationId", "=", applicationId)
    .where("personId", "=", personId)
    .executeTakeFirst();
}

/** Stores a declaration; a declared interest is never replaced. */
export async function keepInterest(
  trx: DatabaseTransaction,
  kept: {
    readonly applicationId: string;
    readonly personId: string;
    readonly hasInterest: boolean;
    readonly note: string;
    readonly at: Date;
  },
): Promise<void> {
  const { at, ...row } = kept;
  const { hasInterest, note } = kept;
  await trx
    .insertInto("licenceInterest")
    .values({ ...row, declaredAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(["applicationId", "personId"])
        .doUpdateSet({ hasInterest, note, declaredAt: at })
        .where(sql<boolean>`not licence_interest.has_interest`),
    )
    .execute();
}

/** Stores a fact that was verified outside the system. */
export async function insertRecordedFact(
  trx: DatabaseTransaction,
  fact: {
    readonly id: string;
    readonly applicationId: string;
    readonly requirement: string;
    readonly slot: string | null;
    readonly source: string;
    readonly result: "confirmed" | "contradicted" | "not-reachable";
    readonly note: string;
    readonly recordedBy: string;
    readonly recordedAt: Date;
  },
): Promise<void> {
  await trx.insertInto("licenceRecordedFact").values(fact).execute();
}

/** Facts verified outside the system, oldest first. */
export async function listRecordedFacts(db: Reading, applicationId: string) {
  const rows = await db
    .selectFrom("licenceRecordedFact as f")
    .innerJoin("person as p", "p.id", "f.recordedBy")
    .select(["f.requirement", "f.slot", "f.source", "f.result", "f.note", "f.recordedAt", "p.name as by"])
    .where("f.applicationId", "=", applicationId)
    .orderBy("f.recordedAt")
    .orderBy("f.id")
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, result: row.result as "confirmed" | "contradicted" | "not-reachable" }));
}
