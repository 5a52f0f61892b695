import { sql } from "kysely";
import type { Database } from "../../../platform/database/index.ts";

const CODES_MAX = 2_000;

/** One active code of a company, with its decree in force, its open case, and whether the holder's name at OSS differs. */
interface OwnCodeRow {
  readonly code: string;
  readonly decreeId: string | null;
  readonly decreeNumber: string | null;
  readonly decreeState: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly caseKind: string | null;
  readonly differsFromOss: boolean;
}

/** The active codes of a company, lowest first. A holder's draft counts as the code's case, so that the holder can continue it. */
export async function ownCodesOf(db: Database, organisationId: string): Promise<readonly OwnCodeRow[]> {
  const result = await sql<OwnCodeRow>`
    select c.code, d.id as decree_id, d.number as decree_number, d.state as decree_state,
      a.id as case_id, a.number as case_number, a.kind as case_kind,
      coalesce(o.oss_record ->> 'name' <> coalesce(d.facts #>> '{holder,name}', o.name), false) as differs_from_oss
    from access_code c
    join organisation o on o.id = c.holder_organisation_id
    left join lateral (
      select d.id, d.number, d.state, d.facts from decree d
      where d.code = c.code and d.organisation_id = c.holder_organisation_id and d.kind in ('assignment', 'change')
        and d.superseded_at is null and d.revoked_at is null and d.ended_at is null
      order by d.decided_at desc limit 1) d on true
    left join lateral (
      select a.id, a.number, a.kind from numbering_application a
      where a.code = c.code and a.organisation_id = c.holder_organisation_id
        and a.kind in ('change', 'return', 'revocation')
        and a.state in ('draft', 'submitted', 'checking', 'returned', 'checked', 'endorsed', 'proposed')
      order by a.number is null, a.created_at limit 1) a on true
    where c.holder_organisation_id = ${organisationId}::uuid and c.state = 'active'
    order by c.code
    limit ${CODES_MAX}::int`.execute(db);
  return result.rows;
}
