import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTenant, keepCalls } from "../../../testkit/calls.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../testkit/clone.ts";
import { testLog } from "../../../testkit/database.ts";
import { virtualWorld } from "../../../testkit/world.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../platform/database/index.ts";
import { forgetAllRecordings } from "../recordings/wire.ts";
import { deleteTraceBefore } from "../records/wire.ts";
import { removeDue } from "./removal.jobs.ts";

const world = virtualWorld();
const TODAY = "2026-11-25";
let clone: ClonedDatabase;
let database: OpenDatabase;
let personId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 4, log: testLog });
  personId = world.ids.next();
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

const at = () => new Date(world.clock.nowMs());

const look = () =>
  removeDue({
    ...{ db: database.db, clock: world.clock, ids: world.ids, log: testLog, dateOf: () => TODAY },
    forgetTraces: deleteTraceBefore,
    forgetRecordings: (tenantId) =>
      forgetAllRecordings({ ...world, db: database.db, log: testLog, folder: clone.access.database }, tenantId),
  });

/** A call centre with something of everything that people wrote, said or are named by. */
async function lived(name: string): Promise<string> {
  const tenantId = await addTenant(database.db, name);
  await keepCalls(database.db, tenantId, [
    { caller: "+62811", at: "2026-11-20T03:00:00Z", talkMs: 60_000, recordingId: true },
  ]);
  const createdAt = at();
  const own = { tenantId, createdAt };
  const [phoneId, agentId, flowId] = [world.ids.next(), world.ids.next(), world.ids.next()];
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
    const note = { id: world.ids.next(), tenantId, contactId: world.ids.next(), agentId, note: "Ibu Rina marah" };
    await trx
      .insertInto("contactNote")
      .values({ ...note, at: createdAt })
      .execute();
    const draft = JSON.stringify({ steps: [] });
    const flow = { id: flowId, ...own, name: "Utama", draft, changedAt: createdAt, changedBy: personId, live: 1 };
    await trx.insertInto("flow").values(flow).execute();
    const hoursId = world.ids.next();
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
    .values({ id: world.ids.next(), personId, role: "operator-administrator", tenantId, grantedAt: createdAt })
    .execute();
  return tenantId;
}

const close = (tenantId: string, removeOn: string) =>
  database.db
    .updateTable("tenant")
    .set({ closedAt: at(), closedBy: personId, removeOn })
    .where("id", "=", tenantId)
    .execute();

/** What is there of a call centre, as the tables tell it. */
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
      ...{ flows: 0, hours: 0, notes: 0, agents: "-", phones: "-0", recordings: "deleted0" },
      ...{ records: 1, events: true, people: 0 },
    });
    expect(await left(later)).toEqual(whole);
    expect(await left(open)).toEqual(whole);
    expect(await look()).toBe(0);
  });

  it("cannot be taken away by the program before its day, nor piece by piece", async () => {
    const tenantId = await lived("Belum");
    await close(tenantId, "2026-12-31");
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
