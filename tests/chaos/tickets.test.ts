import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTenant } from "../../src/platform/database/index.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../../testkit/system.ts";
import { addTicketCategory, ticketForm } from "../../testkit/ticket-form.ts";

const TICKETS = 200;
/** Two goals for each ticket, with three steps each; all notices go to the administrator, the only user. */
const STEPS = 6;
const ESCALATIONS_MS_MAX = 200_000;
const DAYS_AGO = 60;

let system: TestSystem;
let centre: CallCentre;

beforeAll(async () => {
  system = await startTestSystem();
  centre = await openCallCentre({ kit: system.kit, url: system.url });
  const { client } = centre.operator;
  const category = await addTicketCategory(client, "Pengaduan");
  succeeded(await client.post("/api/service/tickets", ticketForm(system.kit.ids.next(), category)), "a ticket");
  await inTenant(system.kit.db, centre.tenantId, async (trx) => {
    // Copies of the ticket that were opened long ago and are due for a reminder check.
    await sql`insert into ticket (id, tenant_id, number, code, category_id, priority, subject, description, customer_name, locale, state,
        opened_by, opened_at, version, answer_state, solve_state, look_at, changed_at)
      select gen_random_uuid(), t.tenant_id, t.number + n, t.code, t.category_id, t.priority, t.subject, t.description, t.customer_name, t.locale,
        t.state, t.opened_by, t.opened_at - make_interval(days => ${DAYS_AGO}), 1, t.answer_state, t.solve_state,
        t.opened_at - interval '1 day', t.changed_at
      from ticket t cross join generate_series(1, ${TICKETS}::int) n`.execute(trx);
    await sql`insert into ticket_event (ticket_id, number, tenant_id, wish_id, kind, body, at, by_person)
      select t.id, 1, t.tenant_id, gen_random_uuid(), e.kind, e.body, t.opened_at, e.by_person
      from ticket t cross join (select kind, body, by_person from ticket_event limit 1) e
      where not exists (select from ticket_event o where o.ticket_id = t.id)`.execute(trx);
  });
}, 120_000);

afterAll(() => system?.close());

async function count(): Promise<{ readonly escalations: number; readonly mails: number; readonly entries: number }> {
  return inTenant(system.kit.db, centre.tenantId, async (trx) => {
    const { rows } = await sql<{ escalations: number; mails: number; entries: number }>`select
      (select count(*)::int from ticket_escalation) as escalations,
      (select count(*)::int from mail_message where dedupe_key like 'ticket %' and to_person_id = ${centre.operator.id}::uuid) as mails,
      (select count(*)::int from audit_entry where action = 'ticket.escalated') as entries`.execute(trx);
    return rows[0] ?? { escalations: 0, mails: 0, entries: 0 };
  });
}

describe("two hundred late tickets, while the portal is killed again and again", () => {
  it("are each told at every step once, with one mail and one entry of the log for each", async () => {
    const all = TICKETS * STEPS;
    const deadline = performance.now() + ESCALATIONS_MS_MAX;
    for (let kill = 0; kill < 4; kill += 1) {
      await delay(100 + 150 * kill);
      await system.kill("portal");
      await system.untilReady();
    }
    while ((await count()).escalations < all) {
      if (performance.now() > deadline) throw new Error(`escalations: ${JSON.stringify(await count())}`);
      await delay(200);
    }
    await system.kill("portal");
    await system.untilReady();
    await delay(500);
    expect(await count()).toEqual({ escalations: all, mails: all, entries: all });
  }, 300_000);
});
