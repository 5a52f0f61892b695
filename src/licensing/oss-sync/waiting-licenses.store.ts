import { sql } from "kysely";
import { type Database, likePattern } from "../../platform/database/index.ts";
import { licenseKindCodes } from "../../protocols/oss/index.ts";
import { TAKING_LICENCE_STATES, TAKING_NONE_STATES } from "./case-link.store.ts";

/** A licence in OSS that no case answers, with the cases of its company to which it can be linked. */
export interface WaitingRow {
  readonly licenseId: string;
  readonly product: "licence" | "number";
  readonly nib: string;
  readonly organisationName: string;
  readonly receivedAt: Date;
  readonly cases: readonly { readonly id: string; readonly number: string }[];
}

/** Licences of registered companies that no case answers, the longest pending first, with their total. */
export async function searchWaiting(
  db: Database,
  wanted: {
    readonly licenseCode: string;
    readonly search: string;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<{ readonly total: number; readonly items: readonly WaitingRow[] }> {
  const { licenseCode, limit, offset } = wanted;
  const like = likePattern(wanted.search.trim());
  const { licence } = licenseKindCodes;
  const found = await sql<WaitingRow & { readonly total: number }>`
    select l.license_id as "licenseId", l.nib, o.name as "organisationName", l.received_at as "receivedAt",
      case when l.license_kind = ${licence} then 'licence' else 'number' end as product,
      (select coalesce(json_agg(json_build_object('id', a.id, 'number', a.number) order by a.number), '[]')
        from (
          select id, number from licence_application a
          where l.license_kind = ${licence} and a.organisation_id = o.id
            and a.state = any(${[...TAKING_LICENCE_STATES]})
            and not exists (select from sklo_handover h where h.application_id = a.id and h.state = 'granted')
          union all
          select id, number from numbering_application a
          where l.license_kind <> ${licence} and a.organisation_id = o.id and a.kind in ('new', 'additional')
            and a.number is not null and a.state <> all(${[...TAKING_NONE_STATES]})
        ) a
        where not exists (select from oss_case c where c.application_id = a.id)) as cases,
      count(*) over () as total
    from oss_checklist l join organisation o on o.nib = l.nib
    where l.license_code = ${licenseCode} and not exists (select from oss_case c where c.license_id = l.license_id)
      and (o.name ilike ${like} or l.nib like ${like} or l.license_id ilike ${like})
    order by l.received_at, l.license_id limit ${limit} offset ${offset}`.execute(db);
  return { total: Number(found.rows[0]?.total ?? 0), items: found.rows };
}
