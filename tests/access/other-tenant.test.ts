import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { present } from "../../src/kernel/index.ts";
import { inTenant } from "../../src/platform/database/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { alertAttempts } from "../../testkit/alert-attempts.ts";
import { GOOD_ALERT } from "../../testkit/alert-fixture.ts";
import {
  type CallCentre,
  GOOD_AGENT,
  GOOD_NUMBER,
  GOOD_QUEUE,
  GOOD_TRUNK,
  giveCode,
  openCallCentre,
  takeCodeBack,
  withoutInventory,
} from "../../testkit/call-centre.ts";
import { callbackAttempts } from "../../testkit/callback-attempts.ts";
import type { Answer } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { HOURS_FORM } from "../../testkit/hours-form.ts";
import { informationAttempts, STOLEN_ARTICLE, STOLEN_VERSION } from "../../testkit/information-attempts.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { personalAttempts } from "../../testkit/personal-attempts.ts";
import { addPlan } from "../../testkit/planned-callback.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { routesOf } from "../../testkit/route-list.ts";
import {
  addSmsHoldings,
  conversationAttempts,
  SMS_LISTS,
  SMS_SECRETS,
  type SmsHoldings,
  smsAttempts,
} from "../../testkit/sms-attempts.ts";
import { ticketAttempts } from "../../testkit/ticket-attempts.ts";
import { addTicketCategory, ticketForm } from "../../testkit/ticket-form.ts";
import { WEDNESDAY_MORNING_MS } from "../../testkit/virtual-context.ts";
import { webhookAttempts } from "../../testkit/webhook-attempts.ts";
import { addCallerBlock, widgetAttempts } from "../../testkit/widget-attempts.ts";
import { addTestWidget } from "../../testkit/widget-client.ts";

const CODE = "1500881";
const LOG_IN = { act: { act: "log-in", phoneId: null }, idempotencyKey: "masuk" };

/** Rules that overflow callers of a full queue to another queue. */
function overflowingTo(queueId: string): object {
  const { rules } = GOOD_QUEUE;
  return { ...rules, overflow: { ...rules.overflow, full: { to: "queue", queueId } } };
}

let portal: TestPortal;
let first: CallCentre;
let second: CallCentre;
let theirAgent: Guest;
let theirs: Readonly<
  Record<
    | "trunk"
    | "personal"
    | "breach"
    | "callback"
    | "phone"
    | "testCall"
    | "window"
    | "call"
    | "queue"
    | "agent"
    | "act"
    | "contact"
    | "flow"
    | "hours"
    | "reason"
    | "disposition"
    | "person"
    | "sitting"
    | "membership"
    | "invitation"
    | "grant"
    | "form"
    | "evaluation"
    | "draw"
    | "wallboard"
    | "wallLink"
    | keyof SmsHoldings
    | "alert"
    | "alertEvent"
    | "webhook"
    | "webhookEvent"
    | "article"
    | "miss"
    | "list"
    | "ticket"
    | "widget"
    | "block"
    | "callerBlock"
    | "category",
    string
  >
>;
const secrets: string[] = [];
/** Values that are returned only once or only to their owner. */
const untold: string[] = [];

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  await withoutInventory(portal.access, [CODE, "1500882"]);
  first = await openCallCentre(portal);
  second = await openCallCentre(portal, { name: "Pusat Lain" });
  const { client } = first.operator;
  const trunk = succeeded(await client.post<{ id: string }>("/api/service/trunks", GOOD_TRUNK), "a line");
  const form = { extension: "101", name: "Meja rahasia" };
  const phone = succeeded(
    await client.post<{ id: string; username: string; password: string }>("/api/service/phones", form),
    "a phone",
  );
  succeeded(await client.post("/api/service/numbers", { ...GOOD_NUMBER, phoneIds: [phone.id] }), "a number");
  const ordered = await client.post<{ id: string }>(`/api/service/numbers/${CODE}/test-calls`, {
    idempotencyKey: "uji-pertama",
  });
  const window = await client.post<{ id: string }>(`/api/service/numbers/${CODE}/test-windows`, rehearsal());
  const flow = succeeded(
    await client.post<{ id: string }>("/api/service/flows", { name: "Alur rahasia", example: "full" }),
    "a flow",
  );
  await client.put(`/api/service/flows/${flow.id}/numbers/${CODE}`, { from: null });
  const hours = succeeded(
    await client.post<{ id: string }>("/api/service/hours", { ...HOURS_FORM, name: "Jam rahasia" }),
    "hours",
  ).id;
  const call = portal.kit.ids.next();
  const [switchId, at] = [portal.kit.ids.next(), new Date(portal.kit.clock.nowMs())];
  await portal.kit.db.insertInto("switchRun").values({ id: switchId, startedAt: at, beatAt: at }).execute();
  await inTenant(portal.kit.db, first.tenantId, (trx) =>
    trx.insertInto("openCall").values({ callId: call, tenantId: first.tenantId, switchId, beganAt: at }).execute(),
  );
  const queue = succeeded(await client.post<{ id: string }>("/api/service/queues", GOOD_QUEUE), "a queue").id;
  const agentForm = { ...GOOD_AGENT, homePhoneId: phone.id, queues: [{ queueId: queue, tier: 1 }] };
  const agent = succeeded(await client.post<{ id: string }>("/api/service/agents", agentForm), "an agent").id;
  const asked = await client.post<{ id: string }>(`/api/service/agents/${agent}/acts`, LOG_IN);
  const reason = await client.post<{ id: string }>("/api/service/pause-reasons", { name: "Jeda rahasia", digit: null });
  const disposition = await client.post<{ id: string }>("/api/service/dispositions", {
    name: "Hasil rahasia",
    queueId: queue,
  });
  const { id: person } = await addAgentPerson(portal, first.tenantId);
  const atDesk = await addAgentPerson(portal, first.tenantId);
  succeeded(
    await client.post("/api/service/agents", { ...GOOD_AGENT, name: "Agen di meja", personId: atDesk.id }),
    "an agent",
  );
  const sitting = await atDesk.client.post<{ id: string; username: string; password: string }>(
    "/api/service/desk/sittings",
    { phoneId: phone.id },
  );
  theirAgent = await addAgentPerson(portal, second.tenantId);
  const own = { ...GOOD_AGENT, name: "Agen kedua", personId: theirAgent.id };
  succeeded(await second.operator.client.post("/api/service/agents", own), "an agent of the second");
  const invited = await client.post<{ id: string }>("/api/centre-invitations", {
    email: "rahasia@pusat.invalid",
    role: "operator-agent",
  });
  const administrator = await portal.officer("administrator");
  const granted = await client.post<{ id: string }>("/api/content-grants", {
    email: administrator.email,
    reason: "Alasan rahasia kami",
    hours: 4,
  });
  const personal = await client.post<{ id: string }>("/api/service/personal-requests", {
    kind: "delete",
    number: "0812000111222",
    identifiedBy: "Cara rahasia",
  });
  const breach = await client.post<{ id: string }>("/api/service/personal-breaches", {
    title: "Insiden rahasia",
    happenedAt: minutesAgo(90),
    knownAt: minutesAgo(60),
  });
  const people = await client.get<{ people: { membershipId: string; email: string }[] }>("/api/centre-people");
  const { membershipId } = present(people.body.people[0], "a person of the first");
  const contact = await aContact(queue);
  const plan = { tenantId: first.tenantId, queueId: queue, agentId: agent, number: "081200001111" };
  const callback = await addPlan(portal.kit.db, portal.kit, { ...plan, note: "Balik rahasia" });
  secrets.push(callback, "081200001111", "Balik rahasia");
  const judging = await aJudging({ contact, queue, agent });
  const wallForm = { name: "Papan rahasia", showsAgentNames: false, tiles: [] };
  const wallboard = succeeded(await client.post<{ id: string }>("/api/service/wallboards", wallForm), "a wallboard").id;
  const wallLink = succeeded(
    await client.post<{ id: string; token: string }>(`/api/service/wallboards/${wallboard}/links`, {
      label: "TV rahasia",
      days: 1,
    }),
    "a link",
  );
  const written = await writtenArticle(atDesk);
  const ticketed = await aTicket();
  const shown = await aWidget();
  theirs = {
    ...judging,
    wallboard,
    wallLink: wallLink.id,
    ...written,
    ...(await anAlert(queue)),
    ...ticketed,
    ...(await addSmsHoldings(client, portal.kit, first.tenantId)),
    ...shown,
    grant: succeeded(granted, "a grant").id,
    personal: succeeded(personal, "a request").id,
    breach: succeeded(breach, "a failure").id,
    membership: membershipId,
    invitation: succeeded(invited, "an invitation").id,
    reason: reason.body.id,
    disposition: disposition.body.id,
    person,
    sitting: succeeded(sitting, "a sitting").id,
    callback,
    call,
    queue,
    agent,
    contact,
    flow: flow.id,
    hours,
    act: succeeded(asked, "an act").id,
    trunk: trunk.id,
    phone: phone.id,
    testCall: succeeded(ordered, "a test call").id,
    window: succeeded(window, "a rehearsal").id,
  };
  secrets.push(trunk.id, phone.id, phone.username, GOOD_TRUNK.carrier, "Meja rahasia", CODE);
  untold.push(phone.password, sitting.body.id, sitting.body.username, sitting.body.password);
  const field = { id: portal.kit.ids.next(), label: "Kolom rahasia", kind: "text", options: [] };
  await client.put("/api/service/card-form", { fields: [field], expectedVersion: 0 });
  await client.put(`/api/service/queues/${queue}/script`, { script: "Naskah rahasia", expectedVersion: 0 });
  secrets.push(field.id, field.label);
  untold.push("Naskah rahasia");
  secrets.push(queue, agent, GOOD_QUEUE.name, GOOD_AGENT.name);
  secrets.push(granted.body.id, "Alasan rahasia kami", administrator.email);
  secrets.push(membershipId, invited.body.id, "rahasia@pusat.invalid", first.operator.email);
  secrets.push(hours, "Jam rahasia");
  secrets.push(wallboard, wallForm.name);
  secrets.push("TV rahasia", ...SMS_SECRETS);
  untold.push(wallLink.id, wallLink.token);
  secrets.push(flow.id, "Alur rahasia", theirs.reason, "Jeda rahasia", theirs.disposition, "Hasil rahasia");
});

afterAll(() => portal.close());

/** A published article of the first call centre, and a search by one of its agents without a result. */
async function writtenArticle(agent: Guest): Promise<Readonly<Record<"article" | "miss" | "list", string>>> {
  const { client } = first.operator;
  const list = "/api/service/information/articles";
  const article = succeeded(await client.post<{ id: string }>(list, { title: "Pasal rahasia" }), "an article").id;
  const draft = { ...STOLEN_ARTICLE, title: "Pasal rahasia", body: "Isi rahasia", expectedVersion: 1 };
  succeeded(await client.put(`${list}/${article}/draft`, draft), "its draft");
  succeeded(await client.post(`${list}/${article}/versions`, { ...STOLEN_VERSION, expectedVersion: 2 }), "its version");
  await agent.client.post("/api/service/desk/information/misses", { search: "pencarian rahasia" });
  const misses = await client.get<{ items: { id: string }[] }>("/api/service/information/misses");
  const { id: miss } = present(misses.body.items[0], "a question without an answer");
  const lists = "/api/service/information/lists";
  const priced = succeeded(
    await client.post<{ id: string }>(lists, { kind: "prices", name: "Daftar rahasia" }),
    "a list",
  ).id;
  const bytes = new TextEncoder().encode("kode;nama;harga_rupiah\n77;Barang rahasia;9\n");
  const day = dayOf(WEDNESDAY_MORNING_MS);
  succeeded(
    await client.upload(`${lists}/${priced}/versions?inForceFrom=${day}&expectedNewest=0`, { name: "x.csv", bytes }),
    "what stands in it",
  );
  secrets.push(article, miss, priced, "Pasal rahasia", "pencarian rahasia", "Daftar rahasia", "Barang rahasia");
  untold.push("Isi rahasia");
  return { article, miss, list: priced };
}

/** An active alert of the first call centre, and the webhook that receives it. */
async function anAlert(queueId: string) {
  const { client } = first.operator;
  const { ids, clock, db } = portal.kit;
  const added = await client.post<{ id: string; secret: string }>("/api/service/webhooks", {
    name: "Alamat rahasia",
    url: "https://rahasia.contoh.id/alamat",
    kinds: ["alert"],
  });
  const { id: webhook, secret } = succeeded(added, "an address");
  expect((await client.post(`/api/service/webhooks/${webhook}/trials`)).status).toBe(202);
  const ordered = `/api/service/webhooks/${webhook}/deliveries?state=waiting`;
  const { items } = (await client.get<{ items: { eventId: string }[] }>(ordered)).body;
  const { eventId: webhookEvent } = present(items[0], "an event");
  const form = { ...GOOD_ALERT, name: "Peringatan rahasia", queueIds: [queueId], webhookIds: [webhook] };
  const alert = succeeded(await client.post<{ id: string }>("/api/service/alerts", form), "an alert").id;
  const alertEvent = ids.next();
  const at = new Date(clock.nowMs());
  const raised = { measure: "waiting", comparison: "at-least", threshold: 2, figure: 3, sequence: 1, queues: "[]" };
  await inTenant(db, first.tenantId, (trx) =>
    trx
      .insertInto("alertEvent")
      .values({
        ...raised,
        id: alertEvent,
        tenantId: first.tenantId,
        alertId: alert,
        name: form.name,
        raisedAt: at,
        toldAt: at,
      })
      .execute(),
  );
  secrets.push(alert, alertEvent, webhook, form.name, "Alamat rahasia", "rahasia.contoh.id");
  untold.push(secret, webhookEvent);
  return { alert, alertEvent, webhook, webhookEvent };
}

/** A widget of the first call centre, a number that it no longer calls, and a blocked web caller. */
async function aWidget(): Promise<{ readonly widget: string; readonly block: string; readonly callerBlock: string }> {
  const { client } = first.operator;
  const { id: widget, key } = await addTestWidget(client, { code: CODE, name: "Widget rahasia" });
  expect((await client.post("/api/service/widget-blocks", { number: "081277778888" })).status).toBe(201);
  const { items } = (await client.get<{ items: { id: string }[] }>("/api/service/widget-blocks")).body;
  const block = items[0]?.id ?? "";
  secrets.push(widget, key, block, "Widget rahasia", "081277778888");
  const callers = { tenantId: first.tenantId, widgetId: widget, personId: first.operator.id };
  return { widget, block, callerBlock: await addCallerBlock(portal.kit, callers) };
}

/** A ticket of the first call centre in its category, and the status page for customers. */
async function aTicket(): Promise<{ readonly ticket: string; readonly category: string }> {
  const { client } = first.operator;
  const category = await addTicketCategory(client, "Kategori rahasia");
  const ticket = portal.kit.ids.next();
  const form = { ...ticketForm(ticket, category), subject: "Perihal rahasia", description: "Uraian rahasia" };
  succeeded(await client.post("/api/service/tickets", form), "a ticket");
  const { page } = (await client.get<{ page: string }>("/api/service/ticket-setting")).body;
  const { code } = (await client.get<{ code: string }>(`/api/service/tickets/${ticket}`)).body;
  secrets.push(ticket, category, "Kategori rahasia", "Perihal rahasia", page);
  untold.push(code, "Uraian rahasia");
  return { ticket, category };
}

/** A contact of the first call centre, as a switch stores it. */
async function aContact(queueId: string): Promise<string> {
  const { db, ids, clock } = portal.kit;
  const contactId = ids.next();
  const body = JSON.stringify({ kind: "contact.entered", contactId, queueId });
  const event = { sequence: 1, fence: 1, kind: "contact.entered", at: new Date(clock.nowMs()), steadyMs: 0 };
  const row = { ...event, tenantId: first.tenantId, contactId, queueId, body };
  await inTenant(db, first.tenantId, (trx) => trx.insertInto("queueEvent").values(row).execute());
  return contactId;
}

/** An evaluation form of the first call centre, with a draft evaluation and a sample of a contact that an agent answered. */
async function aJudging({ contact, queue, agent }: Readonly<Record<"contact" | "queue" | "agent", string>>) {
  const { db, ids, clock } = portal.kit;
  const at = new Date(clock.nowMs());
  const told = (sequence: number, kind: string, more: object) => ({
    sequence,
    kind,
    at,
    fence: 1,
    steadyMs: 0,
    tenantId: first.tenantId,
    contactId: contact,
    queueId: queue,
    agentId: agent,
    body: JSON.stringify({ kind, contactId: contact, queueId: queue, ...more }),
  });
  const waited = { waitedMs: 1_000 };
  const talked = { ...waited, outcome: "answered", talkMs: 60_000, holdMs: 0 };
  const events = [
    told(2, "contact.answered", { ...waited, agentId: agent, toldMs: null }),
    told(3, "contact.closed", talked),
  ];
  await inTenant(db, first.tenantId, (trx) => trx.insertInto("queueEvent").values(events).execute());
  const { client } = first.operator;
  const question = { text: "Pertanyaan rahasia", kind: "yes-no", points: 1, weight: 1, mayNotApply: true };
  const questions = [{ ...question, id: ids.next(), isFatal: false }];
  const sections = [{ id: ids.next(), title: "Bagian rahasia", questions }];
  const made = async (path: string, wish: object) =>
    succeeded(await client.post<{ id: string }>(`/api/service/${path}`, wish), path).id;
  const form = await made("evaluation-forms", { name: "Formulir rahasia", sections });
  const evaluation = await made("evaluations", { contactId: contact, agentId: agent, formId: form });
  const [from, to] = [dayOf(clock.nowMs() - DAY_MS), dayOf(clock.nowMs() + DAY_MS)];
  const rules = { perAgent: 1, leastTalkSeconds: 0, queueId: null };
  const draw = await made("evaluation-draws", { from, to, ...rules, seed: "benih rahasia" });
  secrets.push(form, "Formulir rahasia", evaluation, draw, "benih rahasia");
  untold.push("Pertanyaan rahasia");
  return { form, evaluation, draw };
}

/** A test hour for one number, beginning now. */
function rehearsal(): object {
  const nowMs = portal.kit.clock.nowMs();
  const [opensAt, closesAt] = [nowMs, nowMs + 3_600_000].map((atMs) => new Date(atMs).toISOString());
  return { lines: ["0812 3456 7890"], opensAt, closesAt };
}

/** All rows of the first call centre, as one text. */
async function picture(): Promise<string> {
  const { rows } = await inTenant(portal.kit.db, first.tenantId, (trx) =>
    sql<{ picture: string }>`select jsonb_build_array(
      (select jsonb_agg(t order by t.id) from trunk t), (select jsonb_agg(a order by a.address) from trunk_address a),
      (select jsonb_agg(p order by p.id) from phone p), (select jsonb_agg(n order by n.code) from service_number n),
      (select jsonb_agg(n order by n.phone_id) from service_number_phone n),
      (select jsonb_agg(s order by s.id) from switch_command s), (select jsonb_agg(f order by f.id) from flow f),
      (select jsonb_agg(v order by v.number) from flow_version v), (select jsonb_agg(n order by n.code) from flow_number n),
      (select jsonb_agg(h order by h.id) from named_hours h),
      (select jsonb_agg(q order by q.id) from queue q), (select jsonb_agg(a order by a.id) from agent a),
      (select jsonb_agg(q order by q.queue_id) from agent_queue q), (select jsonb_agg(n order by n.id) from contact_note n),
      (select jsonb_agg(p order by p.id) from pause_reason p), (select jsonb_agg(d order by d.id) from disposition d), (select jsonb_agg(c order by c.id) from agent_command c),
      (select jsonb_agg(w order by w.id) from number_test_window w where w.code = ${CODE}),
      (select jsonb_agg(m order by m.code) from number_mode m where m.code = ${CODE}),
      (select jsonb_agg(f order by f.id) from evaluation_form f), (select jsonb_agg(v order by v.form_id, v.number) from evaluation_form_version v),
      (select jsonb_agg(e order by e.id) from evaluation e), (select jsonb_agg(d order by d.id) from evaluation_draw d),
      (select jsonb_agg(p order by p.id) from planned_callback p), (select jsonb_agg(w order by w.id) from widget w), (select jsonb_agg(b) from widget_block b), (select jsonb_agg(c) from widget_caller_block c),
      (select jsonb_agg(w order by w.id) from wallboard w), (select jsonb_agg(l order by l.id) from wallboard_link l),
      (select jsonb_agg(s order by s.id) from sms_sender s), (select jsonb_agg(a order by a.id) from sms_account a),
      (select jsonb_agg(o order by o.id) from sms_opt_out o), (select jsonb_agg(v) from sms_template_version v), (select jsonb_agg(c) from sms_campaign c), (select jsonb_agg(l) from sms_campaign_line l), (select jsonb_agg(g) from sms_setting g), (select jsonb_agg(r) from sms_thread_route r), (select jsonb_agg(k order by k.id) from api_key k),
      (select jsonb_agg(a order by a.id) from alert a), (select jsonb_agg(e order by e.id) from alert_event e),
      (select jsonb_agg(w order by w.id) from webhook_endpoint w), (select jsonb_agg(d order by d.event_id) from webhook_delivery d), (select jsonb_agg(x order by x.event_id) from alert_text x),
      (select jsonb_agg(a order by a.id) from information_article a), (select jsonb_agg(m order by m.id) from information_miss m),
      (select jsonb_agg(v order by v.number) from information_version v), (select jsonb_agg(u) from information_use u),
      (select jsonb_agg(l order by l.id) from information_list l), (select jsonb_agg(e order by e.line) from information_entry e),
      (select jsonb_agg(t order by t.id) from ticket t), (select jsonb_agg(e order by e.ticket_id, e.number) from ticket_event e),
      (select jsonb_agg(c order by c.id) from ticket_category c), (select jsonb_agg(l) from ticket_contact l),
      (select jsonb_agg(g order by g.id) from content_grant g), (select jsonb_agg(l order by l.id) from content_view l),
      (select jsonb_agg(i order by i.id) from invitation i where i.tenant_id = ${first.tenantId}),
      (select jsonb_agg(m order by m.id) from membership m where m.tenant_id = ${first.tenantId}))::text as picture`.execute(
      trx,
    ),
  );
  return rows[0]?.picture ?? "";
}

const DAY_MS = 86_400_000;
const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
/** A report of all queues over the days of this test. */
const REPORT = `/api/service/reports/queues?from=${dayOf(WEDNESDAY_MORNING_MS - DAY_MS)}&until=${dayOf(WEDNESDAY_MORNING_MS + 2 * DAY_MS)}`;

/** Requests of the second call centre's administrator on the first one's resources, by route. */
function attempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const step = { expectedVersion: 1 };
  const { code: _code, ...number } = GOOD_NUMBER;
  const supervised = `/api/service/calls/${theirs.call}/supervision`;
  const listening = { act: "supervise", mode: "listen", phoneId: theirs.phone };
  return {
    "PUT /api/service/trunks/:id": [
      () => client.put(`/api/service/trunks/${theirs.trunk}`, { ...GOOD_TRUNK, ...step, addresses: ["10.9.9.9"] }),
    ],
    "PUT /api/service/trunks/:id/state": [
      () => client.put(`/api/service/trunks/${theirs.trunk}/state`, { ...step, isOn: false }),
    ],
    "DELETE /api/service/trunks/:id": [() => client.delete(`/api/service/trunks/${theirs.trunk}`)],
    "POST /api/service/phones/:id/password": [() => client.post(`/api/service/phones/${theirs.phone}/password`, step)],
    "PUT /api/service/phones/:id/name": [
      () => client.put(`/api/service/phones/${theirs.phone}/name`, { ...step, name: "Curian" }),
    ],
    "PUT /api/service/phones/:id/encryption": [
      () => client.put(`/api/service/phones/${theirs.phone}/encryption`, { ...step, isEncrypted: true }),
    ],
    "DELETE /api/service/phones/:id": [() => client.delete(`/api/service/phones/${theirs.phone}`)],
    "POST /api/service/numbers": [
      () => client.post("/api/service/numbers", GOOD_NUMBER),
      () => client.post("/api/service/numbers", { ...GOOD_NUMBER, code: "1500882", phoneIds: [theirs.phone] }),
    ],
    "PUT /api/service/numbers/:code": [() => client.put(`/api/service/numbers/${CODE}`, { ...step, ...number })],
    "DELETE /api/service/numbers/:code": [() => client.delete(`/api/service/numbers/${CODE}`)],
    "POST /api/service/numbers/:code/test-calls": [
      () => client.post(`/api/service/numbers/${CODE}/test-calls`, { idempotencyKey: "percobaan" }),
    ],
    "POST /api/service/numbers/:code/test-windows": [
      () => client.post(`/api/service/numbers/${CODE}/test-windows`, rehearsal()),
    ],
    "DELETE /api/service/test-windows/:id": [() => client.delete(`/api/service/test-windows/${theirs.window}`)],
    "POST /api/service/calls/:id/acts": [
      () => client.post(`/api/service/calls/${theirs.call}/acts`, { act: { act: "hold" }, idempotencyKey: "curian" }),
    ],
    "POST /api/service/calls/:id/supervision": [
      // A call of the first call centre at any phone, or any call at its phone.
      () => client.post(supervised, { wish: { act: "leave-supervision" }, idempotencyKey: "curian" }),
      () => client.post(supervised, { wish: listening, idempotencyKey: "curian" }),
    ],
    "POST /api/service/calls/:id/end": [() => client.post(`/api/service/calls/${theirs.call}/end`, {})],
    "GET /api/service/test-calls/:id": [() => client.get(`/api/service/test-calls/${theirs.testCall}`)],
    ...flowAttempts(),
    ...queueAttempts(),
    ...evaluationAttempts(),
    ...deskAttempts(),
    ...wallboardAttempts(),
    ...alertAttempts(client, theirs),
    ...webhookAttempts(client, theirs),
    ...smsAttempts(client, theirs),
    ...conversationAttempts(theirAgent.client, theirs.contact),
    ...informationAttempts({ ...theirs, writer: client, agent: theirAgent.client }),
    ...ticketAttempts({ ...theirs, client, agent: theirAgent.client, wish: portal.kit.ids.next() }),
    ...callbackAttempts({ ...theirs, leader: client, agent: theirAgent.client }),
    ...widgetAttempts({ ...theirs, client, agent: theirAgent.client }),
  };
}

const minutesAgo = (minutes: number) => new Date(portal.kit.clock.nowMs() - minutes * 60_000).toISOString();

function queueAttempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const step = { expectedVersion: 1 };
  return {
    "POST /api/service/contacts/:id/acts": [
      () =>
        client.post(`/api/service/contacts/${theirs.contact}/acts`, {
          act: { act: "give", agentId: theirs.agent },
          idempotencyKey: "curian",
        }),
    ],
    "GET /api/service/contacts/:id/acts/:actId": [
      () => client.get(`/api/service/contacts/${theirs.contact}/acts/${theirs.act}`),
    ],
    "GET /api/service/contacts/:id": [() => client.get(`/api/service/contacts/${theirs.contact}`)],
    "GET /api/service/reports/queues": [() => client.get(`${REPORT}&queueId=${theirs.queue}`)],
    ...personalAttempts(second.operator.client, theirs),
    "DELETE /api/content-grants/:id": [() => client.delete(`/api/content-grants/${theirs.grant}`)],
    "DELETE /api/centre-people/:membershipId": [() => client.delete(`/api/centre-people/${theirs.membership}`)],
    "POST /api/centre-invitations/:id/again": [() => client.post(`/api/centre-invitations/${theirs.invitation}/again`)],
    "DELETE /api/centre-invitations/:id": [() => client.delete(`/api/centre-invitations/${theirs.invitation}`)],
    "GET /api/service/reports/queues/export": [
      () => client.get(`${REPORT.replace("?", "/export?format=csv&")}&queueId=${theirs.queue}`),
    ],
    "POST /api/service/queues": [
      () => client.post("/api/service/queues", { ...GOOD_QUEUE, rules: overflowingTo(theirs.queue) }),
    ],
    "PUT /api/service/queues/:id": [
      () => client.put(`/api/service/queues/${theirs.queue}`, { ...GOOD_QUEUE, ...step }),
    ],
    "DELETE /api/service/queues/:id": [() => client.delete(`/api/service/queues/${theirs.queue}`)],
    "POST /api/service/agents": [
      () => client.post("/api/service/agents", { ...GOOD_AGENT, homePhoneId: theirs.phone }),
      () => client.post("/api/service/agents", { ...GOOD_AGENT, queues: [{ queueId: theirs.queue, tier: 1 }] }),
      () => client.post("/api/service/agents", { ...GOOD_AGENT, personId: theirs.person }),
    ],
    "PUT /api/service/agents/:id": [
      () => client.put(`/api/service/agents/${theirs.agent}`, { ...GOOD_AGENT, ...step }),
    ],
    "DELETE /api/service/agents/:id": [() => client.delete(`/api/service/agents/${theirs.agent}`)],
    "POST /api/service/agents/:id/acts": [() => client.post(`/api/service/agents/${theirs.agent}/acts`, LOG_IN)],
    "GET /api/service/agents/:id/acts/:actId": [
      () => client.get(`/api/service/agents/${theirs.agent}/acts/${theirs.act}`),
    ],
  };
}

function evaluationAttempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const [form, evaluation] = [
    `/api/service/evaluation-forms/${theirs.form}`,
    `/api/service/evaluations/${theirs.evaluation}`,
  ];
  const own = `/api/service/desk/evaluations/${theirs.evaluation}`;
  const question = { text: "Curian", kind: "yes-no", points: 1, weight: 1, mayNotApply: true, isFatal: false };
  const questions = [{ ...question, id: portal.kit.ids.next() }];
  const change = {
    name: "Curian",
    sections: [{ id: portal.kit.ids.next(), title: "Curian", questions }],
    expectedVersion: 1,
  };
  return {
    "GET /api/service/evaluation-forms/:id": [() => client.get(form)],
    "PUT /api/service/evaluation-forms/:id": [() => client.put(form, change)],
    "DELETE /api/service/evaluation-forms/:id": [() => client.delete(form)],
    "POST /api/service/evaluations": [
      () =>
        client.post("/api/service/evaluations", {
          contactId: theirs.contact,
          agentId: theirs.agent,
          formId: theirs.form,
        }),
    ],
    "GET /api/service/evaluations/:id": [() => client.get(evaluation)],
    "PUT /api/service/evaluations/:id": [
      () => client.put(evaluation, { answers: {}, marks: [], remark: "Curian", expectedVersion: 1 }),
    ],
    "POST /api/service/evaluations/:id/sending": [() => client.post(`${evaluation}/sending`, { expectedVersion: 1 })],
    "DELETE /api/service/evaluations/:id": [() => client.delete(evaluation)],
    "GET /api/service/evaluation-draws/:id": [() => client.get(`/api/service/evaluation-draws/${theirs.draw}`)],
    "GET /api/service/desk/evaluations/:id": [() => theirAgent.client.get(own)],
    "POST /api/service/desk/evaluations/:id/acknowledgement": [
      () => theirAgent.client.post(`${own}/acknowledgement`, { reply: "Curian" }),
    ],
  };
}

/** Requests of the administrator on wallboards. */
function wallboardAttempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const path = `/api/service/wallboards/${theirs.wallboard}`;
  const form = { name: "Curian", showsAgentNames: true, tiles: [], expectedVersion: 1 };
  return {
    "GET /api/service/wallboards/:id": [() => client.get(path)],
    "PUT /api/service/wallboards/:id": [() => client.put(path, form)],
    "DELETE /api/service/wallboards/:id": [() => client.delete(path)],
    "PUT /api/service/wallboards/:id/message": [() => client.put(`${path}/message`, { message: "Curian" })],
    "POST /api/service/wallboards/:id/links": [() => client.post(`${path}/links`, { label: "Curian", days: 1 })],
    "DELETE /api/service/wallboards/:id/links/:linkId": [() => client.delete(`${path}/links/${theirs.wallLink}`)],
    "GET /api/service/wallboards/:id/live": [() => client.get(`${path}/live`)],
  };
}

/** Requests of the administrator on lists of names, and of an agent on contacts. */
function deskAttempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const change = { name: "Curian", expectedVersion: 1 };
  const contact = `/api/service/desk/contacts/${theirs.contact}`;
  const note = { id: portal.kit.ids.next(), note: "Curian", dispositionId: null };
  const pause = { act: { act: "pause", reasonId: theirs.reason }, idempotencyKey: "curian" };
  return {
    "PUT /api/service/pause-reasons/:id": [
      () => client.put(`/api/service/pause-reasons/${theirs.reason}`, { ...change, digit: 9 }),
    ],
    "DELETE /api/service/pause-reasons/:id": [() => client.delete(`/api/service/pause-reasons/${theirs.reason}`)],
    "POST /api/service/dispositions": [
      () => client.post("/api/service/dispositions", { name: "Curian", queueId: theirs.queue }),
    ],
    "PUT /api/service/dispositions/:id": [() => client.put(`/api/service/dispositions/${theirs.disposition}`, change)],
    "DELETE /api/service/dispositions/:id": [() => client.delete(`/api/service/dispositions/${theirs.disposition}`)],
    "POST /api/service/desk/acts": [() => theirAgent.client.post("/api/service/desk/acts", pause)],
    "GET /api/service/desk/acts/:id": [() => theirAgent.client.get(`/api/service/desk/acts/${theirs.act}`)],
    "POST /api/service/desk/sittings": [
      () => theirAgent.client.post("/api/service/desk/sittings", { phoneId: theirs.phone }),
    ],
    "POST /api/service/desk/sittings/:id/renewal": [
      () => theirAgent.client.post(`/api/service/desk/sittings/${theirs.sitting}/renewal`, {}),
    ],
    "DELETE /api/service/desk/sittings/:id": [
      () => theirAgent.client.delete(`/api/service/desk/sittings/${theirs.sitting}`),
    ],
    "GET /api/service/queues/:id/script": [() => client.get(`/api/service/queues/${theirs.queue}/script`)],
    "PUT /api/service/queues/:id/script": [
      () => client.put(`/api/service/queues/${theirs.queue}/script`, { script: "Curian", expectedVersion: 1 }),
    ],
    "GET /api/service/desk/contacts/:id/customer": [() => theirAgent.client.get(`${contact}/customer`)],
    "PUT /api/service/desk/contacts/:id/customer": [
      () => theirAgent.client.put(`${contact}/customer`, { name: "Curian", values: {}, expectedVersion: 0 }),
    ],
    "GET /api/service/desk/contacts/:id": [() => theirAgent.client.get(contact)],
    "POST /api/service/desk/contacts/:id/notes": [() => theirAgent.client.post(`${contact}/notes`, note)],
  };
}

function flowAttempts(): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const { client } = second.operator;
  const path = `/api/service/flows/${theirs.flow}`;
  const draft = { languages: ["id"], start: null, steps: [] };
  return {
    "GET /api/service/flows/:id": [() => client.get(path)],
    "PUT /api/service/flows/:id/draft": [
      () => client.put(`${path}/draft`, { expectedVersion: 1, name: "Curian", draft }),
    ],
    "DELETE /api/service/flows/:id": [() => client.delete(path)],
    "GET /api/service/flows/:id/findings": [() => client.get(`${path}/findings`)],
    "GET /api/service/flows/:id/changes": [() => client.get(`${path}/changes`)],
    "GET /api/service/flows/:id/versions": [() => client.get(`${path}/versions`)],
    "GET /api/service/flows/:id/versions/:number": [() => client.get(`${path}/versions/1`)],
    "POST /api/service/flows/:id/versions": [() => client.post(`${path}/versions`, { expectedVersion: 1, note: "" })],
    "POST /api/service/flows/:id/versions/:number/restoration": [
      () => client.post(`${path}/versions/1/restoration`, { note: "" }),
    ],
    "PUT /api/service/flows/:id/numbers/:code": [
      () => client.put(`${path}/numbers/${CODE}`, { from: null }),
      () => client.put(`${path}/numbers/${CODE}`, { from: theirs.flow }),
    ],
    "DELETE /api/service/flows/:id/numbers/:code": [() => client.delete(`${path}/numbers/${CODE}`)],
    "GET /api/service/hours/:id": [() => client.get(`/api/service/hours/${theirs.hours}`)],
    "GET /api/service/hours/:id/opening": [() => client.get(`/api/service/hours/${theirs.hours}/opening`)],
    "PUT /api/service/hours/:id": [
      () => client.put(`/api/service/hours/${theirs.hours}`, { ...HOURS_FORM, expectedVersion: 1, closesNow: true }),
    ],
    "DELETE /api/service/hours/:id": [() => client.delete(`/api/service/hours/${theirs.hours}`)],
  };
}

const LISTS = [
  REPORT,
  "/api/content-grants",
  "/api/service/personal-requests",
  "/api/service/personal-breaches",
  "/api/service/retention",
  "/api/service/retention/effect?name=recordings&days=1",
  "/api/centre-people",
  "/api/service/people-sheet?content=people",
  "/api/service/people-sheet?content=template",
  "/api/service/queues",
  "/api/service/information/articles",
  "/api/service/callbacks",
  "/api/service/callbacks?when=over",
  "/api/service/information/misses",
  "/api/service/information/lists",
  "/api/service/tickets",
  "/api/service/widgets",
  "/api/service/widget-blocks",
  "/api/service/widget-caller-blocks",
  "/api/service/tickets/choices",
  "/api/service/ticket-categories",
  "/api/service/ticket-setting",
  "/api/service/agents",
  "/api/service/agents/people",
  "/api/service/pause-reasons",
  "/api/service/dispositions",
  "/api/service/wallboards",
  ...SMS_LISTS,
  "/api/service/alerts",
  "/api/service/alerts/choices",
  "/api/service/alerts/people",
  "/api/service/alert-events",
  "/api/service/webhooks",
  "/api/service/card-form",
  "/api/service/evaluation-forms",
  "/api/service/evaluations",
  "/api/service/evaluation-draws",
  "/api/service/flows",
  "/api/service/flow-surroundings",
  "/api/service/hours",
  "/api/service/answering",
  "/api/service/trunks",
  "/api/service/phones",
  "/api/service/supervision",
  "/api/service/numbers",
  "/api/service/home",
  "/api/service/audit?limit=200",
  "/api/service/branding",
  "/api/service/audit/choices",
];

describe("the administrator of another call centre", () => {
  it("is tried on every route of lines, phones and numbers that takes an id", async () => {
    const routes = routesOf(portal.app.http.printRoutes({ commonPrefix: false }));
    const names = routes
      .filter(
        ({ method, path }) =>
          method !== "HEAD" &&
          /^\/api\/centre-\w+\/:|^\/api\/service\/((trunks|phones|numbers|test-calls|test-windows|flows|hours|queues|agents|contacts|evaluations|evaluation-forms|evaluation-draws|wallboards|widgets|widget-(caller-)?blocks|tickets|ticket-categories|alerts|alert-events|webhooks|sms\/(senders|accounts|opt-outs|keywords|templates|campaigns|thread-routes)|api-keys|pause-reasons|dispositions|desk\/\w+)\/:|calls\/:id\/(end|supervision))/.test(
            path,
          ),
      )
      .map(({ method, path }) => `${method} ${path}`);
    const reading = ["GET /api/service/numbers/:code/test-windows"];
    expect(names.filter((name) => attempts()[name] === undefined && !reading.includes(name))).toEqual([]);
    const seen = await second.operator.client.get<{ items: unknown[] }>(`/api/service/numbers/${CODE}/test-windows`);
    expect(seen.body.items).toEqual([]);
    expect(names.length).toBeGreaterThan(5);
  });

  it("is refused whatever he tries, learns nothing of whose it is, and changes nothing", async () => {
    const before = await picture();
    const wrong: string[] = [];
    for (const [route, tries] of Object.entries(attempts())) {
      for (const attempt of tries) {
        const { status, text } = await attempt();
        if (status !== 404 && status !== 409) wrong.push(`${route}: ${status} ${text.slice(0, 200)}`);
        for (const secret of [...secrets, ...untold]) if (text.includes(secret)) wrong.push(`${route} told ${secret}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await picture()).toBe(before);
  });

  it("sees nothing of the first in any list", async () => {
    for (const path of LISTS) {
      const { status, text } = await second.operator.client.get(path);
      expect(status).toBe(200);
      for (const secret of [...secrets, ...untold]) expect(text).not.toContain(secret);
    }
  });

  it("leaves the first seeing all of it but the password", async () => {
    const seen = await Promise.all(LISTS.map((path) => first.operator.client.get(path)));
    expect(seen.filter(({ status }) => status !== 200)).toEqual([]);
    const everything = seen.map(({ text }) => text).join("\n");
    for (const secret of secrets) expect(everything).toContain(secret);
    for (const secret of untold) expect(everything).not.toContain(secret);
  });
});

describe("who is served by whom", () => {
  it("of two that enter one address at the same moment, neither learns of the other, and one has it approved", async () => {
    const tries = [first, second].map(({ operator }, nth) =>
      operator.client.post("/api/service/trunks", { ...GOOD_TRUNK, name: `Balapan ${nth}`, addresses: ["10.7.7.7"] }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([201, 201]);
    const administrator = await portal.officer("administrator");
    const approvals = [first, second].map(({ tenantId }) =>
      administrator.client.put(`/api/service/tenants/${tenantId}/trunk-addresses`, {
        address: "10.7.7.7",
        isApproved: true,
      }),
    );
    const statuses = (await Promise.all(approvals)).map(({ status }) => status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([204, 409]);
  });

  it("of two phones that are given one extension at the same moment, one has it", async () => {
    const tries = ["Kiri", "Kanan"].map((name) =>
      first.operator.client.post("/api/service/phones", { extension: "202", name }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
  });

  it("of two that enter one code by hand at the same moment, one serves it, under its own papers", async () => {
    const tries = [first, second].map(({ operator, tenantId }) =>
      operator.client.post("/api/service/numbers", {
        ...GOOD_NUMBER,
        code: "1500882",
        papers: { decreeNumber: tenantId.slice(-12), licenceNumber: "" },
      }),
    );
    const answers = await Promise.all(tries);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const winner = answers[0]?.status === 201 ? first : second;
    const { text } = await winner.operator.client.get("/api/service/numbers");
    expect(text).toContain(winner.tenantId.slice(-12));
  });

  it("a code that Licensing gives to another company leaves whoever served it, in the same transaction", async () => {
    const [former, later] = [await portal.company(), await portal.company()];
    const centre = await openCallCentre(portal, { organisationId: former.id });
    const give = (to: string) => giveCode(portal.kit, { code: "1500884", to });
    await give(former.id);
    const { client } = centre.operator;
    const seen = await client.get<{ waiting: { code: string }[] }>("/api/service/numbers");
    expect(seen.body.waiting).toEqual([{ code: "1500884", mode: "open" }]);
    const form = { ...GOOD_NUMBER, code: "1500884", papers: null };
    expect((await first.operator.client.post("/api/service/numbers", form)).status).toBe(403);
    expect((await client.post("/api/service/numbers", form)).status).toBe(201);
    await takeCodeBack(portal.kit, "1500884");
    const between = await client.get<{ items: { mode: string; reason: string }[] }>("/api/service/numbers");
    expect(between.body.items).toMatchObject([{ mode: "off", reason: "left" }]);
    await give(later.id);
    const after = await client.get<{ items: unknown[]; waiting: unknown[] }>("/api/service/numbers");
    expect(after.body).toMatchObject({ items: [], waiting: [] });
    expect((await client.post("/api/service/numbers", form)).status).toBe(403);
  });
});
