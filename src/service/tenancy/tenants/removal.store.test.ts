import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTenant, keepCalls } from "../../../../testkit/calls.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { forgetTickets } from "../../acd/tickets/wire.ts";
import { forgetMessages } from "../../messaging/sms/wire.ts";
import { deleteTraceBefore } from "../../telephony/cdr/wire.ts";
import { forgetAllRecordings } from "../../telephony/recordings/wire.ts";
import { type RemovalOptions, removeDue } from "./removal.jobs.ts";

const virtualContext = createVirtualContext();
const TODAY = "2026-11-25";
let clone: ClonedDatabase;
let database: OpenDatabase;
let personId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  personId = virtualContext.ids.next();
  const email = "penutup@pusat.invalid";
  await database.db
    .insertInto("person")
    .values({ id: personId, email, emailKey: email, name: "Penutup", passwordHash: "-", createdAt: at() })
    .execute();
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

const at = () => new Date(virtualContext.clock.nowMs());

const look = (own: Partial<RemovalOptions> = {}) =>
  removeDue({
    db: database.db,
    clock: virtualContext.clock,
    ids: virtualContext.ids,
    log: testLog,
    dateOf: () => TODAY,
    forgetTraces: deleteTraceBefore,
    forgetTickets,
    forgetMessages,
    forgetRecordings: (tenantId) =>
      forgetAllRecordings(
        { ...virtualContext, db: database.db, log: testLog, folder: clone.access.database },
        tenantId,
      ),
    ...own,
  });

/** Adds many tickets to a call centre with data, each with two events and mails of the first and the sixtieth. */
async function addTickets(tenantId: string, count: number): Promise<void> {
  await inTenant(database.db, tenantId, async (trx) => {
    await sql`insert into ticket_category (id, tenant_id, name, hours_id, promises, created_at)
      select gen_random_uuid(), ${tenantId}::uuid, 'Tagihan', id, '{}', ${at()} from named_hours`.execute(trx);
    await sql`insert into ticket (id, tenant_id, number, code, category_id, priority, subject, description, customer_name, locale, state,
        opened_by, opened_at, version, answer_state, solve_state, changed_at)
      select gen_random_uuid(), c.tenant_id, 1000 + n, '12345678', c.id, 'normal', 'Tagihan', '', '', 'id', 'open',
        ${personId}::uuid, ${at()}, 500, 'running', 'running', ${at()}
      from ticket_category c cross join generate_series(1, ${count}::int) n`.execute(trx);
    await sql`insert into ticket_event (ticket_id, number, tenant_id, wish_id, kind, body, at)
      select t.id, n, t.tenant_id, gen_random_uuid(), 'recoded', '{}', ${at()} from ticket t, generate_series(1, 2) n`.execute(
      trx,
    );
    await sql`insert into mail_message (id, dedupe_key, to_address, locale, subject, body_text, created_at)
      select gen_random_uuid(), 'ticket-customer ' || t.id || ' ' || n, 'rina@contoh.invalid', 'id', '-', '-', ${at()}
      from ticket t, unnest(array[1, 60]) n`.execute(trx);
  });
}

/** Adds inbound and outbound messages to a call centre with data, each with a conversation, its turn and its webhook. */
async function addMessages(tenantId: string, count: number): Promise<void> {
  const stage = { db: database.db, ...virtualContext, key: randomBytes(32) };
  const carrierId = await addTestCarrier(stage, { name: `Uji ${tenantId}` });
  const value = `62811${tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
  const senderId = await addTestSender(stage, { tenantId, personId, value, carrierIds: [carrierId] });
  const [queueId, endpointId, own] = [
    virtualContext.ids.next(),
    virtualContext.ids.next(),
    { tenantId, createdAt: at() },
  ];
  const rows = sql`generate_series(1, ${count}::int) n`;
  await inTenant(database.db, tenantId, async (trx) => {
    await trx
      .insertInto("queue")
      .values({ id: queueId, ...own, name: "Umum", rules: "{}" })
      .execute();
    const address = {
      id: endpointId,
      ...own,
      name: "Alamat",
      url: "https://contoh.invalid/",
      kinds: ["message.state"],
    };
    await trx
      .insertInto("webhookEndpoint")
      .values({ ...address, sealedSecret: Buffer.from("rahasia"), createdBy: personId })
      .execute();
    await sql`insert into sms_message (id, tenant_id, sender_id, sender, recipient, category, coding, parts, receipt, accepted_at, send_at,
        valid_until)
      select gen_random_uuid(), ${tenantId}::uuid, ${senderId}::uuid, ${value}, '62812' || (10000000 + n), 'otp', 'gsm', 1, 'never',
        ${at()}, ${at()}, ${at()} from ${rows}`.execute(trx);
    await sql`insert into sms_segment (message_id, sequence, tenant_id, carrier_id, payload, priority, due_at, valid_until)
      select id, 1, tenant_id, ${carrierId}::uuid, 'x', 0, send_at, valid_until from sms_message`.execute(trx);
    await sql`insert into sms_inbound (id, tenant_id, carrier_id, sender_id, sender, recipient, coding, payload, received_at)
      select gen_random_uuid(), ${tenantId}::uuid, ${carrierId}::uuid, ${senderId}::uuid, '+62812' || (10000000 + n), ${value}, 'gsm', 'x',
        ${at()} from ${rows}`.execute(trx);
    await sql`insert into sms_thread (id, tenant_id, sender_id, own, customer, queue_id, idle_hours, opened_at, last_in_at)
      select i.id, i.tenant_id, i.sender_id, i.recipient, substr(i.sender, 2), ${queueId}::uuid, 24, ${at()}, ${at()}
      from sms_inbound i`.execute(trx);
    await sql`insert into sms_thread_entry (inbound_id, thread_id, tenant_id) select id, id, tenant_id from sms_inbound`.execute(
      trx,
    );
    await sql`insert into message_contact (contact_id, tenant_id, thread_id, queue_id, caller, called, joined_at)
      select gen_random_uuid(), tenant_id, id, queue_id, customer, own, opened_at from sms_thread`.execute(trx);
    await sql`insert into webhook_delivery (endpoint_id, event_id, tenant_id, kind, subject_id, sequence, body, next_try_at, give_up_at,
        created_at)
      select ${endpointId}::uuid, gen_random_uuid(), tenant_id, 'message.state', id, 1, '{}', ${at()}, ${at()}, ${at()}
      from sms_message`.execute(trx);
  });
}

/** The number of messages of a call centre, and of their dependent rows. */
const messagesLeft = (tenantId: string) =>
  inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await sql<
      Readonly<Record<string, number>>
    >`select (select count(*)::int from sms_message) as messages,
      (select count(*)::int from sms_segment) as parts, (select count(*)::int from sms_inbound) as heard,
      (select count(*)::int from sms_thread) as threads, (select count(*)::int from message_contact) as turns,
      (select count(*)::int from webhook_delivery) as told`.execute(trx);
    return rows[0];
  });

/** Adds a conference with this many events to a call centre with data. */
async function addConference(tenantId: string, events: number): Promise<void> {
  const id = virtualContext.ids.next();
  await inTenant(database.db, tenantId, async (trx) => {
    const ended = { createdAt: at(), startedAt: at(), endedAt: at(), endedWhy: "last-left" };
    await trx
      .insertInto("conference")
      .values({ id, tenantId, name: "Rapat", ...ended })
      .execute();
    await sql`insert into conference_event (conference_id, sequence, tenant_id, kind, at, data)
      select ${id}::uuid, n, ${tenantId}::uuid, 'member', ${at()}, '{}' from generate_series(1, ${events}::int) n`.execute(
      trx,
    );
  });
}

const conferencesLeft = (tenantId: string) =>
  inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await sql<
      Readonly<Record<string, number>>
    >`select (select count(*)::int from conference) as conferences,
      (select count(*)::int from conference_event) as events`.execute(trx);
    return rows[0];
  });

/** The number of tickets and events of a call centre, and of mails about tickets of any. */
const ticketsLeft = (tenantId: string) =>
  inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await sql<Readonly<Record<string, number>>>`select (select count(*)::int from ticket) as tickets,
      (select count(*)::int from ticket_event) as events,
      (select count(*)::int from mail_message where dedupe_key like 'ticket-customer %') as mails`.execute(trx);
    return rows[0];
  });

/** A call centre with a row of every kind that contains texts, audio or names of people. */
async function lived(name: string): Promise<string> {
  const tenantId = await addTenant(database.db, name);
  await keepCalls(database.db, tenantId, [
    { caller: "+62811", at: "2026-11-20T03:00:00Z", talkMs: 60_000, recordingId: true },
  ]);
  const createdAt = at();
  const own = { tenantId, createdAt };
  const [phoneId, agentId, flowId] = [virtualContext.ids.next(), virtualContext.ids.next(), virtualContext.ids.next()];
  await inTenant(database.db, tenantId, async (trx) => {
    const phone = { id: phoneId, ...own, extension: "101", name: "Meja Sari", username: `sari-${phoneId.slice(-8)}` };
    await trx
      .insertInto("phone")
      .values({ ...phone, sealedSecret: Buffer.from("rahasia") })
      .execute();
    await trx
      .insertInto("agent")
      .values({ id: agentId, ...own, name: "Sari", personId, homePhoneId: phoneId })
      .execute();
    const note = {
      id: virtualContext.ids.next(),
      tenantId,
      contactId: virtualContext.ids.next(),
      agentId,
      note: "Ibu Rina marah",
    };
    await trx
      .insertInto("contactNote")
      .values({ ...note, at: createdAt })
      .execute();
    const draft = JSON.stringify({ steps: [] });
    const flow = { id: flowId, ...own, name: "Utama", draft, changedAt: createdAt, changedBy: personId, live: 1 };
    await trx.insertInto("flow").values(flow).execute();
    const hoursId = virtualContext.ids.next();
    await trx
      .insertInto("namedHours")
      .values({ id: hoursId, ...own, name: "Jam kantor", version: 1 })
      .execute();
    const hours = { hoursId, number: 1, tenantId, name: "Jam kantor", hours: "{}", savedBy: personId };
    await trx
      .insertInto("namedHoursVersion")
      .values({ ...hours, savedAt: createdAt })
      .execute();
    const version = { flowId, number: 1, tenantId, flow: draft, digest: "0".repeat(64), note: "" };
    await trx
      .insertInto("flowVersion")
      .values({ ...version, publishedBy: personId, publishedAt: createdAt })
      .execute();
  });
  await database.db
    .insertInto("membership")
    .values({ id: virtualContext.ids.next(), personId, role: "operator-administrator", tenantId, grantedAt: createdAt })
    .execute();
  return tenantId;
}

const close = (tenantId: string, removeOn: string) =>
  database.db
    .updateTable("tenant")
    .set({ closedAt: at(), closedBy: personId, removeOn })
    .where("id", "=", tenantId)
    .execute();

/** The remaining rows of a call centre by table. */
const left = (tenantId: string) =>
  inTenant(database.db, tenantId, async (trx) => {
    const { rows } = await sql<Readonly<Record<string, unknown>>>`select
      (select count(*)::int from flow) + (select count(*)::int from flow_version) as flows,
      (select count(*)::int from named_hours) + (select count(*)::int from named_hours_version) as hours,
      (select count(*)::int from contact_note) as notes,
      (select string_agg(name, ',') from agent) as agents,
      (select string_agg(name || length(sealed_secret)::text, ',') from phone) as phones,
      (select string_agg(state || length(sealed_key)::text, ',') from recording) as recordings,
      (select count(*)::int from cdr) as records, (select count(*)::int > 0 from call_event) as events,
      (select count(*)::int from membership where tenant_id = ${tenantId}::uuid and ended_at is null) as people`.execute(
      trx,
    );
    return rows[0];
  });

describe("what a closed call centre has kept", () => {
  it("goes on its day, but for the records of its calls; another one's, and an earlier look, touch nothing", async () => {
    const [closed, later, open] = [await lived("Tutup"), await lived("Tutup besok"), await lived("Buka")];
    const whole = await left(open);
    expect(whole).toMatchObject({
      flows: 2,
      hours: 2,
      notes: 1,
      agents: "Sari",
      phones: "Meja Sari7",
      recordings: "kept1",
    });
    await close(closed, TODAY);
    await close(later, "2026-11-26");
    expect(await look()).toBe(1);
    expect(await left(closed)).toEqual({
      flows: 0,
      hours: 0,
      notes: 0,
      agents: "-",
      phones: "-0",
      recordings: "deleted0",
      records: 1,
      events: true,
      people: 0,
    });
    expect(await left(later)).toEqual(whole);
    expect(await left(open)).toEqual(whole);
    expect(await look()).toBe(0);
  });

  it("goes although there are thousands of tickets, in portions; another one's stay", async () => {
    const [closed, open] = [await lived("Tutup ramai"), await lived("Buka ramai")];
    await addTickets(closed, 12_000);
    await addTickets(open, 3);
    await close(closed, TODAY);
    const portions: number[] = [];
    const counted: RemovalOptions["forgetTickets"] = async (...asked) => {
      const gone = await forgetTickets(...asked);
      portions.push(gone);
      return gone;
    };
    expect(await look({ forgetTickets: counted })).toBe(1);
    expect([portions.reduce((sum, gone) => sum + gone, 0), Math.max(...portions)]).toEqual([12_000, 100]);
    expect(await ticketsLeft(closed)).toMatchObject({ tickets: 0, events: 0 });
    expect(await ticketsLeft(open)).toEqual({ tickets: 3, events: 6, mails: 6 });
  }, 120_000);

  it("goes although there are thousands of messages, in portions; another one's stay", async () => {
    const [closed, open] = [await lived("Tutup pesan"), await lived("Buka pesan")];
    await addMessages(closed, 1_200);
    await addMessages(open, 3);
    const portions: number[] = [];
    const counted: RemovalOptions["forgetMessages"] = async (...asked) => {
      const gone = await forgetMessages(...asked);
      portions.push(gone);
      return gone;
    };
    await close(closed, "2026-11-26");
    expect(await inTenant(database.db, closed, (trx) => forgetMessages(trx, { today: TODAY, limit: 10 }))).toBe(0);
    await close(closed, TODAY);
    expect(await look({ forgetMessages: counted })).toBe(1);
    expect(portions).toEqual([500, 500, 200]);
    expect(await messagesLeft(closed)).toEqual({ messages: 0, parts: 0, heard: 0, threads: 0, turns: 0, told: 0 });
    expect(await messagesLeft(open)).toEqual({ messages: 3, parts: 3, heard: 3, threads: 3, turns: 3, told: 3 });
  }, 120_000);

  it("goes although one conference alone has thousands of events, which nothing takes away in one go", async () => {
    const [closed, open] = [await lived("Tutup rapat"), await lived("Buka rapat")];
    for (const tenantId of [closed, open]) await addConference(tenantId, 1_300);
    await close(closed, TODAY);
    const forget = () => inTenant(database.db, closed, (trx) => forgetMessages(trx, { today: TODAY, limit: 500 }));
    const portions: unknown[] = [];
    for (let nth = 0; nth < 3; nth += 1) portions.push([await forget(), await conferencesLeft(closed)]);
    expect(portions).toEqual([
      [500, { conferences: 1, events: 800 }],
      [500, { conferences: 1, events: 300 }],
      [300, { conferences: 0, events: 0 }],
    ]);
    expect(await conferencesLeft(open)).toEqual({ conferences: 1, events: 1_300 });
    expect(await look()).toBe(1);
  });

  it("of one call centre stays due where it cannot go; the others do not wait for it", async () => {
    const [broken, sound] = [await lived("Rusak"), await lived("Baik")];
    await close(broken, "2026-11-23");
    await close(sound, TODAY);
    const forgetRecordings = async (tenantId: string) => {
      if (tenantId === broken) throw new Error("broken");
      return 0;
    };
    expect(await look({ forgetRecordings })).toBe(1);
    expect([await left(sound), await left(broken)]).toMatchObject([{ flows: 0 }, { flows: 2 }]);
    expect(await look()).toBe(1);
    expect(await left(broken)).toMatchObject({ flows: 0 });
  });

  it("cannot be taken away by the program before its day, nor piece by piece", async () => {
    const tenantId = await lived("Belum");
    await addTickets(tenantId, 2);
    await close(tenantId, "2026-12-31");
    const tickets = inTenant(database.db, tenantId, (trx) => forgetTickets(trx, { today: TODAY, limit: 9 }));
    expect([await tickets, await ticketsLeft(tenantId)]).toMatchObject([0, { tickets: 2, events: 4 }]);
    const events = inTenant(database.db, tenantId, (trx) => trx.deleteFrom("ticketEvent").execute());
    await expect(events).rejects.toThrow("permission denied");
    const early = inTenant(database.db, tenantId, (trx) =>
      sql<{ gone: boolean }>`select remove_closed_tenant(${tenantId}::uuid, ${TODAY}::date, ${at()}) as gone`.execute(
        trx,
      ),
    );
    expect((await early).rows).toEqual([{ gone: false }]);
    const piece = inTenant(database.db, tenantId, (trx) => trx.deleteFrom("contactNote").execute());
    await expect(piece).rejects.toThrow("permission denied");
  });
});
