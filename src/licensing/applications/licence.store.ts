import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { PromiseEvent } from "../promises/index.ts";
import type { LicenceState } from "./licence-words.ts";

/** A database handle or transaction for reads. */
export type Reading = Database | DatabaseTransaction;

/** A stored licence application, with its company. */
export interface LicenceRow {
  readonly id: string;
  readonly number: string | null;
  readonly state: LicenceState;
  readonly paused: boolean;
  readonly round: number;
  readonly version: number;
  readonly deskVersion: number;
  readonly ruleVersion: string;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly assigneeId: string | null;
  readonly checkedBy: readonly string[];
  readonly endorsedBy: readonly string[];
  readonly promiseEvents: readonly PromiseEvent[];
  readonly dueDate: string | null;
  readonly repairUntil: string | null;
  readonly nextOn: string | null;
  readonly calendars: string;
  /** The earlier case whose parts and files were copied. */
  readonly copiedFrom: string | null;
  readonly organisation: {
    readonly id: string;
    readonly kind: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
    readonly state: string;
    readonly ossRecord: unknown;
  };
}

/**
 * Reads one case. "change" locks its row exclusively for this transaction; "share" prevents changes of the row, while
 * other transactions may write parts of the same case.
 */
export async function findLicence(
  db: Reading,
  id: string,
  lock: "none" | "share" | "change" = "none",
): Promise<LicenceRow | undefined> {
  let query = db
    .selectFrom("licenceApplication as a")
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
      "o.state as organisationState",
      "o.ossRecord",
    ])
    .where("a.id", "=", id);
  if (lock === "change") query = query.forNoKeyUpdate(["a"]);
  if (lock === "share") query = query.forShare(["a"]);
  const row = await query.executeTakeFirst();
  if (row === undefined) return undefined;
  const { organisationId, organisationKind, name, nib, npwp, organisationState, ossRecord, ...own } = row;
  return {
    ...own,
    state: own.state as LicenceState,
    promiseEvents: own.promiseEvents as unknown as readonly PromiseEvent[],
    organisation: {
      id: organisationId,
      kind: organisationKind,
      name,
      nib,
      npwp,
      address: [own.address, own.city, own.province].filter((part) => part !== "").join(", "),
      state: organisationState,
      ossRecord,
    },
  };
}

/** Adds a draft; false if the company already has an open case (enforced by the unique index). */
export async function insertLicence(
  trx: DatabaseTransaction,
  draft: {
    readonly id: string;
    readonly organisationId: string;
    readonly ruleVersion: string;
    readonly createdBy: string;
    readonly copiedFrom: string | null;
    readonly at: Date;
  },
): Promise<boolean> {
  const { at, ...row } = draft;
  const added = await trx
    .insertInto("licenceApplication")
    .values({ ...row, state: "draft", createdAt: at, changedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** The open case of a company, if any; a case with a pending objection to its rejection is open. */
export async function findOpenLicence(db: Reading, organisationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("licenceApplication")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where((eb) =>
      eb.or([
        eb("state", "in", ["draft", "submitted", "checking", "returned", "checked", "endorsed"]),
        eb("objected", "=", true),
      ]),
    )
    .executeTakeFirst();
  return row?.id;
}

/** Columns of a case that a decision may change. */
export interface LicenceChange {
  readonly state?: LicenceState;
  readonly paused?: boolean;
  readonly round?: number;
  readonly number?: string;
  readonly submittedAt?: Date;
  readonly assigneeId?: string | null;
  readonly deciderId?: string;
  readonly decidedAt?: Date;
  readonly promiseEvents?: string;
  readonly dueDate?: string | null;
  readonly configurations?: string[];
  readonly nextOn?: string | null;
  readonly repairUntil?: string | null;
  readonly calendars?: string;
}

/** Updates a case whose row is locked, increments its version, and records who took part in the step. */
export async function updateLicence(
  trx: DatabaseTransaction,
  options: {
    readonly id: string;
    readonly at: Date;
    readonly change: LicenceChange;
    /** "desk": visible to officers only. */
    readonly counts: "both" | "desk";
    readonly hand?: { readonly as: "checked" | "endorsed"; readonly personId: string };
  },
): Promise<void> {
  const { id, at, change, counts, hand } = options;
  await trx
    .updateTable("licenceApplication")
    .set((eb) => ({
      ...change,
      changedAt: at,
      ...(counts === "both" ? { version: eb("version", "+", 1) } : { deskVersion: eb("deskVersion", "+", 1) }),
      ...(hand?.as === "checked" ? { checkedBy: withHand("checked_by", hand.personId) } : {}),
      ...(hand?.as === "endorsed" ? { endorsedBy: withHand("endorsed_by", hand.personId) } : {}),
    }))
    .where("id", "=", id)
    .execute();
}

function withHand(column: "checked_by" | "endorsed_by", personId: string) {
  const known = sql.ref(column);
  return sql<
    string[]
  >`case when ${personId}::uuid = any(${known}) then ${known} else ${known} || ${personId}::uuid end`;
}

/** One event of a case. */
export interface LicenceEvent {
  readonly id: string;
  readonly applicationId: string;
  readonly type: string;
  readonly deskOnly: boolean;
  readonly occurredAt: Date;
  readonly actorPersonId: string | null;
  readonly actorRole: string | null;
  readonly note: string | null;
  readonly detail: string;
}

/** Adds one event to the history of a case whose row is locked. */
export async function insertLicenceEvent(trx: DatabaseTransaction, event: LicenceEvent): Promise<void> {
  await trx
    .insertInto("licenceEvent")
    .values({
      ...event,
      sequence: sql<number>`(select coalesce(max(sequence), 0) + 1 from licence_event where application_id = ${event.applicationId}::uuid)`,
    })
    .execute();
}

const EVENTS_MAX = 2_000;

/** The history of a case, oldest first; officers-only events are omitted unless requested. */
export async function listLicenceEvents(
  db: Reading,
  asked: { readonly applicationId: string; readonly withDeskOnly: boolean },
) {
  let query = db
    .selectFrom("licenceEvent as e")
    .leftJoin("person as p", "p.id", "e.actorPersonId")
    .select(["e.type", "e.occurredAt", "e.actorRole", "e.note", "e.detail", "p.name as actorName"])
    .where("e.applicationId", "=", asked.applicationId);
  if (!asked.withDeskOnly) query = query.where("e.deskOnly", "=", false);
  return query.orderBy("e.sequence").limit(EVENTS_MAX).execute();
}

/** The codes that a company holds by a decree or, with `isAppliedEnough`, has applied for. */
export async function codesOfCompany(
  db: Reading,
  asked: { readonly organisationId: string; readonly isAppliedEnough: boolean },
): Promise<readonly { readonly code: string; readonly decree: string | null }[]> {
  const states = asked.isAppliedEnough ? ["active", "evaluation", "in-process"] : ["active", "evaluation"];
  const rows = await sql<{ code: string; decree: string | null }>`
    select c.code, coalesce(max(d.number), max(e.number)) as decree
    from access_code c
    left join decree d on d.code = c.code and d.organisation_id = c.holder_organisation_id
      and d.kind in ('assignment', 'change') and d.revoked_at is null and d.superseded_at is null and d.ended_at is null
    left join earlier_decree e on e.code = c.code and e.organisation_id = c.holder_organisation_id
    where c.holder_organisation_id = ${asked.organisationId}::uuid and c.state = any(${states}::text[])
    group by c.code order by c.code limit 200`.execute(db);
  return rows.rows;
}

/** The chain of cases that a case was copied from: their files count as its own. */
export async function earlierCasesOf(db: Reading, row: Pick<LicenceRow, "copiedFrom">): Promise<ReadonlySet<string>> {
  if (row.copiedFrom === null) return new Set();
  const { rows } = await sql<{ id: string }>`
    with recursive earlier(id, copied_from, depth) as (
      select id, copied_from, 1 from licence_application where id = ${row.copiedFrom}::uuid
      union all
      select a.id, a.copied_from, depth + 1 from licence_application a join earlier e on a.id = e.copied_from
        where depth < 50)
    select id from earlier`.execute(db);
  return new Set(rows.map(({ id }) => id));
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

/** The roles that a person holds now, unless the person is blocked. */
export async function membershipsOfPerson(db: Reading, personId: string, now: Date) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["m.role", "m.team", "m.organisationId"])
    .where("m.personId", "=", personId)
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validFrom", "is", null), eb("m.validFrom", "<=", now)]))
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .execute();
}
