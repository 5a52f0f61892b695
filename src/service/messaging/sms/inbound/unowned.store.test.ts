import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import {
  type ChangeFeed,
  type DatabaseTransaction,
  inTenant,
  type OpenDatabase,
  openDatabase,
} from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { openGatewayMessaging } from "../delivery/gateway-messaging.effects.ts";
import type { GatewayMessaging } from "../delivery/gateway-port.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { countUnowned, forgetUnowned, handOverOwned, keepUnowned, unownedNumbers } from "./unowned.store.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const WRITER = "6281200000001";
const [NUMBER, LATE] = ["628870001234", "628870005678"];
const DAY_MS = 86_400_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let personId: string;
let carrierId: string;
let gateway: GatewayMessaging;

const newId = () => virtualContext.ids.next();

const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
const rules = () => {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(virtualContext.clock.nowMs()) });
  if (!opened.ok) throw new Error("no rules");
  return readShortMessageRules(opened.value);
};

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  const { db } = database;
  const centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  [tenantId, personId] = [centre.tenantId, centre.operator.id];
  carrierId = await addTestCarrier({ db, ...virtualContext, key }, { name: "Uji" });
  gateway = await openGatewayMessaging({
    db,
    clock: virtualContext.clock,
    log: testLog,
    changeFeed,
    newId: () => virtualContext.ids.next(),
    rules,
    key,
    checkPassword: async () => false,
  });
});

afterAll(async () => {
  await gateway?.close(1_000);
  await database?.close();
  await clone?.close();
});

const written = (text: string, recipient: string) => ({
  carrierId,
  sender: `+${WRITER}`,
  recipient,
  coding: "gsm" as const,
  part: null,
  octets: encodeGsm(text) ?? new Uint8Array(),
  receivedAtMs: virtualContext.clock.nowMs(),
});

const heard = () =>
  inTenant(database.db, tenantId, (trx) =>
    trx.selectFrom("smsInbound").select(["payload", "act"]).orderBy("receivedAt").orderBy("id").execute(),
  );

async function until(check: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await check())) {
    if (performance.now() > endMs) throw new Error("did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe("what is written to a number that nobody has", () => {
  it("waits for thirty days, and is told whoever is given the number, however it was written", async () => {
    await gateway.carriers.inbound([written("Halo?", LATE)]);
    virtualContext.advance(30 * DAY_MS);
    await gateway.carriers.inbound([written("Halo", `+${NUMBER}`), written("STOP", NUMBER.replace(/^62/, "0"))]);
    expect(await forgetUnowned(database.db, { nowMs: virtualContext.clock.nowMs(), limit: 10 })).toBe(1);
    expect((await unownedNumbers(database.db)).map(({ carrier, count }) => [carrier, count])).toEqual([
      ["Uji", 1],
      ["Uji", 1],
    ]);
    for (const value of [NUMBER, LATE])
      await addTestSender(
        { db: database.db, ...virtualContext, key },
        { tenantId, personId, value, carrierIds: [carrierId] },
      );
    await until(async () => (await heard()).length === 2);
    const told = (await heard()).map(({ payload, act }) => `${payload.toString()} ${act ?? "-"}`);
    expect(told.toSorted()).toEqual(["Halo -", "STOP opt-out"]);
    // The opt-out has been applied.
    const optOuts = await inTenant(database.db, tenantId, (trx) =>
      trx.selectFrom("smsOptOut").select("recipient").execute(),
    );
    expect(optOuts).toEqual([{ recipient: WRITER }]);
    expect(await countUnowned(database.db)).toBe(0);
  });

  it("is told all others where one of it cannot be told, which is tried again later", async () => {
    await gateway.close(1_000);
    const [bad, good] = ["628870009991", "628870009992"];
    const before = (await heard()).length;
    for (const recipient of [bad, good]) await keepUnowned(database.db, written("Nanti", recipient), { newId });
    for (const value of [bad, good])
      await addTestSender(
        { db: database.db, ...virtualContext, key },
        { tenantId, personId, value, carrierIds: [carrierId] },
      );
    let isBroken = true;
    const onInbound = async (trx: DatabaseTransaction, { senderId }: { readonly senderId: string }) => {
      const { value } = await trx
        .selectFrom("smsSender")
        .select("value")
        .where("id", "=", senderId)
        .executeTakeFirstOrThrow();
      if (isBroken && value === bad) throw new Error("cannot be told");
    };
    const handOver = () => handOverOwned(database.db, { nowMs: virtualContext.clock.nowMs(), newId, onInbound });
    await expect(handOver()).rejects.toThrow("not all");
    expect((await heard()).length).toBe(before + 1);
    isBroken = false;
    expect(await handOver()).toBe(0);
    virtualContext.advance(DAY_MS / 24);
    expect(await handOver()).toBe(1);
    expect((await heard()).length).toBe(before + 2);
  });

  it("does not fill the disk, and what could not be told is not kept", async () => {
    const most = (await countUnowned(database.db)) + 2;
    const keep = (recipient: string) =>
      keepUnowned(database.db, written("Halo", recipient), { newId: () => virtualContext.ids.next(), most });
    expect([await keep(""), await keep("9".repeat(22))]).toEqual([false, false]);
    expect([await keep("91"), await keep("92"), await keep("93")]).toEqual([true, true, false]);
  });
});
