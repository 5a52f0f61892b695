import { type RawBuilder, sql } from "kysely";
import type { Database } from "../src/platform/database/index.ts";
import { addCompanies, companyIdOf, uuidOf } from "./crowd.ts";

/** Numbers of rows of many licence applications. */
export interface CaseCrowdSize {
  readonly companies: number;
  readonly cases: number;
  /** The first of them are open, each of a different company; all others have ended. */
  readonly open: number;
  /** Every how many ended applications one has its documents too; open ones all have. */
  readonly papersEvery: number;
}

/** Rows per statement, well within the statement time-out. */
const CHUNK = 1_000;

/** Tables with the displayed content of an application; each row of the pattern is copied for each application. */
const CASE_TABLES: readonly { readonly table: string; readonly hasId: boolean }[] = [
  { table: "licence_part", hasId: false },
  { table: "licence_slot", hasId: false },
  { table: "licence_item", hasId: false },
  { table: "licence_round", hasId: false },
  { table: "licence_event", hasId: true },
];

/** Multiplies one submitted licence application into years of them; `from` applications exist already. */
export async function addCaseCrowd(
  db: Database,
  pattern: { readonly organisationId: string; readonly applicationId: string; readonly evaluators: readonly string[] },
  { size, from }: { readonly size: CaseCrowdSize; readonly from: number },
): Promise<void> {
  for (let nth = from === 0 ? 1 : size.companies + 1; nth <= size.companies; nth += CHUNK)
    await addCompanies(db, pattern.organisationId, { from: nth, count: CHUNK });
  for (let nth = from + 1; nth <= size.cases; nth += CHUNK) {
    const chunk = { from: nth, to: Math.min(size.cases, nth + CHUNK - 1) };
    await addCases(db, pattern, { size, chunk });
    for (const { table, hasId } of CASE_TABLES)
      await copyCaseRows(db, pattern.applicationId, { size, chunk, table, hasId });
  }
}

interface Chunk {
  readonly from: number;
  readonly to: number;
}

/** The id of the nth generated application. */
export function caseIdOf(nth: RawBuilder<unknown>): RawBuilder<unknown> {
  return uuidOf("licence", nth);
}

async function addCases(
  db: Database,
  pattern: { readonly applicationId: string; readonly evaluators: readonly string[] },
  { size, chunk }: { readonly size: CaseCrowdSize; readonly chunk: Chunk },
): Promise<void> {
  const isOpen = sql`n <= ${sql.lit(size.open)}`;
  const company = sql`case when ${isOpen} then n else 1 + (n::bigint * 7919) % ${sql.lit(size.companies)} end`;
  const state = sql`case when ${isOpen} then (array['submitted','checking','checking','checked','endorsed'])[1 + n % 5]
    else (array['verified','verified','verified','rejected','withdrawn','lapsed'])[1 + n % 6] end`;
  const columns = await writtenColumns(db, "licence_application");
  await sql`insert into licence_application (${sql.join(columns.map((name) => sql.id(name)))})
    select ${sql.join(columns.map((name) => sql.id("r", name)))}
    from licence_application a, generate_series(${chunk.from}::int, ${chunk.to}::int) as n,
      lateral jsonb_populate_record(a, jsonb_build_object(
        'id', ${caseIdOf(sql`n`)},
        'number', 'IZN-' || to_char(date '2016-01-04' + n / 288, 'YYYYMMDD') || lpad((n % 288 + 1)::text, 5, '0'),
        'organisation_id', ${companyIdOf(company)},
        'state', ${state},
        'assignee_id', case when ${state} = 'submitted' then null
          else (${`{${pattern.evaluators.join(",")}}`}::uuid[])[1 + n % ${sql.lit(pattern.evaluators.length)}] end,
        'next_on', null,
        'submitted_at', now() - interval '9 days' - n * interval '5 minutes',
        'due_date', current_date + 3 - (n / 288),
        'changed_at', now() - n * interval '5 minutes')) r
    where a.id = ${pattern.applicationId}::uuid`.execute(db);
}

async function copyCaseRows(
  db: Database,
  applicationId: string,
  asked: {
    readonly size: CaseCrowdSize;
    readonly chunk: Chunk;
    readonly table: string;
    readonly hasId: boolean;
  },
): Promise<void> {
  const { size, chunk, table, hasId } = asked;
  const columns = await writtenColumns(db, table);
  const id = hasId ? sql`, 'id', ${uuidOf("paper", sql`(n || t.id::text)`)}` : sql``;
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.id(name)))})
    select ${sql.join(columns.map((name) => sql.id("r", name)))}
    from ${sql.table(table)} t, generate_series(${chunk.from}::int, ${chunk.to}::int) as n,
      lateral jsonb_populate_record(t, jsonb_build_object('application_id', ${caseIdOf(sql`n`)}${id})) r
    where t.application_id = ${applicationId}::uuid
      and (n <= ${sql.lit(size.open)} or n % ${sql.lit(size.papersEvery)} = 0)`.execute(db);
}

/** The columns of a table that the database does not generate. */
async function writtenColumns(db: Database, table: string): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`select column_name::text as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`.execute(db);
  return found.rows.map(({ name }) => name);
}
