import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { Answer, ProblemBody } from "../../../../testkit/client.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { openPersonalRequest } from "../../../../testkit/personal-request.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { laterByMonths, nextOfficeDate, officeDate, officeDayStartMs } from "../../../regulation/index.ts";
import { followRetention } from "../../telephony/recordings/wire.ts";
import { HELD_CLASSES } from "./held-class.ts";
import { daysChosen } from "./wire.ts";

const PATH = "/api/service/retention";
const DAY_MS = 86_400_000;

interface Retention {
  readonly classes: readonly {
    readonly name: string;
    readonly count: number;
    readonly oldest: string | null;
    readonly rule: { readonly id: string; readonly value: number } | null;
  }[];
  readonly choices: readonly { readonly name: string; readonly days: number | null; readonly version: number }[];
  readonly isAsked: boolean;
}

let portal: TestPortal;
let centre: CallCentre;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
});
afterAll(() => portal.close());

const retentionOf = async ({ operator }: CallCentre) =>
  succeeded(await operator.client.get<Retention>(PATH), "what is kept");
const choose = ({ operator }: CallCentre, choice: object) => operator.client.put(PATH, choice);
const codeOf = ({ body }: Answer) => (body as ProblemBody).error?.code;

async function recordingBegun(daysAgo: number, { tenantId } = centre): Promise<Date> {
  const beganAt = new Date(portal.kit.clock.nowMs() - daysAgo * DAY_MS);
  const [id, callId] = [portal.kit.ids.next(), portal.kit.ids.next()];
  await inTenant(portal.kit.db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({
        id,
        callId,
        tenantId,
        state: "kept",
        sealedKey: Buffer.from("key"),
        segments: "[]",
        bytes: 6,
        durationMs: 1,
        beganAt,
        keepUntil: "2029-01-01",
      })
      .execute(),
  );
  return beganAt;
}

/** One row each of webhooks, hook exchanges, API requests and orders, and of payments, of this age in days. */
async function heldOfPrograms({ tenantId, operator }: CallCentre, daysAgo: number): Promise<Date> {
  const { db, ids, clock } = portal.kit;
  const at = new Date(clock.nowMs() - daysAgo * DAY_MS);
  const [endpointId, url] = [ids.next(), "https://program.example/hook"];
  await inTenant(db, tenantId, async (trx) => {
    await trx
      .insertInto("webhookEndpoint")
      .values({
        id: endpointId,
        tenantId,
        name: "Toko",
        url,
        kinds: ["alert"],
        createdBy: operator.id,
        createdAt: at,
        sealedSecret: Buffer.from("key"),
      })
      .execute();
    await trx
      .insertInto("webhookDelivery")
      .values({
        endpointId,
        eventId: ids.next(),
        tenantId,
        kind: "alert.raised",
        sequence: 1,
        body: "{}",
        state: "delivered",
        nextTryAt: at,
        giveUpAt: at,
        createdAt: at,
        overAt: at,
      })
      .execute();
    await trx
      .insertInto("hookExchange")
      .values({
        id: ids.next(),
        tenantId,
        callId: ids.next(),
        nth: 0,
        at,
        kind: "voice",
        method: "POST",
        url,
        durationMs: 1,
        fields: "{}",
        answer: "",
      })
      .execute();
    await trx
      .insertInto("apiCall")
      .values({
        callId: ids.next(),
        tenantId,
        fromCode: "1500123",
        toKind: "number",
        toAddress: "081234567890",
        document: "<Response/>",
        timeoutSeconds: 60,
        isRecorded: false,
        createdAt: at,
      })
      .execute();
    await trx
      .insertInto("smsLedgerEntry")
      .values({
        id: ids.next(),
        tenantId,
        kind: "top-up",
        purse: "prepaid",
        amountRupiah: 1_000,
        reference: "T-1",
        reason: "Transfer",
        createdBy: operator.id,
        at,
      })
      .execute();
    await trx
      .insertInto("smsInvoice")
      .values({
        id: ids.next(),
        tenantId,
        month: "2026-10-01",
        number: `N-${tenantId.slice(-12)}`,
        facts: "{}",
        dueRupiah: 0,
        prepaidRupiah: 0,
        fromAt: new Date("2026-09-30T17:00:00Z"),
        untilAt: new Date("2026-10-31T17:00:00Z"),
        issuedAt: at,
      })
      .execute();
  });
  return at;
}

const effect = ({ operator }: CallCentre, days: number, name = "recordings") =>
  operator.client.get<{ removed: number; waiting: number; held: number }>(`${PATH}/effect?name=${name}&days=${days}`);

/** A SIP message of this age in days. */
async function messageAt({ tenantId }: CallCentre, daysAgo: number): Promise<void> {
  const { db, ids, clock } = portal.kit;
  const at = new Date(clock.nowMs() - daysAgo * DAY_MS);
  const way = { direction: "received", fromAddress: "127.0.0.1:5060", toAddress: "127.0.0.1:5061", transport: "udp" };
  const what = { method: "INVITE", cseq: "1 INVITE", isRepeated: false, message: "INVITE sip:1500 SIP/2.0" };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("sipTrace")
      .values({ callId: ids.next(), sequence: 0, tenantId, legId: ids.next(), at, elapsedUs: 0, ...way, ...what })
      .execute(),
  );
}

/** Runs the daily sweep of tomorrow until this many recordings are left. */
async function sweepTomorrow({ tenantId }: CallCentre, { until }: { readonly until: number }): Promise<void> {
  const { db, clock, ids, log, settings } = portal.kit;
  const tomorrowMs = officeDayStartMs(nextOfficeDate(officeDate(clock.nowMs())));
  const none = async () => 0;
  const sweep = followRetention({
    db,
    ids,
    log,
    folder: settings.dataFolder,
    laterByMonths,
    dateOf: officeDate,
    chosen: daysChosen,
    clock: { nowMs: () => tomorrowMs },
    tenantIds: async () => [tenantId],
    rules: () => ({
      callEventMonths: 12,
      queueEventMonths: 18,
      sipTraceDays: 7,
      recordingDays: 90,
      recordingDaysMax: 365,
    }),
    forgetEvents: none,
    forgetQueueEvents: none,
    forgetTraces: none,
  });
  const left = () =>
    inTenant(db, tenantId, async (trx) => {
      const rows = await trx.selectFrom("recording").select("id").where("state", "=", "kept").execute();
      return rows.length;
    });
  await expect.poll(left, { timeout: 5_000 }).toBe(until);
  sweep.close();
}

describe("what a call centre keeps", () => {
  it("is told by class with its rule, how much there is and since when, and nothing of another one", async () => {
    const oldest = await recordingBegun(40);
    await recordingBegun(5);
    const { classes } = await retentionOf(centre);
    expect(classes.map(({ name }) => name).toSorted()).toEqual([...HELD_CLASSES].toSorted());
    const recordings = classes.find(({ name }) => name === "recordings");
    expect(recordings).toMatchObject({ count: 2, rule: { id: "recording-keep-days", value: 90 } });
    expect(recordings?.oldest).toBe(oldest.toISOString());
    const other = await retentionOf(await openCallCentre(portal));
    expect(other.classes.find(({ name }) => name === "recordings")?.count).toBe(0);
  });

  it("is told of what programs were told and asked, which goes by days of the program, and of money, which stays", async () => {
    const own = await openCallCentre(portal);
    const oldest = await heldOfPrograms(own, 3);
    const { classes } = await retentionOf(own);
    const kept = (name: string) => classes.find((one) => one.name === name);
    for (const name of ["webhook-calls", "hook-exchanges", "ordered-calls"])
      expect(kept(name)).toMatchObject({ count: 1, oldest: oldest.toISOString(), rule: null, fixedDays: 7 });
    for (const name of ["ledger", "invoices"])
      expect(kept(name)).toMatchObject({ count: 1, oldest: oldest.toISOString(), rule: null, fixedDays: null });
    expect(kept("conversations")).toMatchObject({ count: 0, rule: { id: "sms-text-keep-days" }, fixedDays: null });
  });

  it("is told what other days would take away before they are chosen", async () => {
    expect((await effect(centre, 30)).body).toEqual({ removed: 1, waiting: 0, held: 2 });
    expect((await effect(centre, 60)).body).toEqual({ removed: 0, waiting: 0, held: 2 });
    expect((await effect(centre, 0)).status).toBe(400);
  });

  it("goes at the next sweep as was told, also while somebody waits for an answer about his number", async () => {
    const own = await openCallCentre(portal);
    // At ten in the morning: 29.5 days ago is the evening of the day whose recordings are deleted tomorrow, 29 days ago the day after.
    for (const daysAgo of [100, 40, 29.5, 29, 5]) await recordingBegun(daysAgo, own);
    expect((await effect(own, 30)).body).toEqual({ removed: 3, waiting: 0, held: 5 });
    const requestId = await openPersonalRequest(portal.kit, own);
    expect((await effect(own, 30)).body).toEqual({ removed: 1, waiting: 2, held: 5 });
    expect((await choose(own, { name: "recordings", days: 30, expectedVersion: 0 })).status).toBe(204);
    await sweepTomorrow(own, { until: 4 });
    expect((await effect(own, 30)).body).toEqual({ removed: 0, waiting: 2, held: 4 });
    const doneAt = new Date(portal.kit.clock.nowMs());
    await inTenant(portal.kit.db, own.tenantId, (trx) =>
      trx
        .updateTable("personalRequest")
        .set({ state: "done", number: null, doneAt, doneBy: own.operator.id, answer: "Sudah" })
        .where("id", "=", requestId)
        .execute(),
    );
    expect((await effect(own, 30)).body).toEqual({ removed: 2, waiting: 0, held: 4 });
    await sweepTomorrow(own, { until: 2 });
    expect((await effect(own, 30)).body).toEqual({ removed: 0, waiting: 0, held: 2 });
  });

  it("is told of SIP messages to the second, and while somebody waits by the days of the rule", async () => {
    const own = await openCallCentre(portal);
    for (const daysAgo of [8, 3, 0]) await messageAt(own, daysAgo);
    expect((await effect(own, 2, "traces")).body).toEqual({ removed: 2, waiting: 0, held: 3 });
    await openPersonalRequest(portal.kit, own);
    expect((await effect(own, 2, "traces")).body).toEqual({ removed: 1, waiting: 1, held: 3 });
  });

  it("is chosen between the bounds of the rules, over the version that was read, and left to the rule again", async () => {
    const recordings = { name: "recordings", days: 30, expectedVersion: 0 };
    expect(codeOf(await choose(centre, { ...recordings, days: 6 }))).toBe("retention-too-short");
    expect(codeOf(await choose(centre, { ...recordings, days: 366 }))).toBe("retention-too-long");
    expect(codeOf(await choose(centre, { name: "traces", days: 8, expectedVersion: 0 }))).toBe("retention-too-long");
    expect((await choose(centre, { name: "audit", days: 8, expectedVersion: 0 })).status).toBe(400);
    const both = await Promise.all([choose(centre, recordings), choose(centre, { ...recordings, days: 40 })]);
    expect(both.map(({ status }) => status).toSorted((left, right) => left - right)).toEqual([204, 409]);
    const [chosen] = (await retentionOf(centre)).choices;
    expect(chosen).toMatchObject({ name: "recordings", version: 1 });
    expect([30, 40]).toContain(chosen?.days);
    expect((await choose(centre, { ...recordings, days: null, expectedVersion: 1 })).status).toBe(204);
    expect((await retentionOf(centre)).choices[0]).toMatchObject({ days: null, version: 2 });
    const entries = await portal.kit.db
      .selectFrom("auditEntry")
      .select("action")
      .where("tenantId", "=", centre.tenantId)
      .where("action", "=", "retention.chosen")
      .execute();
    expect(entries).toHaveLength(2);
  });
});
