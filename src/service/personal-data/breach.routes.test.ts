import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestClient } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { openSessionOf } from "../../../testkit/residents.ts";
import { MINUTE_MS, type VirtualWorld, virtualWorld } from "../../../testkit/world.ts";
import { writtenMoment } from "../../people/index.ts";
import { peopleTeller } from "../../people/wire.ts";
import type { wholeBreachWire } from "./breach-contract.ts";
import { remindDue } from "./remind-breaches.jobs.ts";

const HOURS_MS = 60 * MINUTE_MS;
const PATH = "/api/service/personal-breaches";

let world: VirtualWorld;
let portal: TestPortal;
let operator: Guest;

beforeAll(async () => {
  world = virtualWorld();
  portal = await openTestPortal({ works: false, world });
  operator = await portal.officer("operator-administrator");
});

afterAll(() => portal?.close());

const instant = (beforeMs: number) => new Date(world.clock.nowMs() - beforeMs).toISOString();

async function reminders(): Promise<number> {
  const tenantIds = async () => (await portal.kit.db.selectFrom("tenant").select("id").execute()).map(({ id }) => id);
  const { db, log } = portal.kit;
  const kit = { db, log, clock: world.clock, publicUrl: () => "https://sambung.invalid" };
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
    ...{ title: "Rekaman terbuka di internet", happenedAt: instant(50 * HOURS_MS), knownAt: instant(2 * HOURS_MS) },
  });
  expect(opened.status).toBe(201);
  const { id } = opened.body;
  const read = async () => (await client.get<ReturnType<typeof wholeBreachWire.parse>>(`${PATH}/${id}`)).body;
  const { dueAt, knownAt } = await read();
  expect(Date.parse(dueAt) - Date.parse(knownAt)).toBe(72 * HOURS_MS);
  expect(await reminders()).toBe(0);
  world.advance(46 * HOURS_MS);
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
  world.advance(24 * HOURS_MS);
  // A session that nobody used for a day has ended.
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
