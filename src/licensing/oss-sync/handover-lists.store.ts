import { type SelectQueryBuilder, sql } from "kysely";
import type { DB } from "../../../db/generated/schema.ts";
import { type Database, likePattern } from "../../platform/database/index.ts";

/** Filter and page of a list. */
export interface ListSearch {
  readonly state: string;
  readonly search: string;
  readonly limit: number;
  readonly offset: number;
}

/** Reports of all cases, newest first; stuck ones before all others. */
export async function searchReports(db: Database, asked: ListSearch) {
  let base = db
    .selectFrom("ossReport as r")
    .innerJoin("ossCase as c", "c.applicationId", "r.applicationId")
    .innerJoin("reportedCase as a", "a.id", "r.applicationId")
    .innerJoin("organisation as o", "o.id", "a.organisationId");
  if (asked.state === "open") base = base.where("r.delivery", "!=", "delivered");
  else if (asked.state !== "all") base = base.where("r.delivery", "=", asked.state);
  const like = likePattern(asked.search.trim());
  if (like !== "%%")
    base = base.where((eb) =>
      eb.or([
        eb("o.name", "ilike", like),
        eb("a.number", "ilike", like),
        eb("c.licenseId", "ilike", like),
        eb("o.nib", "like", like),
      ]),
    );
  const items = await base
    .leftJoin("person as p", "p.id", "r.officerId")
    .leftJoin("ossReporter as n", "n.personId", "r.officerId")
    .select([...REPORT_COLUMNS, "r.applicationId", "a.number", "o.name as organisationName", "o.nib", "c.licenseId"])
    .select((eb) => [
      "r.lastDetail",
      eb
        .selectFrom("ossReport as later")
        .select(sql<number>`count(*)`.as("count"))
        .whereRef("later.applicationId", "=", "r.applicationId")
        .whereRef("later.sequence", ">", "r.sequence")
        .as("behind"),
    ])
    .orderBy(sql`r.delivery = 'stuck'`, "desc")
    .orderBy("r.occurredAt", "desc")
    .orderBy("r.applicationId")
    .orderBy("r.sequence", "desc")
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  return { total: await countOf(base), items };
}

/** Columns of a report common to all views; `p` is its officer and `n` their NIP. */
const REPORT_COLUMNS = [
  "r.sequence",
  "r.state",
  "r.status",
  "r.occurredAt",
  "p.name as officerName",
  "n.nip as officerNumber",
  "r.delivery",
  "r.attempts",
  "r.nextAttemptAt",
  "r.lastError",
  "r.deliveredAt",
  "r.deliveredHow",
] as const;

/** Maximum number of displayed reports of one case. */
const REPORTS_OF_CASE_MAX = 200;

/** The reports of a case in their order. */
export async function reportsOfCase(db: Database, applicationId: string) {
  return db
    .selectFrom("ossReport as r")
    .leftJoin("person as p", "p.id", "r.officerId")
    .leftJoin("ossReporter as n", "n.personId", "r.officerId")
    .select(REPORT_COLUMNS)
    .where("r.applicationId", "=", applicationId)
    .orderBy("r.sequence")
    .limit(REPORTS_OF_CASE_MAX)
    .execute();
}

/** Number of undelivered reports, and of those that are stuck. */
export async function countReports(db: Database): Promise<{ readonly waiting: number; readonly stuck: number }> {
  return db
    .selectFrom("ossReport")
    .select([sql<number>`count(*)`.as("waiting"), sql<number>`count(*) filter (where delivery = 'stuck')`.as("stuck")])
    .where("delivery", "!=", "delivered")
    .executeTakeFirstOrThrow();
}

/** Messages from OSS, newest first. */
export async function searchMessages(db: Database, asked: ListSearch) {
  let base = db.selectFrom("ossMessage as m").innerJoin("ossCompany as c", "c.nib", "m.nib");
  if (asked.state !== "all") base = base.where("m.outcome", "=", asked.state);
  const like = likePattern(asked.search.trim());
  if (like !== "%%")
    base = base.where((eb) =>
      eb.or([
        eb("m.nib", "like", like),
        eb("c.name", "ilike", like),
        eb.exists(
          eb
            .selectFrom("ossChecklist as l")
            .select("l.licenseId")
            .whereRef("l.nib", "=", "m.nib")
            .where("l.licenseId", "ilike", like),
        ),
      ]),
    );
  const items = await base
    .select(["m.id", "m.receivedAt", "m.nib", "c.name as companyName", "m.organisationId", "m.documentKind"])
    .select([sql<string | null>`m.document_date::text`.as("documentDate"), "m.nibStatus", "m.outcome"])
    .select(
      sql<string[]>`array(select license_id from oss_checklist l where l.message_id = m.id order by 1)`.as("licenses"),
    )
    .orderBy("m.receivedAt", "desc")
    .orderBy("m.id", "desc")
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  return { total: await countOf(base), items };
}

/**
 * Companies to review because of their data at OSS: contradictory messages, a NIB out of force with cases or codes, or
 * a risk level other than high for the licensed activity of a registered company.
 */
export async function searchCompanies(
  db: Database,
  asked: Omit<ListSearch, "state"> & { readonly blockedStatuses: readonly string[]; readonly risk: string },
) {
  const like = likePattern(asked.search.trim());
  const flagged = sql`
    from oss_company c left join organisation o on o.nib = c.nib
    cross join lateral (select
      array(select jsonb_build_object('id', a.id, 'number', a.number) from numbering_application a
        where a.organisation_id = o.id and a.number is not null
          and a.state not in ('approved', 'rejected', 'withdrawn', 'lapsed') order by a.number limit 50) as open_cases,
      array(select code from access_code where holder_organisation_id = o.id and state = 'active' order by code limit 50)
        as active_codes) x
    where (c.dispute is not null
      or (c.nib_status = any(${[...asked.blockedStatuses]}::text[])
        and (cardinality(x.open_cases) > 0 or cardinality(x.active_codes) > 0))
      or (o.id is not null and c.risk is not null and c.risk <> ${asked.risk}))
      and (c.nib like ${like} or c.name ilike ${like} or o.name ilike ${like})`;
  const rows = await sql<FlaggedCompany>`select c.nib, coalesce(o.name, c.name) as name, o.id as organisation_id,
      c.nib_status, c.nib_status_since as since, c.dispute, c.risk, x.open_cases, x.active_codes ${flagged}
    order by c.changed_at desc, c.nib limit ${asked.limit} offset ${asked.offset}`.execute(db);
  const count = await sql<{ total: number }>`select count(*) as total ${flagged}`.execute(db);
  return { total: count.rows[0]?.total ?? 0, items: rows.rows };
}

interface FlaggedCompany {
  readonly nib: string;
  readonly name: string;
  readonly organisationId: string | null;
  readonly nibStatus: string | null;
  readonly since: Date | null;
  readonly dispute: string | null;
  readonly risk: string | null;
  readonly openCases: readonly { readonly id: string; readonly number: string }[];
  readonly activeCodes: readonly string[];
}

async function countOf<Tables extends keyof DB>(base: unknown): Promise<number> {
  const query = base as SelectQueryBuilder<DB, Tables, object>;
  const row = await query.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return (row as { readonly total: number }).total;
}
