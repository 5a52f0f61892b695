import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { openGatewayMessaging } from "../delivery/gateway-messaging.effects.ts";
import type { EsmeAccount, GatewayMessaging } from "../delivery/gateway-port.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { forgetRates, grantPrefixes } from "./prefix-rate.store.ts";
import { beyondGrants } from "./prefix-rate.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const RATES = { digits: 7, perMinute: 50, perHour: 120 };
let clone: ClonedDatabase;
let database: OpenDatabase;
let carrierId: string;
let gateways: GatewayMessaging[] = [];

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
const rules = () => {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  return { ...readShortMessageRules(opened.value), prefixRates: RATES };
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  carrierId = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: "Uji" });
});

afterEach(async () => {
  await Promise.all(gateways.map((one) => one.close(1_000)));
  gateways = [];
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

interface Sending {
  readonly centre: CallCentre;
  readonly account: EsmeAccount;
}

const senderOf = ({ tenantId }: Pick<CallCentre, "tenantId">) => `K${tenantId.slice(-9)}`.toUpperCase();

/** A call centre that sends, without exemptions. */
async function sending(at = carrierId): Promise<Sending> {
  const { db } = database;
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  const { tenantId } = centre;
  const [personId, value] = [centre.operator.id, senderOf(centre)];
  await addTestSender({ db, ...virtualContext, key }, { tenantId, personId, value, carrierIds: [at], isCounted: true });
  const id = virtualContext.ids.next();
  const account: EsmeAccount = {
    id,
    tenantId,
    systemId: `u${id.slice(-10)}`,
    ratePerSecond: 100,
    windowMax: 10,
    bindsMax: 2,
    defaultCoding: "gsm",
    category: "otp",
  };
  const row = { ...account, name: "Program", passwordHash: "kata", addresses: [], createdBy: personId };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("smsAccount")
      .values({ ...row, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
  return { centre, account };
}

async function gateway(): Promise<GatewayMessaging> {
  const opened = await openGatewayMessaging({
    db: database.db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => false,
  });
  gateways.push(opened);
  return opened;
}

function pick(on: readonly GatewayMessaging[], nth: number): GatewayMessaging {
  const one = on[nth % on.length];
  if (one === undefined) throw new Error("no gateway");
  return one;
}

/** Submits messages to numbers of one prefix concurrently over several gateways; returns how many were accepted. */
async function handIn(
  on: readonly GatewayMessaging[],
  { centre, account }: Sending,
  wish: { readonly count: number; readonly prefix?: string; readonly sendAtMs?: number; readonly octets?: Uint8Array },
): Promise<number> {
  const answers = await Promise.all(
    Array.from({ length: wish.count }, (_, nth) =>
      pick(on, nth).esmes.accept(account, {
        sender: senderOf(centre),
        coding: "gsm",
        part: null,
        validUntilMs: null,
        receipt: "never",
        recipient: `${wish.prefix ?? "6281234"}${100_000 + nth}`,
        octets: wish.octets ?? encodeGsm("Kode") ?? new Uint8Array(),
        sendAtMs: wish.sendAtMs ?? null,
      }),
    ),
  );
  const refused = answers.flatMap((one) => (one.ok ? [] : [one.refusal]));
  expect(new Set(refused)).toEqual(new Set(refused.length === 0 ? [] : ["prefix-too-fast"]));
  return answers.length - refused.length;
}

/** Advances to the start of the next hour. */
const toNextHour = () => virtualContext.advance(HOUR_MS - (virtualContext.clock.nowMs() % HOUR_MS));

const audited = ({ centre }: Sending) =>
  database.db
    .selectFrom("auditEntry")
    .select("detail")
    .where("tenantId", "=", centre.tenantId)
    .where("action", "=", "sms-prefix.rate-reached")
    .execute();

describe("messages of one call centre to numbers that begin alike", () => {
  it("are taken up to the rate of a minute and of an hour, by however many gateways at once, and after a restart too", async () => {
    toNextHour();
    const all = await Promise.all([gateway(), gateway(), gateway()]);
    const [one, other] = [await sending(), await sending()];
    expect(await handIn(all, one, { count: 200 })).toBe(50);
    // Other call centres and other prefixes have counters of their own.
    expect(await handIn(all, one, { count: 50, prefix: "6281235" })).toBe(50);
    expect(await handIn(all, other, { count: 50 })).toBe(50);
    const again = await gateway();
    expect(await handIn([again], one, { count: 10 })).toBe(0);
    expect(await audited(one)).toHaveLength(1);
    expect(JSON.stringify((await audited(one))[0]?.detail)).toContain("6281234");
    virtualContext.advance(MINUTE_MS);
    expect(await handIn(all, one, { count: 70 })).toBe(50);
    virtualContext.advance(MINUTE_MS);
    expect(await handIn(all, one, { count: 70 })).toBe(20);
    virtualContext.advance(57 * MINUTE_MS);
    expect(await handIn(all, one, { count: 1 })).toBe(0);
    expect(await audited(one)).toHaveLength(1);
    virtualContext.advance(MINUTE_MS);
    expect(await handIn(all, one, { count: 60 })).toBe(50);
    expect(await audited(one)).toHaveLength(2);
  });

  it("go one minute after the other where all of them were ordered for the same moment", async () => {
    toNextHour();
    const own = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: "Dua" });
    const on = await gateway();
    const one = await sending(own);
    const sendAtMs = virtualContext.clock.nowMs() + 5 * HOUR_MS;
    for (let minute = 0; minute < 2; minute += 1) {
      expect(await handIn([on], one, { count: 50, sendAtMs })).toBe(50);
      virtualContext.advance(MINUTE_MS);
    }
    // Between them messages to another prefix, which must not wait behind them.
    expect(await handIn([on], one, { count: 5, prefix: "6281235", sendAtMs })).toBe(5);
    virtualContext.advance(sendAtMs - virtualContext.clock.nowMs());
    const counts: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const claimed = [await on.carriers.claim(own, 30), await on.carriers.claim(own, 200)].flat();
      counts.push(claimed.length);
      virtualContext.advance(MINUTE_MS);
    }
    expect(counts).toEqual([55, 50, 0, 0]);
  });

  it("go whole or wait whole, where a message has several parts", async () => {
    toNextHour();
    const own = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: "Tiga" });
    const on = await gateway();
    const one = await sending(own);
    const sendAtMs = virtualContext.clock.nowMs() + 5 * HOUR_MS;
    const long = encodeGsm("a".repeat(400)) ?? new Uint8Array();
    for (let minute = 0; minute < 2; minute += 1) {
      expect(await handIn([on], one, { count: 35, sendAtMs, octets: long })).toBe(35);
      virtualContext.advance(MINUTE_MS);
    }
    virtualContext.advance(sendAtMs - virtualContext.clock.nowMs());
    const partsOf = new Map<string, number>();
    const messages: number[] = [];
    for (let minute = 0; minute < 3; minute += 1) {
      // Batches that split messages, by several concurrent runs.
      for (let portion = 0; portion < 60; portion += 1)
        for (const { messageId } of await on.carriers.claim(own, 7))
          partsOf.set(messageId, (partsOf.get(messageId) ?? 0) + 1);
      virtualContext.advance(1_000);
      for (const { messageId } of await on.carriers.claim(own, 300))
        partsOf.set(messageId, (partsOf.get(messageId) ?? 0) + 1);
      messages.push(partsOf.size);
      expect(new Set(partsOf.values())).toEqual(new Set([3]));
      virtualContext.advance(MINUTE_MS - 1_000);
    }
    expect(messages).toEqual([50, 70, 70]);
  });

  it("are not counted where the installation has freed them, for one call centre or for all", async () => {
    toNextHour();
    const [one, other] = [await sending(), await sending()];
    const free = (prefix: string, centreId: string | null) =>
      database.db
        .insertInto("smsAllowedPrefix")
        .values({
          id: virtualContext.ids.next(),
          prefix,
          centreId,
          reason: "Uji",
          createdBy: one.centre.operator.id,
          createdAt: new Date(virtualContext.clock.nowMs()),
        })
        .execute();
    await free("628125", one.centre.tenantId);
    await free("62813", null);
    const on = await gateway();
    expect(await handIn([on], one, { count: 60, prefix: "6281255" })).toBe(60);
    expect(await handIn([on], other, { count: 60, prefix: "6281255" })).toBe(50);
    expect(await handIn([on], other, { count: 60, prefix: "6281311" })).toBe(60);
  });

  it("are never granted more than the rates say, nor less while there is room, in whatever order they come", async () => {
    const { tenantId } = (await sending()).centre;
    const step = fc.record({
      afterMs: fc.constantFrom(0, 0, 1_000, 20_000, MINUTE_MS, 20 * MINUTE_MS),
      wanted: fc.integer({ min: 1, max: 70 }),
    });
    let nth = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        nth += 1;
        const prefix = `62${10_000 + nth}`;
        let nowMs = virtualContext.clock.nowMs();
        const granted = new Map<string, number>();
        const soFar = (window: string) => granted.get(window) ?? 0;
        for (const { afterMs, wanted } of steps) {
          nowMs += afterMs;
          const wishes = new Map([[prefix, wanted]]);
          const grants = await inTenant(database.db, tenantId, (trx) =>
            grantPrefixes(trx, { tenantId, kind: "taken", wishes, rates: RATES, nowMs }),
          );
          const got = grants.get(prefix)?.granted ?? -1;
          const windows = [`m${Math.floor(nowMs / MINUTE_MS)}`, `h${Math.floor(nowMs / HOUR_MS)}`] as const;
          const room = Math.min(RATES.perMinute - soFar(windows[0]), RATES.perHour - soFar(windows[1]));
          expect(got).toBe(Math.min(wanted, room));
          for (const window of windows) granted.set(window, soFar(window) + got);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("leave nothing behind once their hour is long over", async () => {
    const rows = async () =>
      Number(
        (
          await inTenant(database.db, tenantId, (trx) =>
            trx
              .selectFrom("smsPrefixRate")
              .select((eb) => eb.fn.countAll<number>().as("count"))
              .executeTakeFirstOrThrow(),
          )
        ).count,
      );
    toNextHour();
    const { tenantId } = (await sending()).centre;
    const wishes = new Map([["6281234", 1]]);
    const nowMs = virtualContext.clock.nowMs();
    await inTenant(database.db, tenantId, (trx) =>
      grantPrefixes(trx, { tenantId, kind: "sent", wishes, rates: RATES, nowMs }),
    );
    await forgetRates(database.db, { nowMs: nowMs + HOUR_MS, limit: 1_000 });
    expect(await rows()).toBe(1);
    await forgetRates(database.db, { nowMs: nowMs + 3 * HOUR_MS, limit: 1_000 });
    expect(await rows()).toBe(0);
  });
});

describe("a grant", () => {
  it("goes to those who came first, and says to the others when there is room", () => {
    const all = ["6281234001", "6281234002", "6281235001", "6281234003"].map((recipient) => ({ recipient }));
    const prefixOf = ({ recipient }: { readonly recipient: string }) => recipient.slice(0, 7);
    const grants = new Map([["6281234", { granted: 1, fullUntilMs: 9 }]]);
    expect([...beyondGrants(all, prefixOf, grants)]).toEqual([
      [{ recipient: "6281234002" }, 9],
      [{ recipient: "6281234003" }, 9],
    ]);
  });
});
