import { type RawBuilder, sql } from "kysely";
import { type Database, likePattern } from "../../../platform/database/index.ts";

/** A company that holds codes, with its usage figures. */
export interface HolderRow {
  readonly id: string;
  readonly name: string;
  readonly nib: string | null;
  readonly nibStatus: string | null;
  readonly codes: number;
  /** Number of codes without a report of use. */
  readonly unreported: number;
  /** When the oldest of those codes was assigned. */
  readonly unreportedSince: Date | null;
  /** Holds taken in the last thirty days. */
  readonly holds: number;
  readonly openRevocations: number;
}

/** Filter and order of holders. */
export interface HolderSearch {
  readonly search: string;
  readonly only: "unreported" | "nib" | undefined;
  readonly sort: "codes" | "-codes" | "unreported" | "-unreported" | "oldest" | "-oldest" | "holds" | "-holds";
  readonly limit: number;
  readonly offset: number;
}

/** An active code with the known facts about its use. */
export interface WatchedCodeRow {
  readonly code: string;
  readonly organisationId: string;
  readonly holder: string;
  readonly nibStatus: string | null;
  readonly nibStatusSince: Date | null;
  readonly since: Date;
  readonly reportedStatus: string | null;
  readonly reportedAt: Date | null;
  readonly caseId: string | null;
  readonly caseKind: string | null;
}

/** Filter of held codes. */
export interface WatchedCodeSearch {
  readonly search: string;
  readonly organisationId: string | null;
  readonly ground: "unused" | "nib" | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Reference dates of the query: the beginning of the month of holds, the limit from which non-use is a ground, and the NIB statuses that are grounds. */
export interface HolderDay {
  readonly holdsSince: Date;
  readonly unusedSince: Date;
  readonly nibStatuses: readonly string[];
}

/** The latest status of each code in a submitted usage report. */
const REPORTED = sql`
  select distinct on (a.organisation_id, r ->> 'code')
    a.organisation_id, r ->> 'code' as code, r ->> 'status' as status, a.submitted_at as at
  from numbering_application a cross join lateral jsonb_array_elements(a.form -> 'usageReport') r
  where a.kind = 'additional' and a.number is not null
  order by a.organisation_id, r ->> 'code', a.submitted_at desc`;

const ORDERS: Readonly<Record<HolderSearch["sort"], RawBuilder<unknown>>> = {
  codes: sql`codes, name, id`,
  "-codes": sql`codes desc, name, id`,
  unreported: sql`unreported, name, id`,
  "-unreported": sql`unreported desc, name, id`,
  oldest: sql`unreported_since nulls last, name, id`,
  "-oldest": sql`unreported_since desc nulls last, name, id`,
  holds: sql`holds, name, id`,
  "-holds": sql`holds desc, name, id`,
};

/** Companies that hold codes, by filter, with their total. */
export async function searchHolders(
  db: Database,
  asked: HolderSearch & HolderDay,
): Promise<{ readonly total: number; readonly items: readonly HolderRow[] }> {
  const { only, nibStatuses } = asked;
  const filter =
    only === "unreported"
      ? sql`unreported > 0`
      : only === "nib"
        ? sql`nib_status = any(${nibStatuses}::text[])`
        : sql`true`;
  const like = likePattern(asked.search.trim());
  const result = await sql<HolderRow & { readonly total: number }>`
    with reported as (${REPORTED}), holder as (
      select o.id, o.name, o.nib, o.oss_record ->> 'nibStatus' as nib_status, count(*)::int as codes,
        count(*) filter (where r.status is distinct from 'in-use')::int as unreported,
        min(c.state_since) filter (where r.status is distinct from 'in-use') as unreported_since,
        (select count(*)::int from code_hold h where h.organisation_id = o.id and h.held_at >= ${asked.holdsSince}) as holds,
        (select count(*)::int from numbering_application a where a.organisation_id = o.id and a.kind = 'revocation'
          and a.state in ('submitted', 'checking', 'checked', 'endorsed', 'proposed')) as open_revocations
      from access_code c
      join organisation o on o.id = c.holder_organisation_id
      left join reported r on r.organisation_id = o.id and r.code = c.code
      where c.state = 'active' and (o.name ilike ${like} or coalesce(o.nib, '') like ${like})
      group by o.id)
    select *, count(*) over ()::int as total from holder
    where ${filter}
    order by ${ORDERS[asked.sort]}
    limit ${asked.limit}::int offset ${asked.offset}::int`.execute(db);
  return { total: result.rows[0]?.total ?? 0, items: result.rows };
}

/** Held codes by filter, the longest held without a report of use first, with their total. */
export async function searchWatchedCodes(
  db: Database,
  asked: WatchedCodeSearch & HolderDay,
): Promise<{ readonly total: number; readonly items: readonly WatchedCodeRow[] }> {
  const { ground, organisationId } = asked;
  const filter =
    ground === "unused"
      ? sql`reported_status is distinct from 'in-use' and since <= ${asked.unusedSince}`
      : ground === "nib"
        ? sql`nib_status = any(${asked.nibStatuses}::text[])`
        : sql`true`;
  const digits = asked.search.replaceAll(/[\s.-]/g, "");
  const result = await sql<WatchedCodeRow & { readonly total: number }>`
    with reported as (${REPORTED}), watched as (
      select c.code, o.id as organisation_id, o.name as holder, o.oss_record ->> 'nibStatus' as nib_status,
        n.nib_status_since, c.state_since as since, r.status as reported_status, r.at as reported_at,
        a.id as case_id, a.kind as case_kind
      from access_code c
      join organisation o on o.id = c.holder_organisation_id
      left join oss_company n on n.nib = o.nib
      left join reported r on r.organisation_id = o.id and r.code = c.code
      left join numbering_application a on a.code = c.code
        and a.state in ('submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed')
      where c.state = 'active')
    select *, count(*) over ()::int as total from watched
    where ${filter} and (${organisationId}::uuid is null or organisation_id = ${organisationId}::uuid)
      and (holder ilike ${likePattern(asked.search.trim())} or (${digits} <> '' and code like ${`${digits.replaceAll(/\D/g, "x")}%`}))
    order by (reported_status = 'in-use') nulls first, since, code
    limit ${asked.limit}::int offset ${asked.offset}::int`.execute(db);
  return { total: result.rows[0]?.total ?? 0, items: result.rows };
}
