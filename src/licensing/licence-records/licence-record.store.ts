import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import { type Database, type DatabaseTransaction, likePattern } from "../../platform/database/index.ts";
import type { Ground, LicenceAct, LicenceRecordState } from "./licence-record.ts";

type Looking = Database | DatabaseTransaction;

/** Maximum number of displayed changes of one licence. */
const CHANGES_MAX = 200;

/** A licence that OSS issued. */
export interface NewLicence {
  readonly id: string;
  readonly organisationId: string;
  readonly applicationId: string;
  readonly decreeId: string;
  readonly fileId: string;
  readonly number: string;
  /** Local date. */
  readonly grantedOn: string;
  readonly kbli: string;
  readonly service: string;
  /** OSS, or the officer who confirmed a manual entry. */
  readonly ground: "oss" | "officer";
  readonly at: Date;
}

/** Locks the company whose licence changes, so that decisions about its codes are serialised. */
export async function lockHolder(trx: DatabaseTransaction, organisationId: string): Promise<void> {
  await trx.selectFrom("organisation").select("id").where("id", "=", organisationId).forNoKeyUpdate().execute();
}

/** Adds an issued licence; false if its application or its number already has one (enforced by the unique keys). */
export async function insertIssued(trx: DatabaseTransaction, licence: NewLicence): Promise<boolean> {
  const { at, ground: standingGround, ...row } = licence;
  const added = await trx
    .insertInto("licence")
    .values({ ...row, source: "issued", standing: "active", standingSince: at, standingGround })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/** Locks a licence and returns it. */
export async function lockLicence(trx: DatabaseTransaction, id: string) {
  const row = await trx
    .selectFrom("licence")
    .select(["id", "organisationId", "applicationId", "number", "kbli", "standing", "standingGround", "version"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, standing: row.standing as LicenceRecordState };
}

/** Writes the new standing of a locked licence. */
export async function writeLicenceState(
  trx: DatabaseTransaction,
  change: {
    readonly id: string;
    readonly standing: LicenceRecordState;
    readonly ground: Ground;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<void> {
  const { id, standing, ground, reason, at } = change;
  await trx
    .updateTable("licence")
    .set((eb) => ({
      standing,
      standingGround: ground,
      standingReason: reason,
      standingSince: at,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
}

/** Stores a change of a licence, with the codes that it opened or switched off. */
export async function insertChange(
  trx: DatabaseTransaction,
  change: {
    readonly licenceId: string;
    readonly change: "activate" | LicenceAct;
    readonly occurredAt: Date;
    readonly actorPersonId: string | null;
    readonly ground: Ground;
    readonly rule: string | null;
    readonly reason: string;
    readonly codesMode: "off" | "open";
    readonly codes: readonly string[];
  },
): Promise<void> {
  const { codes, ...row } = change;
  const last = await trx
    .selectFrom("licenceChange")
    .select(sql<number>`coalesce(max(sequence), 0)`.as("sequence"))
    .where("licenceId", "=", row.licenceId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("licenceChange")
    .values({ ...row, codes: [...codes], sequence: last.sequence + 1 })
    .execute();
}

/** The standings of a company's licences for a service. */
export async function standingsOf(
  trx: DatabaseTransaction,
  asked: { readonly organisationId: string; readonly kbli: string },
): Promise<readonly LicenceRecordState[]> {
  const rows = await trx
    .selectFrom("licence")
    .select("standing")
    .where("organisationId", "=", asked.organisationId)
    .where("kbli", "=", asked.kbli)
    .limit(100)
    .execute();
  return rows.map(({ standing }) => standing as LicenceRecordState);
}

/** The standings of the company's other licences for the same service. */
export async function otherStandings(
  db: Looking,
  licence: { readonly id: string; readonly organisationId: string; readonly kbli: string },
): Promise<readonly LicenceRecordState[]> {
  const rows = await db
    .selectFrom("licence")
    .select("standing")
    .where("organisationId", "=", licence.organisationId)
    .where("kbli", "=", licence.kbli)
    .where("id", "!=", licence.id)
    .limit(100)
    .execute();
  return rows.map(({ standing }) => standing as LicenceRecordState);
}

/** Licences of a company for a service that can still be suspended or revoked. */
export async function listRevocableLicences(
  trx: DatabaseTransaction,
  asked: { readonly organisationId: string; readonly kbli: string },
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("licence")
    .select("id")
    .where("organisationId", "=", asked.organisationId)
    .where("kbli", "=", asked.kbli)
    .where("standing", "!=", "revoked")
    .orderBy("id")
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** The last known NIB status of a company at OSS; null if unknown. */
export async function nibStatusOf(db: Looking, organisationId: string): Promise<string | null> {
  const row = await db
    .selectFrom("organisation")
    .select(sql<string | null>`oss_record ->> 'nibStatus'`.as("nibStatus"))
    .where("id", "=", organisationId)
    .executeTakeFirst();
  return row?.nibStatus ?? null;
}

/** Licences by filter, newest first; restricted to the given companies, if any. */
export async function searchLicenceRecords(
  db: Database,
  query: {
    readonly of: readonly string[] | null;
    readonly standing: LicenceRecordState | "any";
    readonly search: string;
    readonly limit: number;
    readonly offset: number;
  },
) {
  const like = likePattern(query.search.trim());
  let base = db.selectFrom("licence as l").innerJoin("organisation as o", "o.id", "l.organisationId");
  if (query.of !== null) base = base.where("l.organisationId", "in", [...query.of]);
  if (query.standing !== "any") base = base.where("l.standing", "=", query.standing);
  if (like !== "%%")
    base = base.where((eb) =>
      eb.or([
        eb("l.number", "ilike", like),
        eb("o.name", "ilike", like),
        eb("o.nib", "like", like),
        eb.exists(
          eb
            .selectFrom("accessCode as c")
            .select("c.code")
            .whereRef("c.holderOrganisationId", "=", "l.organisationId")
            .where("c.code", "like", like.replaceAll(/[ .-]/g, "")),
        ),
      ]),
    );
  const items = await base
    .select([
      ...(["l.id", "l.number", "l.organisationId", "l.grantedOn", "l.service", "l.kbli"] as const),
      ...(["l.standing", "l.source", "o.name as organisationName"] as const),
    ])
    .orderBy("l.grantedOn", "desc")
    .orderBy("l.id")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  return { items, total: await countOf(base) };
}

async function countOf<Tables extends keyof DB>(base: unknown): Promise<number> {
  const query = base as SelectQueryBuilder<DB, Tables, object>;
  const row = await query.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return (row as { readonly total: number }).total;
}

/** A licence with its related documents. */
export async function findLicenceRecord(db: Looking, id: string) {
  return db
    .selectFrom("licence as l")
    .innerJoin("organisation as o", "o.id", "l.organisationId")
    .leftJoin("licenceApplication as a", "a.id", "l.applicationId")
    .leftJoin("decree as d", "d.id", "l.decreeId")
    .leftJoin("storedFile as f", "f.id", "l.fileId")
    .select([
      ...(["l.id", "l.number", "l.organisationId", "l.grantedOn", "l.service", "l.kbli", "l.standing"] as const),
      ...(["l.source", "l.version", "l.standingSince", "l.standingGround", "l.standingReason"] as const),
      ...(["o.name as organisationName", "l.applicationId", "a.number as applicationNumber"] as const),
      ...(["l.decreeId", "d.number as decreeNumber", "f.sha256", "f.bytes", "f.originalName"] as const),
    ])
    .where("l.id", "=", id)
    .executeTakeFirst();
}

/** The changes of a licence, oldest first. */
export async function changesOfLicence(db: Looking, licenceId: string) {
  return db
    .selectFrom("licenceChange as c")
    .leftJoin("person as p", "p.id", "c.actorPersonId")
    .select(["c.sequence", "c.change", "c.occurredAt", "c.ground", "c.rule", "c.reason", "c.codesMode", "c.codes"])
    .select("p.name as byName")
    .where("c.licenceId", "=", licenceId)
    .orderBy("c.sequence")
    .limit(CHANGES_MAX)
    .execute();
}

/** The active codes of a company with their modes. */
export async function codesOfHolder(db: Looking, organisationId: string) {
  return db
    .selectFrom("accessCode")
    .select(["code", "mode"])
    .where("holderOrganisationId", "=", organisationId)
    .where("state", "=", "active")
    .orderBy("code")
    .limit(200)
    .execute();
}
