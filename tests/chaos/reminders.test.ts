import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addNumberingOfficers,
  command,
  type NumberingOfficers,
  submittedFor,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addCompany } from "../../testkit/users.ts";

const CASES = 60;
const TAKEN = 12;
const TOLD_MS_MAX = 90_000;
const DAYS_AGO_MS = 30 * 86_400_000;

let system: TestSystem;
let desk: NumberingOfficers;

beforeAll(async () => {
  system = await startTestSystem();
  desk = await addNumberingOfficers(system);
  for (let nth = 0; nth < TAKEN; nth += 1) await takenCase(nth);
  await makeMany();
}, 120_000);

afterAll(() => system.close());

async function takenCase(nth: number): Promise<void> {
  const company = await addCompany(system.kit);
  const owner = await system.colleague(company);
  const { id } = await submittedFor({ ...company, owner }, `15008${String(nth).padStart(2, "0")}`);
  succeeded(await command(desk.evaluator.client, id, { command: "take" }), "a taken case");
}

/** Copies the accepted cases under other codes, all begun a month ago and due for a reminder check. */
async function makeMany(): Promise<void> {
  const { db } = system.kit;
  const startedMs = Date.now() - DAYS_AGO_MS;
  const events = JSON.stringify([{ type: "started", atMs: startedMs }]);
  await sql`insert into numbering_application (id, number, organisation_id, kind, state, code, form, rule_version, created_by,
      created_at, submitted_at, checker_id, promise_events, due_date, changed_at)
    select gen_random_uuid(), a.number || '-' || n, a.organisation_id, 'additional', a.state, c.code, a.form, a.rule_version,
      a.created_by, a.created_at, a.submitted_at, a.checker_id, a.promise_events, a.due_date, a.changed_at
    from (select *, row_number() over (order by id) as nth from numbering_application where state = 'checking') a
    cross join generate_series(1, ${CASES / TAKEN - 1}) n
    join (select code, row_number() over (order by code) as nth from access_code where state = 'idle') c
      on c.nth = a.nth * 10 + n`.execute(db);
  await sql`insert into case_watch (application_id, next_on, calendars)
    select id, date '2026-01-01', '' from numbering_application where state = 'checking'
    on conflict (application_id) do nothing`.execute(db);
  await db
    .updateTable("numberingApplication")
    .set({ promiseEvents: events, createdAt: new Date(startedMs), submittedAt: new Date(startedMs) })
    .execute();
  await sql`update case_watch set next_on = date '2026-01-01'`.execute(db);
}

async function count(): Promise<{ cases: number; twice: number; mails: number }> {
  const rows = await sql<{ cases: number; twice: number; mails: number }>`select
    (select count(distinct application_id)::int from case_reminder where level = 100) as cases,
    (select count(*)::int from (select application_id from case_reminder group by application_id having count(*) <> 3) x) as twice,
    (select count(*)::int from mail_message where dedupe_key like 'reminder %' and to_person_id = ${desk.evaluator.id}::uuid) as mails
    `.execute(system.kit.db);
  return rows.rows[0] ?? { cases: 0, twice: 0, mails: 0 };
}

describe("sixty overdue cases, while the portal is killed again and again around the sweep", () => {
  it("are each told once, at the highest of their levels", async () => {
    for (let kill = 0; kill < 4; kill += 1) {
      await system.kill("portal");
      await system.untilReady();
      await delay(60 * kill);
    }
    const deadline = performance.now() + TOLD_MS_MAX;
    while ((await count()).cases < CASES) {
      if (performance.now() > deadline) throw new Error(`told: ${JSON.stringify(await count())}`);
      await delay(200);
    }
    await system.kill("portal");
    await system.untilReady();
    await delay(500);
    expect(await count()).toEqual({ cases: CASES, twice: 0, mails: CASES });
  }, 180_000);

  it("are mailed once each, though the outbox was cut off as well", async () => {
    const keys = await sql<{
      keys: number;
      rows: number;
    }>`select count(distinct dedupe_key)::int as keys, count(*)::int as rows
      from mail_message where dedupe_key like 'reminder %'`.execute(system.kit.db);
    expect(keys.rows[0]?.keys).toBe(keys.rows[0]?.rows);
  });
});
