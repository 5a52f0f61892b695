import { sql } from "kysely";
import type { PromiseEvent } from "../src/licensing/promises/index.ts";
import type { Database } from "../src/platform/database/index.ts";
import type { Chance } from "./chance.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Tables with copyable rows. */
type CaseTable = "organisation" | "numbering_application" | "licence_application" | "operational_test";

/** Copies a row with some changed columns, by their database names. */
export async function copyRow(
  db: Database,
  asked: { readonly table: CaseTable; readonly id: string; readonly changes: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { table, id, changes } = asked;
  const columns = await sql<{ name: string }>`select column_name::text as name from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`.execute(db);
  const names = columns.rows.map(({ name }) => name);
  await sql`insert into ${sql.table(table)} (${sql.join(names.map((name) => sql.id(name)))})
    select ${sql.join(names.map((name) => sql.id("r", name)))} from ${sql.table(table)} t,
      lateral jsonb_populate_record(t, ${JSON.stringify(changes)}::jsonb) r
    where t.id = ${id}::uuid`.execute(db);
}

/** Progress of a processing time: running, paused, met or missed, or cancelled. */
export type PromiseCourse = "running" | "paused" | "fulfilled" | "withdrawn";

/** The events of a processing time with this progress before `nowMs`, from at most forty days ago. */
export function promiseCourse(chance: Chance, course: PromiseCourse, nowMs: number): readonly PromiseEvent[] {
  let atMs = nowMs - (course === "running" ? 14 : 40) * DAY_MS + chance.below(12 * 24) * HOUR_MS;
  const events: PromiseEvent[] = [{ type: "started", atMs }];
  const later = (days: number) => {
    atMs = Math.min(nowMs - 1, atMs + chance.below(days * 24) * HOUR_MS);
    return atMs;
  };
  if (chance.below(3) === 0) events.push({ type: "paused", atMs: later(4) }, { type: "resumed", atMs: later(6) });
  if (course === "paused") events.push({ type: "paused", atMs: later(10) });
  else if (course !== "running") events.push({ type: course, atMs: later(14) });
  return events;
}
