import { afterAll, beforeAll, expect, it } from "vitest";
import { addTenant } from "../../../../testkit/calls.ts";
import { openTestClient } from "../../../../testkit/client.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { addPerson, giveRole, openSessionOf } from "../../../../testkit/users.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../../../testkit/virtual-context.ts";
import { writtenMoment } from "../../../identity/index.ts";
import { peopleTeller } from "../../../identity/wire.ts";
import type { breachesSchema, wholeBreachSchema } from "./breach-contract.ts";
import { remindDue } from "./remind-breaches.jobs.ts";

const HOURS_MS = 60 * MINUTE_MS;
const PATH = "/api/service/personal-breaches";

let virtualContext: VirtualContext;
let portal: TestPortal;
let operator: Guest;

beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  operator = await portal.officer("operator-administrator");
});

afterAll(() => portal?.close());

const instant = (beforeMs: number) => new Date(virtualContext.clock.nowMs() - beforeMs).toISOString();

async function reminders(): Promise<number> {
  const tenantIds = async () => (await portal.kit.db.selectFrom("tenant").select("id").execute()).map(({ id }) => id);
  const { db, log } = portal.kit;
  const kit = { db, log, clock: virtualContext.clock, publicUrl: () => "https://sambung.invalid" };
  return remindDue({ kit, tenantIds, writtenMoment, tellPeople: peopleTeller(portal.kit) });
}

const mails = async () => {
  const rows = await portal.kit.db
    .selectFrom("mailMessage")
    .select("subject")
    .where("dedupeKey", "like", "personal-breach %")
    .where("toPersonId", "=", operator.id)
    .execute();
  return rows.map(({ subject }) => subject);
};

it("counts 72 hours from when a failure became known, reminds once before and once after, and keeps all that was found and told", async () => {
  let { client } = operator;
  const opened = await client.post<{ id: string }>(PATH, {
    title: "Rekaman terbuka di internet",
    happenedAt: instant(50 * HOURS_MS),
    knownAt: instant(2 * HOURS_MS),
  });
  expect(opened.status).toBe(201);
  const { id } = opened.body;
  const read = async () => (await client.get<ReturnType<typeof wholeBreachSchema.parse>>(`${PATH}/${id}`)).body;
  const { dueAt, knownAt } = await read();
  expect(Date.parse(dueAt) - Date.parse(knownAt)).toBe(72 * HOURS_MS);
  expect(await reminders()).toBe(0);
  virtualContext.advance(46 * HOURS_MS);
  expect([await reminders(), await reminders(), (await mails()).length]).toEqual([1, 0, 1]);

  const write = (expectedVersion: number, entry: object) =>
    client.post(`${PATH}/${id}/entries`, { expectedVersion, entry });
  const findings = {
    kind: "findings",
    data: "Rekaman",
    people: null,
    how: "Salah atur",
    remedy: "Ditutup",
    handler: "Sari",
  };
  const notice = { kind: "notice", way: "Surat", text: "Kami memberitahukan" };
  expect((await write(1, findings)).status).toBe(201);
  expect((await write(1, findings)).status).toBe(409);
  expect((await write(2, { ...notice, to: "persons", toldAt: instant(HOURS_MS) })).status).toBe(201);
  const closing = { kind: "closing", note: "Selesai ditangani", whyUntold: "" };
  expect(await write(3, closing)).toMatchObject({ status: 409, body: { error: { code: "breach-not-told" } } });
  expect(await read()).toMatchObject({ isLate: false, toldAuthorityAt: null });
  virtualContext.advance(24 * HOURS_MS);
  // A session without use for a day has ended.
  client = openTestClient(portal.url, await openSessionOf(portal.kit, operator.id));
  expect([await reminders(), await reminders(), (await mails()).length]).toEqual([1, 0, 2]);
  expect((await write(3, { ...notice, to: "authority", toldAt: instant(0) })).status).toBe(201);
  expect((await write(4, closing)).status).toBe(201);
  const whole = await read();
  expect(whole).toMatchObject({ version: 5, isLate: false });
  expect(whole.closedAt).not.toBeNull();
  expect(whole.entries.map(({ number, entry: { kind } }) => [number, kind])).toEqual([
    [4, "closing"],
    [3, "notice"],
    [2, "notice"],
    [1, "findings"],
  ]);
});

/** An administrator of a call centre. */
async function leaderOf(tenantId: string): Promise<string> {
  const { id } = await addPerson(portal.kit);
  await giveRole(portal.kit, id, { role: "operator-administrator", tenantId });
  return id;
}

/** The register of a call centre, read by its administrator. */
async function theirsOf(tenantId: string) {
  const client = openTestClient(portal.url, await openSessionOf(portal.kit, await leaderOf(tenantId)));
  return (await client.get<ReturnType<typeof breachesSchema.parse>>(PATH)).body.items;
}

it("hands a failure of the installation's to call centres, once to each, whose own hours begin then; all of them or none", async () => {
  const { client } = await portal.officer("administrator");
  const [here, there] = [await addTenant(portal.kit.db, "Pusat Satu"), await addTenant(portal.kit.db, "Pusat Dua")];
  const wide = "/api/personal-breaches";
  const opened = await client.post<{ id: string }>(wide, {
    title: "Cadangan hilang",
    happenedAt: instant(9 * HOURS_MS),
    knownAt: instant(5 * HOURS_MS),
  });
  expect(opened.status).toBe(201);
  const path = `${wide}/${opened.body.id}`;
  const hand = (expectedVersion: number, tenantIds: readonly string[]) =>
    client.post(`${path}/handings`, { expectedVersion, text: "Cadangan berisi rekaman Anda", tenantIds });
  const nobody = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
  expect(await hand(1, [here, nobody])).toMatchObject({ status: 404, body: { error: { code: "no-such-tenant" } } });
  expect(await hand(1, [here])).toMatchObject({ status: 409, body: { error: { code: "breach-nobody-there" } } });
  const leader = await leaderOf(here);
  await leaderOf(there);
  expect(await theirsOf(here)).toEqual([]);
  expect((await hand(1, [here])).status).toBe(201);
  expect(await hand(2, [there, here])).toMatchObject({ status: 409, body: { error: { code: "breach-handed" } } });
  expect(await theirsOf(there)).toEqual([]);
  expect((await hand(1, [there])).status).toBe(409);
  expect((await hand(2, [there])).status).toBe(201);
  const kept = await theirsOf(here);
  expect(kept).toMatchObject([{ title: "Cadangan hilang", isHanded: true, isLate: false }]);
  expect(Date.parse(kept[0]?.dueAt ?? "") - virtualContext.clock.nowMs()).toBe(72 * HOURS_MS);
  const theirs = openTestClient(portal.url, await openSessionOf(portal.kit, leader));
  expect((await theirs.get(`${PATH}/${kept[0]?.id}`)).body).toMatchObject({
    version: 2,
    entries: [{ number: 1, entry: { kind: "handing", text: "Cadangan berisi rekaman Anda", centres: [] } }],
  });
  const told = await portal.kit.db
    .selectFrom("mailMessage")
    .select("subject")
    .where("toPersonId", "=", leader)
    .where("dedupeKey", "like", "personal-breach % handed%")
    .execute();
  expect(told).toHaveLength(1);
  const whole = (await client.get<ReturnType<typeof wholeBreachSchema.parse>>(path)).body;
  expect(whole.entries.map(({ entry }) => entry)).toMatchObject([
    { kind: "handing", centres: [{ id: there, name: "Pusat Dua" }] },
    { kind: "handing", centres: [{ id: here, name: "Pusat Satu" }] },
  ]);
});

it("reminds the installation's administrators of its own failures, and shows them to nobody else", async () => {
  const { client, id: administrator } = await portal.officer("administrator");
  const opened = await client.post<{ id: string }>("/api/personal-breaches", {
    title: "Arsip terbuka",
    happenedAt: instant(2 * HOURS_MS),
    knownAt: instant(HOURS_MS),
  });
  await reminders();
  virtualContext.advance(50 * HOURS_MS);
  await reminders();
  const told = await portal.kit.db
    .selectFrom("mailMessage")
    .select("bodyText")
    .where("toPersonId", "=", administrator)
    .where("dedupeKey", "like", `personal-breach ${opened.body.id} soon%`)
    .execute();
  expect(told).toHaveLength(1);
  expect(told[0]?.bodyText).toContain(`/insiden-data/${opened.body.id}`);
  const own = openTestClient(portal.url, await openSessionOf(portal.kit, operator.id));
  expect((await own.get(`${PATH}/${opened.body.id}`)).status).toBe(404);
  expect((await own.get(`/api/personal-breaches/${opened.body.id}`)).status).toBe(403);
});
