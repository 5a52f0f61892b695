import { type Selectable, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import type { Role } from "../../identity/index.ts";
import { type Database, type DatabaseTransaction, likePattern } from "../../platform/database/index.ts";
import type { PromiseEvent, PromiseFilter } from "../promises/index.ts";
import type { LegalBasis, OrganisationRow, PersonInCharge, RegistrationFiles } from "./organisation-row.ts";
import { type OssRecord, readOssRecord } from "./oss/oss-record.ts";
import type { ReturnReason } from "./registration/registration.ts";
import type { OrganisationKind, RecordSource, RegistrationState } from "./registration/registration-words.shared.ts";

/** The data of an organisation and of OSS, written at submission and at every correction. Files are set once they are claimed. */
export interface RegistrationContent {
  readonly kind: OrganisationKind;
  readonly nib: string | null;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly phone: string;
  readonly personInCharge: PersonInCharge;
  readonly ossRecord: OssRecord | null;
  readonly recordSource: RecordSource;
  readonly legalBasis: LegalBasis | null;
  readonly promiseEvents: readonly PromiseEvent[];
  readonly dueDate: string | null;
  readonly submittedAt: Date;
}

function contentColumns(content: RegistrationContent) {
  const { ossRecord, personInCharge, promiseEvents, legalBasis, ...rest } = content;
  return {
    ...rest,
    personInCharge: JSON.stringify(personInCharge),
    ossRecord: ossRecord === null ? null : JSON.stringify(ossRecord),
    legalBasis: legalBasis === null ? null : JSON.stringify(legalBasis),
    promiseEvents: JSON.stringify(promiseEvents),
    state: "submitted",
    returnedReasons: "[]",
  };
}

/** Adds a registration; false if its NIB is already registered (enforced by the unique index). */
export async function insertOrganisation(
  trx: DatabaseTransaction,
  row: RegistrationContent & {
    readonly id: string;
    readonly ruleVersion: string;
    readonly createdBy: string;
    readonly isDemo: boolean;
  },
): Promise<boolean> {
  const { id, ruleVersion, createdBy, isDemo, ...content } = row;
  const result = await trx
    .insertInto("organisation")
    .values({
      ...contentColumns(content),
      id,
      ruleVersion,
      createdBy,
      isDemo,
      createdAt: row.submittedAt,
    })
    .onConflict((conflict) => conflict.column("nib").doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Writes a correction to a registration whose row is locked. Throws the unique violation of `organisation_nib`. */
export async function rewriteOrganisation(
  trx: DatabaseTransaction,
  options: {
    readonly id: string;
    readonly content: RegistrationContent;
    /** The new owner and rule version, if an imported organisation is claimed. */
    readonly claim?: { readonly createdBy: string; readonly ruleVersion: string };
  },
): Promise<void> {
  const { id, content, claim = {} } = options;
  await trx
    .updateTable("organisation")
    .set((eb) => ({
      ...contentColumns(content),
      ...claim,
      decidedAt: null,
      decidedBy: null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

/** Sets the documents of an organisation; their files belong to it already. */
export async function setFiles(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly files: RegistrationFiles },
): Promise<void> {
  await trx.updateTable("organisation").set(options.files).where("id", "=", options.id).execute();
}

interface MembersNow {
  readonly organisationId: string;
  readonly now: Date;
  /** Restricts the query to this person, if set. */
  readonly personId?: string;
}

function membersNow(db: Database | DatabaseTransaction, { organisationId, now, personId }: MembersNow) {
  const members = db
    .selectFrom("membership")
    .select("id")
    .where("organisationId", "=", organisationId)
    .where("endedAt", "is", null)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", now)]))
    .limit(1);
  return personId === undefined ? members : members.where("personId", "=", personId);
}

/** Whether the organisation has members now, or has this person as a member. */
export async function hasMembers(db: Database | DatabaseTransaction, asked: MembersNow): Promise<boolean> {
  return (await membersNow(db, asked).executeTakeFirst()) !== undefined;
}

/** Whether the organisation has an owner now, or has this person as one; an owner may accept letters of authority. */
export async function hasOwner(db: Database | DatabaseTransaction, asked: MembersNow): Promise<boolean> {
  return (await membersNow(db, asked).where("role", "=", OWNER_ROLE).executeTakeFirst()) !== undefined;
}

/** Maximum number of listed members of one organisation. */
const MEMBERS_MAX = 100;

/** The present members of an organisation, with role, beginning and end. */
export async function membersOf(db: Database, { organisationId, now }: MembersNow) {
  return db
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.name", "p.email", "m.role", "m.grantedAt as since", "m.validTo as until"])
    .where("m.organisationId", "=", organisationId)
    .where("m.endedAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", now)]))
    .orderBy("m.grantedAt")
    .orderBy("m.id")
    .limit(MEMBERS_MAX)
    .execute();
}

/** The owner's role: it alone has `organisation.write`. */
export const OWNER_ROLE = "applicant-owner" satisfies Role;

/** Replaces the person in charge of an organisation whose row is locked, for a transfer. */
export async function setPersonInCharge(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly personInCharge: PersonInCharge },
): Promise<void> {
  await trx
    .updateTable("organisation")
    .set((eb) => ({ personInCharge: JSON.stringify(options.personInCharge), version: eb("version", "+", 1) }))
    .where("id", "=", options.id)
    .execute();
}

/** Replaces the data of a business by the present data at OSS; its row is locked. */
export async function adoptRecord(
  trx: DatabaseTransaction,
  options: { readonly id: string; readonly record: OssRecord },
): Promise<void> {
  const { name, companyKind, address, city, province } = options.record;
  await trx
    .updateTable("organisation")
    .set((eb) => ({
      name,
      companyKind,
      address,
      city,
      province,
      ossRecord: JSON.stringify(options.record),
      recordSource: "oss",
      version: eb("version", "+", 1),
    }))
    .where("id", "=", options.id)
    .execute();
}

/** Writes a verifier's decision to a registration whose row is locked. */
export async function decideOrganisation(
  trx: DatabaseTransaction,
  options: {
    readonly id: string;
    readonly state: RegistrationState;
    readonly reasons: readonly ReturnReason[];
    readonly promiseEvents: readonly PromiseEvent[];
    readonly dueDate: string | null;
    readonly decidedBy: string;
    readonly decidedAt: Date;
  },
): Promise<void> {
  const { id, reasons, promiseEvents, ...rest } = options;
  await trx
    .updateTable("organisation")
    .set((eb) => ({
      ...rest,
      returnedReasons: JSON.stringify(reasons),
      promiseEvents: JSON.stringify(promiseEvents),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

/** One registration; with `lock` its row stays locked until the transaction ends. */
export async function findOrganisation(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<OrganisationRow | undefined> {
  let query = db.selectFrom("organisation").selectAll().where("id", "=", id);
  if (options.lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : organisationFrom(row);
}

/** The id of the organisation with a NIB. */
export async function findByNib(db: Database | DatabaseTransaction, nib: string): Promise<string | null> {
  const row = await db.selectFrom("organisation").select("id").where("nib", "=", nib).executeTakeFirst();
  return row?.id ?? null;
}

/** Several registrations, oldest first. */
export async function findOrganisations(db: Database, ids: readonly string[]): Promise<readonly OrganisationRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("organisation")
    .selectAll()
    .where("id", "in", ids)
    .orderBy("createdAt")
    .orderBy("id")
    .execute();
  return rows.map(organisationFrom);
}

/** The filter of registrations. */
export interface OrganisationFilter {
  readonly search: string;
  readonly state?: RegistrationState | undefined;
  readonly promise?: PromiseFilter | undefined;
}

/** Filter, order and page of registrations. */
export interface OrganisationSearch extends OrganisationFilter {
  readonly sort: "due" | "-due" | "submitted" | "-submitted" | "name" | "-name";
  readonly limit: number;
  readonly offset: number;
}

const SORT_COLUMNS = { due: "dueDate", submitted: "submittedAt", name: "name" } as const;

/** Registrations by search over name and NIB, with their total. */
export async function searchOrganisations(
  db: Database,
  search: OrganisationSearch,
): Promise<{ readonly total: number; readonly items: readonly OrganisationRow[] }> {
  const base = filtered(db, search);
  const isDown = search.sort.startsWith("-");
  const column = SORT_COLUMNS[search.sort.replace("-", "") as keyof typeof SORT_COLUMNS];
  const rows = await base
    .selectAll()
    .orderBy(column, (order) => (isDown ? order.desc().nullsLast() : order.asc().nullsLast()))
    .orderBy("id", isDown ? "desc" : "asc")
    .limit(search.limit)
    .offset(search.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items: rows.map(organisationFrom) };
}

function filtered(db: Database, { state, promise, search }: OrganisationFilter) {
  let base = db.selectFrom("organisation");
  if (state !== undefined) base = base.where("state", "=", state);
  if (promise !== undefined) base = base.where(promiseIs(promise));
  const text = search.trim();
  if (text === "") return base;
  const like = likePattern(text);
  return base.where((eb) => eb.or([eb("name", "ilike", like), eb("nib", "like", like)]));
}

function promiseIs({ wish, today, endedFrom, endedTo }: PromiseFilter) {
  const owed = sql`organisation.state = 'submitted' and organisation.due_date`;
  if (wish === "late") return sql<boolean>`${owed} < ${today}::date`;
  const standing = sql`select from promise_standing s where s.subject = 'registration' and s.case_id = organisation.id`;
  if (wish === "at-risk")
    return sql<boolean>`${owed} >= ${today}::date and exists (${standing} and s.warn_on <= ${today}::date)`;
  return sql<boolean>`exists (${standing} and s.outcome = ${wish} and s.ended_on between ${endedFrom}::date and ${endedTo}::date)`;
}

/** A query of the registrations behind a dashboard figure; the caller executes it. */
export function foundRegistrations(db: Database, filter: Omit<OrganisationFilter, "search">) {
  return filtered(db, { ...filter, search: "" })
    .select(["id", "nib as number", "state"])
    .select(sql<null>`null`.as("stage"))
    .select(
      sql<string | null>`case state when 'submitted' then 'ministry' when 'returned' then 'applicant' end`.as("ball"),
    )
    .select(sql<null>`null`.as("assignee"))
    .select(
      sql<Date>`case state when 'submitted' then submitted_at else coalesce(decided_at, submitted_at) end`.as("since"),
    );
}

/** Number of registrations of a person that are not yet accepted; the person's row stays locked until the transaction ends. */
export async function countOpenRegistrations(trx: DatabaseTransaction, personId: string): Promise<number> {
  await trx.selectFrom("person").select("id").where("id", "=", personId).forUpdate().execute();
  const row = await trx
    .selectFrom("organisation")
    .select(sql<number>`count(*)`.as("open"))
    .where("createdBy", "=", personId)
    .where("state", "!=", "verified")
    .executeTakeFirstOrThrow();
  return row.open;
}

/** Only this file writes the JSON columns, so their shapes are known. */
function organisationFrom(row: Selectable<DB["organisation"]>): OrganisationRow {
  const { createdAt, submittedAt, decidedAt, ...rest } = row;
  return {
    ...rest,
    createdMs: createdAt.getTime(),
    submittedMs: submittedAt.getTime(),
    decidedMs: decidedAt?.getTime() ?? null,
    kind: row.kind as OrganisationKind,
    state: row.state as RegistrationState,
    // Registrations made before the capacity was asked came from directors.
    personInCharge: {
      standing: "director",
      ...(row.personInCharge as unknown as Partial<PersonInCharge>),
    } as PersonInCharge,
    ossRecord: row.ossRecord === null ? null : readOssRecord(row.ossRecord),
    recordSource: row.recordSource as RecordSource,
    legalBasis: row.legalBasis as unknown as LegalBasis | null,
    returnedReasons: row.returnedReasons as unknown as readonly ReturnReason[],
    promiseEvents: row.promiseEvents as unknown as readonly PromiseEvent[],
  };
}
