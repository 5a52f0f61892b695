import { sql } from "kysely";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../platform/database/index.ts";
import type { LegalBasis } from "../../organisations/index.ts";
import type { PromiseEvent } from "../../promises/index.ts";
import { type ApplicationForm, completeForm } from "./application-form.ts";
import type { ApplicationKind } from "./application-kind.ts";
import { type ApplicationState, OPEN_STATES } from "./application-words.ts";

/** A stored application, with the joined fields that are displayed. */
export interface ApplicationRow {
  readonly id: string;
  readonly number: string | null;
  readonly version: number;
  readonly kind: ApplicationKind;
  readonly state: ApplicationState;
  /** Empty while a draft has no code. */
  readonly code: string;
  readonly form: ApplicationForm;
  readonly ruleVersion: string;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly checkerId: string | null;
  readonly endorserId: string | null;
  readonly proposerId: string | null;
  readonly proposedOutcome: "approve" | "reject" | null;
  readonly promiseEvents: readonly PromiseEvent[];
  /** The due date (local date) as last stored. */
  readonly dueDate: string | null;
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    /** Null for a government body. */
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
    /** The legal basis of a government body; null for a business. */
    readonly legalBasis: LegalBasis | null;
    readonly legalBasisFileId: string | null;
    readonly state: string;
    readonly ossRecord: unknown;
  };
}

/** Reads one application; with `lock` its row stays locked until the transaction ends. */
export async function findApplication(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<ApplicationRow | undefined> {
  let query = db
    .selectFrom("numberingApplication as a")
    .innerJoin("organisation as o", "o.id", "a.organisationId")
    .selectAll("a")
    .select([
      "o.kind as organisationKind",
      "o.name",
      "o.nib",
      "o.npwp",
      "o.address",
      "o.city",
      "o.province",
      "o.legalBasis",
      "o.legalBasisFileId",
      "o.state as organisationState",
      "o.ossRecord",
    ])
    .where("a.id", "=", id);
  if (options.lock) query = query.forUpdate(["a"]);
  const row = await query.executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    kind: row.kind as ApplicationKind,
    state: row.state as ApplicationState,
    code: row.code ?? "",
    form: completeForm(row.form as unknown as Partial<ApplicationForm>),
    ruleVersion: row.ruleVersion,
    createdAt: row.createdAt,
    submittedAt: row.submittedAt,
    checkerId: row.checkerId,
    endorserId: row.endorserId,
    proposerId: row.proposerId,
    proposedOutcome: row.proposedOutcome as "approve" | "reject" | null,
    promiseEvents: row.promiseEvents as unknown as readonly PromiseEvent[],
    dueDate: row.dueDate,
    organisation: {
      id: row.organisationId,
      kind: row.organisationKind,
      name: row.name,
      nib: row.nib,
      npwp: row.npwp,
      address: [row.address, row.city, row.province].filter((part) => part !== "").join(", "),
      legalBasis: row.legalBasis as unknown as LegalBasis | null,
      legalBasisFileId: row.legalBasisFileId,
      state: row.organisationState,
      ossRecord: row.ossRecord,
    },
  };
}

/** Adds a draft. */
export async function insertDraft(
  trx: DatabaseTransaction,
  draft: {
    readonly id: string;
    readonly organisationId: string;
    readonly kind: ApplicationKind;
    readonly code: string | null;
    readonly form: ApplicationForm;
    readonly ruleVersion: string;
    readonly createdBy: string;
    readonly at: Date;
  },
): Promise<void> {
  const { at, form, ...rest } = draft;
  await trx
    .insertInto("numberingApplication")
    .values({ ...rest, state: "draft", form: JSON.stringify(form), createdAt: at, changedAt: at })
    .execute();
}

/**
 * The application that blocks another one of its kind, if any: every open Nomor Baru, else a draft. The organisation's
 * row stays locked until the transaction ends, so that two concurrent requests create one draft.
 */
export async function findDraft(trx: DatabaseTransaction, organisationId: string, kind: ApplicationKind) {
  await trx.selectFrom("organisation").select("id").where("id", "=", organisationId).forNoKeyUpdate().execute();
  return trx
    .selectFrom("numberingApplication")
    .select(["id", "state"])
    .where("organisationId", "=", organisationId)
    .where("kind", "=", kind)
    .where("state", "in", kind === "new" ? OPEN_STATES : ["draft"])
    .forUpdate()
    .executeTakeFirst();
}

/** An organisation's answer on its legal basis in a draft; null if it gave none. */
export async function draftOwnServiceAnswer(trx: DatabaseTransaction, organisationId: string): Promise<boolean | null> {
  const draft = await trx
    .selectFrom("numberingApplication")
    .select("form")
    .where("organisationId", "=", organisationId)
    .where("state", "=", "draft")
    .orderBy("createdAt", "desc")
    .executeTakeFirst();
  return draft === undefined ? null : completeForm(draft.form as unknown as Partial<ApplicationForm>).ownService;
}

/** The submitted Nomor Baru of an organisation that is still open, if any; a draft is continued instead. */
export async function findOpenNew(db: Database, organisationId: string) {
  return db
    .selectFrom("numberingApplication")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("kind", "=", "new")
    .where("state", "in", OPEN_STATES)
    .where("state", "!=", "draft")
    .executeTakeFirst();
}

/** Columns of an application that a decision may change. */
export interface ApplicationChange {
  readonly state?: ApplicationState;
  readonly code?: string;
  readonly form?: string;
  readonly number?: string;
  readonly submittedAt?: Date;
  readonly checkerId?: string | null;
  readonly endorserId?: string | null;
  readonly proposerId?: string | null;
  readonly proposedOutcome?: "approve" | "reject" | null;
  readonly deciderId?: string;
  readonly decidedAt?: Date;
  readonly promiseEvents?: string;
  readonly dueDate?: string | null;
}

/** Updates an application whose row is locked, and increments its version. */
export async function updateApplication(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly at: Date; readonly change: ApplicationChange },
): Promise<void> {
  await trx
    .updateTable("numberingApplication")
    .set((eb) => ({ ...options.change, changedAt: options.at, version: eb("version", "+", 1) }))
    .where("id", "=", options.id)
    .execute();
}

/** Adds one event to an application's history. */
export async function insertEvent(
  trx: DatabaseTransaction,
  event: {
    readonly id: string;
    readonly applicationId: string;
    readonly type: string;
    readonly occurredAt: Date;
    readonly actorPersonId: string | null;
    readonly actorRole: string | null;
    readonly note: string | null;
    readonly detail: string;
  },
): Promise<void> {
  await trx
    .insertInto("applicationEvent")
    .values({
      ...event,
      sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from application_event where application_id = ${event.applicationId}::uuid)`,
    })
    .execute();
}

/** The history of an application, oldest first. */
export async function listEvents(db: Database, applicationId: string) {
  return db
    .selectFrom("applicationEvent as e")
    .modifyFront(sql.raw(PREPARED))
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.occurredAt", "e.type", "e.note", "e.actorRole", "p.name as actorName"])
    .where("e.applicationId", "=", applicationId)
    .orderBy("e.sequence")
    .limit(1_000)
    .execute();
}

/** The items an officer checks, by key. */
export async function listItems(db: Database | DatabaseTransaction, applicationId: string) {
  const rows = await db
    .selectFrom("applicationItem")
    .select(["key", "verdict", "note", "remedy", "checkedBy", "returnedDigest"])
    .where("applicationId", "=", applicationId)
    .execute();
  return rows.map((row) => ({ ...row, verdict: row.verdict as "open" | "accepted" | "returned" }));
}

/** Adds the items of a submitted application; existing items keep their verdict. */
export async function insertItems(
  trx: DatabaseTransaction,
  applicationId: string,
  keys: readonly string[],
): Promise<void> {
  await trx
    .insertInto("applicationItem")
    .values(keys.map((key) => ({ applicationId, key, verdict: "open" })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Writes an officer's verdict on one item. */
export async function updateItem(
  trx: DatabaseTransaction,
  item: {
    readonly applicationId: string;
    readonly key: string;
    readonly verdict: "accepted" | "returned";
    readonly note: string | null;
    readonly remedy: string | null;
    readonly checkedBy: string;
    readonly checkedAt: Date;
  },
): Promise<void> {
  const { applicationId, key, ...change } = item;
  await trx
    .updateTable("applicationItem")
    .set(change)
    .where("applicationId", "=", applicationId)
    .where("key", "=", key)
    .execute();
}

/** Stores the digest of the form's content for a returned item; null if the form does not show it. */
export async function saveReturnedDigest(
  trx: DatabaseTransaction,
  item: { readonly applicationId: string; readonly key: string; readonly returnedDigest: string | null },
): Promise<void> {
  const { applicationId, key, returnedDigest } = item;
  await trx
    .updateTable("applicationItem")
    .set({ returnedDigest })
    .where("applicationId", "=", applicationId)
    .where("key", "=", key)
    .execute();
}

/** Reopens returned items after a correction; accepted ones stay locked. */
export async function reopenReturnedItems(trx: DatabaseTransaction, applicationId: string): Promise<void> {
  await trx
    .updateTable("applicationItem")
    .set({ verdict: "open" })
    .where("applicationId", "=", applicationId)
    .where("verdict", "=", "returned")
    .execute();
}

/** The decree of an application, if there is one. */
export async function findDecreeOf(db: Database, applicationId: string) {
  return db
    .selectFrom("decree")
    .select(["id", "number", "state"])
    .where("applicationId", "=", applicationId)
    .executeTakeFirst();
}

/** The stamped receipts of an application that are ready, the submission's first. */
export async function listReceipts(db: Database, applicationId: string) {
  const rows = await db
    .selectFrom("caseReceipt")
    .modifyFront(sql.raw(PREPARED))
    .select(["fileId", "round", "orderedAt"])
    .where("applicationId", "=", applicationId)
    .where("state", "=", "published")
    .orderBy("round")
    .limit(20)
    .execute();
  return rows.flatMap(({ fileId, round, orderedAt }) =>
    fileId === null ? [] : [{ fileId, round, at: orderedAt.toISOString() }],
  );
}
