import { type RawBuilder, sql } from "kysely";
import type { Database } from "../src/platform/database/index.ts";

/** Numbers of rows. */
export interface CrowdSize {
  readonly companies: number;
  readonly applications: number;
}

/** Codes with an open application; every other generated application has ended. */
const OPEN_CODES = 1_000;
const OPEN_APPLICATIONS = 800;
/** Rows per statement, well within the statement time-out. */
const CHUNK = 2_500;

/**
 * Multiplies one company and one submitted application into years of a ministry's work: names of a few words from small
 * lists, so that a search finds one, some, or very many of them. Statistics and vacuum are left
 * to the database, or to the caller with the owner's rights.
 */
export async function addCrowd(
  db: Database,
  template: { readonly organisationId: string; readonly applicationId: string },
  size: CrowdSize,
): Promise<void> {
  for (let from = 1; from <= size.companies; from += CHUNK)
    await addCompanies(db, template.organisationId, { from, count: CHUNK });
  for (let from = 1; from <= size.applications; from += CHUNK) {
    await addApplications(db, template.applicationId, { companies: size.companies, from });
  }
}

/** Assigns every free code to one of nine hundred companies, like an import. */
export async function giveCodes(db: Database): Promise<void> {
  const change = JSON.stringify({ name: "import", by: null, role: null });
  await sql`update access_code c set state = 'active', holder_organisation_id = o.id, change = ${change}::jsonb
    from (select id, row_number() over (order by id) as nth from organisation limit 900) o,
      (select code, row_number() over (order by code) as nth from access_code where state = 'idle') k
    where k.code = c.code and o.nth = k.nth % 900 + 1`.execute(db);
}

/** Adds copies of one company, each with a separate name and NIB. */
export async function addCompanies(
  db: Database,
  organisationId: string,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<void> {
  await sql`insert into organisation
    select r.* from organisation o, generate_series(${from}::int, ${from + count - 1}::int) as n,
      lateral jsonb_populate_record(o, jsonb_build_object(
        'id', ${companyIdOf(sql`n`)},
        'nib', lpad((8000000000000 + n)::text, 13, '0'),
        'name', 'PT ' || (array['Layanan','Suara','Pusat','Mitra','Karya','Sinar','Bina','Graha','Citra','Nusa'])[1 + n % 10]
          || ' ' || (array['Nusantara','Sejahtera','Informasi','Digital','Pelanggan','Abadi','Mandiri','Utama','Persada','Bersama','Sentosa'])[1 + (n / 7) % 11]
          || ' ' || n)) r
    where o.id = ${organisationId}::uuid`.execute(db);
}

async function addApplications(
  db: Database,
  applicationId: string,
  given: { readonly companies: number; readonly from: number },
): Promise<void> {
  const { companies, from } = given;
  const codes = sql`(select code, row_number() over (order by code) - 1 as nth from access_code where code like '1500%')`;
  const names = await writtenColumns(db);
  const columns = sql.join(names.map((name) => sql.id(name)));
  const values = sql.join(names.map((name) => sql.id("r", name)));
  await sql`insert into numbering_application (${columns})
    select ${values} from numbering_application a, generate_series(${from}::int, ${from + CHUNK - 1}::int) as n
      join ${codes} c on c.nth = n % ${sql.lit(OPEN_CODES)},
      lateral jsonb_populate_record(a, jsonb_build_object(
        'id', ${uuidOf("application", sql`n`)},
        'number', 'NOM-' || to_char(date '2025-11-03' + n / 288, 'YYYYMMDD') || lpad((n % 288 + 1)::text, 5, '0'),
        'organisation_id', ${uuidOf("company", sql`(1 + (n::bigint * 7919) % ${sql.lit(companies)})`)},
        'state', case when n <= ${sql.lit(OPEN_APPLICATIONS)}
          then (array['submitted','checking','checked','proposed'])[1 + n % 4]
          else (array['approved','approved','approved','rejected','withdrawn'])[1 + n % 5] end,
        'code', c.code,
        'submitted_at', timestamptz '2025-11-03' + n * interval '5 minutes',
        'due_date', date '2025-11-11' + n / 288)) r
    where a.id = ${applicationId}::uuid
    on conflict do nothing`.execute(db);
}

/** The columns of an application that the database does not generate. */
async function writtenColumns(db: Database): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`select column_name::text as name from information_schema.columns
    where table_schema = 'public' and table_name = 'numbering_application' and is_generated = 'NEVER'
    order by ordinal_position`.execute(db);
  return found.rows.map(({ name }) => name);
}

/** The id of the nth generated company. */
export function companyIdOf(nth: RawBuilder<unknown>): RawBuilder<unknown> {
  return uuidOf("company", nth);
}

/** The id of the nth row of a kind: deterministic, and shaped like every other id. */
export function uuidOf(kind: string, nth: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`overlay(overlay(md5(${sql.lit(kind)} || ${nth}) placing '7' from 13) placing '8' from 17)::uuid`;
}
