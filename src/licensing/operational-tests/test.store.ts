import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { PreCheckFinding } from "../requirements/index.ts";
import type { TestItem, TestReport } from "./evidence/items.shared.ts";
import type { SkloProgress, TestMethod, TestState } from "./test-words.shared.ts";

/** A database handle or transaction for reads. */
export type Reading = Database | DatabaseTransaction;

/** A stored test, with its company. */
export interface TestRow {
  readonly id: string;
  readonly number: string;
  readonly licenceApplicationId: string;
  readonly follows: string | null;
  readonly attempt: number;
  readonly state: TestState;
  readonly version: number;
  readonly deskVersion: number;
  readonly ruleVersion: string;
  readonly catalogueVersion: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly method: TestMethod;
  readonly methodAskedBecause: string | null;
  readonly methodAnswer: "granted" | "refused" | null;
  readonly methodAnswerReason: string | null;
  readonly pactAcceptedAt: Date;
  readonly letterFileId: string;
  /** Null for a request made before letters were checked. */
  readonly letterFindings: readonly PreCheckFinding[] | null;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly wishedDate: string;
  readonly testDate: string;
  readonly startsAt: string | null;
  readonly place: string;
  readonly serviceCentre: string;
  readonly transmission: string;
  readonly toPrepare: string;
  readonly leadId: string | null;
  readonly fieldCheckDate: string | null;
  readonly items: readonly TestItem[];
  readonly deviceDigest: string | null;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly taskLetterFileId: string | null;
  readonly resultFileId: string | null;
  readonly report: TestReport | null;
  readonly reportDigest: string | null;
  readonly verdict: "fit" | "unfit" | null;
  readonly reportedAt: Date | null;
  readonly closedAt: Date | null;
  readonly skloStage: SkloProgress;
  readonly skloPreparedBy: string | null;
  readonly skloEndorsedBy: string | null;
  readonly skloProposedBy: string | null;
  readonly skloSignedBy: string | null;
  readonly skloDigest: string | null;
  readonly skloFacts: unknown;
  readonly evaluationEvents: readonly PromiseEvent[];
  readonly skloEvents: readonly PromiseEvent[];
  readonly dueDate: string | null;
  readonly noticeDue: string;
  readonly notifiedAt: Date | null;
  readonly noticeLateAt: Date | null;
  readonly nextOn: string | null;
  readonly calendars: string;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
  };
  readonly licenceNumber: string;
}

/** Reads one test; "change" locks its row for this transaction. */
export async function findTest(
  db: Reading,
  id: string,
  lock: "none" | "change" = "none",
): Promise<TestRow | undefined> {
  let query = db
    .selectFrom("operationalTest as t")
    .innerJoin("organisation as o", "o.id", "t.organisationId")
    .innerJoin("licenceApplication as a", "a.id", "t.licenceApplicationId")
    .selectAll("t")
    .select(["o.name", "o.nib", "o.npwp", "o.address", "o.city", "o.province", "a.number as licenceNumber"])
    .where("t.id", "=", id);
  if (lock === "change") query = query.forNoKeyUpdate(["t"]);
  const row = await query.executeTakeFirst();
  if (row === undefined) return undefined;
  const { organisationId, name, nib, npwp, address, city, province, licenceNumber, ...own } = row;
  return {
    ...own,
    // Columns restricted to these values by a check constraint, and JSON written by this module only.
    ...(own as unknown as Pick<
      TestRow,
      | "state"
      | "method"
      | "methodAnswer"
      | "letterFindings"
      | "items"
      | "report"
      | "verdict"
      | "skloStage"
      | "evaluationEvents"
      | "skloEvents"
    >),
    startsAt: own.startsAt?.slice(0, 5) ?? null,
    licenceNumber: licenceNumber ?? "",
    organisation: {
      id: organisationId,
      name,
      nib,
      npwp,
      address: [address, city, province].filter((part) => part !== "").join(", "),
    },
  };
}

/** A new request. */
export interface NewTest {
  readonly id: string;
  readonly number: string;
  readonly licenceApplicationId: string;
  readonly organisationId: string;
  readonly follows: string | null;
  readonly attempt: number;
  readonly ruleVersion: string;
  readonly catalogueVersion: string;
  readonly createdBy: string;
  readonly at: Date;
  readonly method: TestMethod;
  readonly methodAskedBecause: string | null;
  readonly letterFileId: string;
  readonly letterFindings: string;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly place: string;
  readonly wishedDate: string;
  readonly noticeDue: string;
  readonly nextOn: string | null;
  readonly calendars: string;
}

/** Adds a request; false if the licence application already has an open one (enforced by the unique index). */
export async function insertTest(trx: DatabaseTransaction, test: NewTest): Promise<boolean> {
  const { at, ...row } = test;
  const added = await trx
    .insertInto("operationalTest")
    .values({
      ...row,
      state: "requested",
      createdAt: at,
      changedAt: at,
      pactAcceptedAt: at,
      testDate: row.wishedDate,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Columns of a test that a decision may change. */
export type TestChange = Partial<
  Omit<
    TestRow,
    | "id"
    | "number"
    | "organisation"
    | "licenceNumber"
    | "letterFindings"
    | "items"
    | "report"
    | "evaluationEvents"
    | "skloEvents"
    | "skloFacts"
  >
> & {
  readonly items?: string;
  readonly report?: string | null;
  readonly evaluationEvents?: string;
  readonly skloEvents?: string;
  readonly skloFacts?: string;
  readonly methodAnsweredBy?: string;
};

/** Updates a test whose row is locked, and increments its version; "desk": visible to officers only. */
export async function updateTest(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly at: Date; readonly change: TestChange; readonly counts: "both" | "desk" },
): Promise<void> {
  const { id, at, change, counts } = options;
  await trx
    .updateTable("operationalTest")
    .set((eb) => ({
      ...change,
      changedAt: at,
      ...(counts === "both" ? { version: eb("version", "+", 1) } : { deskVersion: eb("deskVersion", "+", 1) }),
    }))
    .where("id", "=", id)
    .execute();
}

/** The tests of a licence, newest first. */
export async function testsOfLicence(db: Reading, licenceApplicationId: string) {
  return db
    .selectFrom("operationalTest")
    .select(["id", "number", "state", "attempt", "follows", "items", "report"])
    .where("licenceApplicationId", "=", licenceApplicationId)
    .orderBy("attempt", "desc")
    .limit(200)
    .execute();
}

/** One event of a test. */
export interface TestEvent {
  readonly id: string;
  readonly testId: string;
  readonly type: string;
  readonly deskOnly: boolean;
  readonly occurredAt: Date;
  readonly actorPersonId: string | null;
  readonly actorRole: string | null;
  readonly note: string | null;
  readonly detail: string;
}

/** Adds one event to the history of a test whose row is locked. */
export async function insertTestEvent(trx: DatabaseTransaction, event: TestEvent): Promise<void> {
  await trx
    .insertInto("testEvent")
    .values({
      ...event,
      sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from test_event where test_id = ${event.testId}::uuid)`,
    })
    .execute();
}

const EVENTS_MAX = 2_000;

/** The history of a test, oldest first; officers-only events are omitted unless requested. */
export async function listTestEvents(db: Reading, asked: { readonly testId: string; readonly withDeskOnly: boolean }) {
  let query = db
    .selectFrom("testEvent as e")
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.type", "e.occurredAt", "e.actorRole", "e.note", "e.detail", "p.name as actorName"])
    .where("e.testId", "=", asked.testId);
  if (!asked.withDeskOnly) query = query.where("e.deskOnly", "=", false);
  return query.orderBy("e.sequence").limit(EVENTS_MAX).execute();
}

/** Names of people by their ids. */
export async function namesOf(db: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("person")
    .select(["id", "name"])
    .where("id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
