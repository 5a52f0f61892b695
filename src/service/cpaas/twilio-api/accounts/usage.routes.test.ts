import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import {
  type FieldAccess,
  type FieldClient,
  fieldAccessOf,
  fieldKeyOf,
  openFieldClient,
} from "../../../../../testkit/field-client.ts";
import { openTestPortal, type TestPortal } from "../../../../../testkit/portal.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext, type VirtualContext } from "../../../../../testkit/virtual-context.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { keyFromFile } from "../../../../platform/sealing/index.ts";
import { foldTallies } from "../../../messaging/reports/wire.ts";

let virtualContext: VirtualContext;
let portal: TestPortal;
let centre: CallCentre;
let access: FieldAccess;
let client: FieldClient;
let stranger: FieldClient;

/** The clock starts on Wednesday 25 November 2026, 10:00 in Jakarta, where days begin at 17:00 UTC of the day before. */
beforeAll(async () => {
  virtualContext = createVirtualContext();
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  centre = await openCallCentre(portal);
  access = await fieldAccessOf(centre);
  client = openFieldClient(portal.url, access);
  const other = await openCallCentre(portal);
  stranger = openFieldClient(portal.url, await fieldAccessOf(other));
  await addCalls(centre.tenantId);
  await addRecordings(centre.tenantId);
  await addMessages(centre);
});

afterAll(() => portal?.close());

async function addCalls(tenantId: string): Promise<void> {
  const call = (at: string, direction: string, talkS: number | null, chargeRupiah = 0) => {
    const [beganAt, endedAt] = [new Date(at), new Date(Date.parse(at) + (talkS ?? 9) * 1_000)];
    const times = { beganAt, endedAt, answeredAt: talkS === null ? null : beganAt, talkMs: (talkS ?? 0) * 1_000 };
    const rest = { caller: "0812", called: "1500", outcome: talkS === null ? "no-answer" : "answered" };
    return {
      callId: virtualContext.ids.next(),
      tenantId,
      direction,
      ...times,
      ringMs: 0,
      holdMs: 0,
      ...rest,
      chargeRupiah,
      endedBy: "caller",
      sipCallId: "panggilan",
    };
  };
  const calls = [
    call("2026-11-24T16:59:59Z", "inbound", 61),
    call("2026-11-24T17:00:00Z", "inbound", 60),
    call("2026-11-25T01:00:00Z", "outbound", 125, 1_500),
    call("2026-11-25T01:10:00Z", "outbound", null),
    call("2026-11-10T01:00:00Z", "internal", 1),
    call("2026-10-31T01:00:00Z", "outbound", 30, 400),
  ];
  await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("cdr").values(calls).execute());
}

async function addRecordings(tenantId: string): Promise<void> {
  const recording = (at: string, state: string, durationMs: number | null) => ({
    id: virtualContext.ids.next(),
    callId: virtualContext.ids.next(),
    tenantId,
    state,
    sealedKey: Buffer.alloc(8),
    segments: "[]",
    beganAt: new Date(at),
    endedAt: new Date(at),
    durationMs,
    keepUntil: "2027-11-25",
  });
  const recordings = [
    recording("2026-11-25T01:00:00Z", "kept", 61_200),
    recording("2026-11-25T01:10:00Z", "lost", null),
    recording("2026-10-31T01:00:00Z", "deleted", 1_000),
  ];
  await inTenant(portal.kit.db, tenantId, (trx) => trx.insertInto("recording").values(recordings).execute());
}

async function addMessages({ tenantId, operator }: CallCentre): Promise<void> {
  const { kit } = portal;
  const key = await keyFromFile(kit.settings.dataFolder, "service");
  const carrierId = await addTestCarrier({ ...kit, key }, { name: "Uji" });
  const own = { tenantId, personId: operator.id, value: "TOKOKITA", carrierIds: [carrierId] };
  const senderId = await addTestSender({ ...kit, key }, own);
  const tally = (day: string, state: string, messages: number, segments: number, priceRupiah: number) => ({
    tenantId,
    day,
    minute: new Date(`${day}T03:00:00Z`),
    carrierId,
    senderId,
    category: "otp",
    state,
    messages,
    segments,
    priceRupiah,
    costRupiah: 0,
  });
  const heard = (at: string, place: number | null) => ({
    id: virtualContext.ids.next(),
    tenantId,
    carrierId,
    senderId,
    sender: "+6281234567890",
    recipient: "TOKOKITA",
    coding: "gsm",
    payload: Buffer.alloc(3),
    reference: place === null ? null : 7,
    total: place && 2,
    place,
    receivedAt: new Date(at),
  });
  const tallies = [
    tally("2026-11-25", "accepted", 3, 5, 1_000),
    tally("2026-11-25", "cancelled", 1, 1, -200),
    tally("2026-11-25", "delivered", 2, 4, 0),
    tally("2026-10-31", "accepted", 2, 2, 400),
  ];
  const inbound = [
    heard("2026-11-25T01:00:00Z", 1),
    heard("2026-11-25T01:00:01Z", 2),
    heard("2026-11-24T16:00:00Z", null),
  ];
  await inTenant(kit.db, tenantId, async (trx) => {
    await trx.insertInto("smsTally").values(tallies).execute();
    await trx.insertInto("smsInbound").values(inbound).execute();
  });
  await foldTallies(kit.db, virtualContext.clock.nowMs());
}

interface Told {
  readonly category: string;
  readonly count: string;
  readonly usage: string;
  readonly price: number;
}

const figures = (records: readonly Told[]) =>
  records.map(({ category, count, usage, price }) => `${category} ${count} ${usage} ${price}`);
const days = (records: readonly { readonly startDate: Date; readonly endDate: Date }[]) =>
  records.map(({ startDate, endDate }) => [startDate, endDate].map((day) => day.toISOString().slice(0, 10)).join(" "));
const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: { status: number; code: number; message: string }) => error,
  );

describe("usage by the field's own client", () => {
  it("is the sum of all that there was, by category", async () => {
    const records = await client.usage.records.list();
    expect(figures(records)).toEqual([
      "calls 5 8 1900",
      "calls-client 1 1 0",
      "calls-inbound 2 3 0",
      "calls-outbound 2 4 1900",
      "recordings 2 3 0",
      "sms 7 10 1200",
      "sms-inbound 2 3 0",
      "sms-outbound 5 7 1200",
    ]);
    expect(figures(await client.usage.records.allTime.list())).toEqual(figures(records));
    expect(new Set(days(records))).toEqual(new Set(["2026-10-31 2026-11-25"]));
    expect(records[0]).toMatchObject({
      accountSid: access.accountSid,
      apiVersion: "2010-04-01",
      asOf: "2026-11-25T03:00:00+00:00",
      countUnit: "calls",
      usageUnit: "minutes",
      priceUnit: "IDR",
      description: "Answered calls",
    });
    expect(records[4]).toMatchObject({ countUnit: "recordings", usageUnit: "minutes" });
    expect(records[7]).toMatchObject({ countUnit: "messages", usageUnit: "segments" });
  });

  it("is of the days and the category that are asked for, by the call centre's clocks", async () => {
    const { records } = client.usage;
    const inbound = { category: "calls-inbound" } as const;
    expect(figures(await records.today.list(inbound))).toEqual(["calls-inbound 1 1 0"]);
    expect(figures(await records.yesterday.list(inbound))).toEqual(["calls-inbound 1 2 0"]);
    expect(figures(await records.thisMonth.list({ category: "calls" }))).toEqual(["calls 4 7 1500"]);
    expect(figures(await records.lastMonth.list({ category: "sms" }))).toEqual(["sms 2 2 400"]);
    const range = { startDate: new Date("2026-11-10T00:00:00Z"), endDate: new Date("2026-11-24T00:00:00Z") };
    const ranged = await records.list({ category: "calls", ...range });
    expect([figures(ranged), days(ranged)]).toEqual([["calls 2 3 0"], ["2026-11-10 2026-11-24"]]);
    expect(
      figures(await records.list({ category: "recordings", startDate: new Date("2030-01-01T00:00:00Z") })),
    ).toEqual(["recordings 0 0 0"]);
  });

  it("is told by days, months and years, newest first, page by page", async () => {
    const { records } = client.usage;
    const daily = await records.daily.list({ pageSize: 10, limit: 999 });
    expect(daily.length).toBe(26 * 8);
    expect(figures(daily.slice(0, 8))).toEqual([
      "calls 2 4 1500",
      "calls-client 0 0 0",
      "calls-inbound 1 1 0",
      "calls-outbound 1 3 1500",
      "recordings 1 2 0",
      "sms 4 7 800",
      "sms-inbound 1 2 0",
      "sms-outbound 3 5 800",
    ]);
    const some = daily
      .filter(({ count }) => count !== "0")
      .map((one) => `${days([one])[0]?.slice(0, 10)} ${one.category}`);
    expect(some.slice(7)).toEqual([
      ...["2026-11-24 calls", "2026-11-24 calls-inbound", "2026-11-24 sms", "2026-11-24 sms-inbound"],
      ...["2026-11-10 calls", "2026-11-10 calls-client"],
      ...["2026-10-31 calls", "2026-10-31 calls-outbound", "2026-10-31 recordings"],
      ...["2026-10-31 sms", "2026-10-31 sms-outbound"],
    ]);
    const monthly = await records.monthly.list({ category: "calls", pageSize: 1, limit: 9 });
    expect(figures(monthly)).toEqual(["calls 4 7 1500", "calls 1 1 400"]);
    expect(days(monthly)).toEqual(["2026-11-01 2026-11-25", "2026-10-31 2026-10-31"]);
    expect(figures(await records.yearly.list({ category: "calls" }))).toEqual(["calls 5 8 1900"]);
  });

  it("is nobody else's, and needs a key that is for it", async () => {
    expect(new Set((await stranger.usage.records.list()).map(({ count, price }) => `${count} ${price}`))).toEqual(
      new Set(["0 0"]),
    );
    const theirs = stranger.api.v2010.accounts(access.accountSid).usage.records;
    expect(await refusal(theirs.list())).toMatchObject({ status: 404, code: 20404 });
    const caller = openFieldClient(portal.url, await fieldKeyOf(centre, "Panggilan", ["calls.read"]));
    expect((await refusal(caller.usage.records.list()))?.code).toBe(20403);
    const reader = openFieldClient(portal.url, await fieldKeyOf(centre, "Pemakaian", ["usage.read"]));
    expect((await reader.usage.records.today.list({ category: "calls" }))[0]?.count).toBe("2");
  });

  it("refuses days and categories that are none, and names them", async () => {
    const { records } = client.usage;
    const turned = { startDate: new Date("2026-11-02T00:00:00Z"), endDate: new Date("2026-11-01T00:00:00Z") };
    expect((await refusal(records.list(turned)))?.message).toContain("StartDate, EndDate");
    expect((await refusal(records.list({ category: "fax" as "calls" })))?.message).toContain("Category");
    expect((await refusal(records.today.list({ startDate: turned.startDate })))?.message).toContain("StartDate");
    const token = { pageToken: "PT0190c2a47a3b7c118f000123456789ab" };
    expect((await refusal(records.daily.page(token)))?.message).toContain("PageToken");
  });

  it("is answered to each of many who ask at once", async () => {
    const asked = Array.from({ length: 12 }, () => client.usage.records.list({ category: "calls" }));
    expect((await Promise.all(asked)).map(([record]) => record?.count)).toEqual(asked.map(() => "5"));
  });
});

describe("a key with every scope", () => {
  it("is made", async () => {
    const scopes = ["messages.send", "messages.read", "calls.write", "calls.read", "numbers.write", "numbers.read"];
    const more = ["recordings.write", "recordings.read", "queues.write", "queues.read", "usage.read", "workers.read"];
    await expect(fieldKeyOf(centre, "Semua", [...scopes, ...more])).resolves.toMatchObject({
      accountSid: access.accountSid,
    });
  });
});
