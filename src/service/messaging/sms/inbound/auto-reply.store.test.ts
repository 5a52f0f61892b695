import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type CallCentre, openCallCentre } from "../../../../../testkit/call-centre.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier, addTestSender } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import { refuse } from "../../../../kernel/index.ts";
import { type ChangeFeed, inTenant, type OpenDatabase, openDatabase } from "../../../../platform/database/index.ts";
import { currentRuleset, officeDate, openRulebook, readShortMessageRules } from "../../../../regulation/index.ts";
import { openGatewayMessaging } from "../delivery/gateway-messaging.effects.ts";
import type { GatewayMessaging } from "../delivery/gateway-port.ts";
import { encodeGsm } from "../intake/gsm-text.shared.ts";
import { type Intake, openIntake } from "../intake/intake.effects.ts";
import { listMessages } from "../intake/message.store.ts";
import { answerByKeyword } from "./auto-reply.effects.ts";
import { insertKeyword } from "./keyword.store.ts";
import { wordOf } from "./keyword.ts";

const virtualContext = createVirtualContext();
const key = randomBytes(32);
const WRITER = "6281299990001";
const MINUTE_MS = 60_000;
/** A reply that was not recorded is submitted again after this time. */
const AGAIN_MS = 15_000;
let clone: ClonedDatabase;
let database: OpenDatabase;
let centre: CallCentre;
let carrierId: string;
let number: string;
let gateway: GatewayMessaging;

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
const base = () => ({
  db: database.db,
  clock: virtualContext.clock,
  log: testLog,
  changeFeed,
  newId: () => virtualContext.ids.next(),
  rules,
  key,
  checkPassword: async () => false,
});

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
  carrierId = await addTestCarrier({ db: database.db, ...virtualContext, key }, { name: "Uji" });
});

beforeEach(async () => {
  const { db } = database;
  centre = await openCallCentre({ kit: { db, ...virtualContext }, url: "http://127.0.0.1" });
  number = `6288${centre.tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
  await ownNumber(number);
  gateway = await openGatewayMessaging(base());
});

afterEach(() => gateway?.close(1_000));

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

/** Gives the call centre a number with a keyword. */
async function ownNumber(value: string): Promise<void> {
  const { tenantId, operator } = centre;
  const stage = { db: database.db, ...virtualContext, key };
  const senderId = await addTestSender(stage, { tenantId, personId: operator.id, value, carrierIds: [carrierId] });
  const row = { id: virtualContext.ids.next(), tenantId, senderId, word: "JAM", answer: "Kami buka 08.00-17.00 WIB." };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("smsKeyword")
      .values({ ...row, createdBy: operator.id, createdAt: new Date(virtualContext.clock.nowMs()) })
      .execute(),
  );
}

const written = (text: string, own: { readonly from?: string; readonly to?: string } = {}) => ({
  carrierId,
  sender: own.from ?? `+${WRITER}`,
  recipient: own.to ?? number,
  coding: "gsm" as const,
  part: null,
  octets: encodeGsm(text) ?? new Uint8Array(),
  receivedAtMs: virtualContext.clock.nowMs(),
});

/** Submitted replies by number. */
const answers = () =>
  inTenant(database.db, centre.tenantId, async (trx) =>
    (await listMessages(trx, centre.tenantId, { limit: 100 })).map(({ recipient, text }) => `${recipient}: ${text}`),
  );

const owed = () =>
  inTenant(database.db, centre.tenantId, (trx) =>
    trx.selectFrom("smsAutoReply").select(["state", "why"]).orderBy("createdAt").execute(),
  );

async function until(check: () => Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!(await check())) {
    if (performance.now() > endMs) throw new Error("did not come true in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Waits until no reply is due. */
const settled = () => until(async () => (await owed()).every(({ state }) => state !== "waiting"));

const ANSWER = `${WRITER}: Kami buka 08.00-17.00 WIB.`;

describe("a word that a recipient writes", () => {
  it("is the first of the text, however it is written", () => {
    expect([" jam ", "Jam, buka?", "JAM", '"jam"', "¿jam", "", "!?", "x".repeat(21)].map(wordOf)).toEqual([
      ...["JAM", "JAM", "JAM", "JAM"],
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it("takes no room once its number was ended", async () => {
    const { tenantId, operator } = centre;
    const at = new Date(virtualContext.clock.nowMs());
    await inTenant(database.db, tenantId, async (trx) => {
      const { id: senderId } = await trx.selectFrom("smsSender").select("id").executeTakeFirstOrThrow();
      const row = (word: string) => ({
        id: virtualContext.ids.next(),
        tenantId,
        senderId,
        word,
        answer: "Ya",
        createdBy: operator.id,
        createdAt: at,
      });
      for (let nth = 1; nth < 200; nth += 1) expect(await insertKeyword(trx, row(`K${nth}`))).toBe("done");
      expect(await insertKeyword(trx, row("LAGI"))).toBe("sms-keyword-limit");
      await trx.updateTable("smsSender").set({ endedAt: at }).where("id", "=", senderId).execute();
    });
    await ownNumber(`${number.slice(0, -1)}${number.endsWith("1") ? "2" : "1"}`);
    await inTenant(database.db, tenantId, async (trx) => {
      const sender = trx.selectFrom("smsSender").select("id").where("endedAt", "is", null);
      const { id: senderId } = await sender.executeTakeFirstOrThrow();
      const row = {
        id: virtualContext.ids.next(),
        tenantId,
        senderId,
        word: "LAGI",
        answer: "Ya",
        createdBy: operator.id,
      };
      expect(await insertKeyword(trx, { ...row, createdAt: at })).toBe("done");
    });
  });

  it("is answered once in an hour, however often and by however many gateways it comes", async () => {
    const second = await openGatewayMessaging(base());
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        (nth % 2 === 0 ? gateway : second).carriers.inbound([written("jam berapa?")]),
      ),
    );
    await settled();
    expect(await answers()).toEqual([ANSWER]);
    virtualContext.advance(59 * MINUTE_MS);
    await gateway.carriers.inbound([written("jam")]);
    expect(await owed()).toHaveLength(1);
    virtualContext.advance(2 * MINUTE_MS);
    await gateway.carriers.inbound([written("jam")]);
    await until(async () => (await answers()).length === 2);
    await settled();
    expect(await answers()).toEqual([ANSWER, ANSWER]);
    await second.close(1_000);
  });

  it("is not answered to short codes, to names, to numbers of this installation, or when it is another word", async () => {
    const other = `6287${centre.tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
    await ownNumber(other);
    await gateway.carriers.inbound([
      ...["99777", "TOKO", other, `+${other}`].map((from) => written("JAM", { from })),
      ...["BERHENTI", "halo jam", "?"].map((text) => written(text)),
      { ...written("JAM"), part: { reference: 1, total: 2, sequence: 1 } },
    ]);
    expect(await owed()).toEqual([]);
  });

  it("is answered by the same rules as every message: who wants none, gets none", async () => {
    await gateway.carriers.inbound([written("STOP")]);
    await gateway.carriers.inbound([written("JAM")]);
    await settled();
    expect(await owed()).toEqual([{ state: "refused", why: "recipient-opted-out" }]);
    expect(await answers()).toEqual([]);
  });

  it("is answered once where a process ends between handing in and noting it", async () => {
    await gateway.close(1_000);
    await gateway.carriers.inbound([written("JAM")]);
    const intake = await openIntake(base());
    const dying: Intake = {
      ...intake,
      take: async (order) => {
        await intake.take(order);
        throw new Error("killed");
      },
    };
    await expect(answerByKeyword(base(), dying)).rejects.toThrow("not all answers");
    expect(await owed()).toEqual([{ state: "waiting", why: null }]);
    expect(await answers()).toEqual([ANSWER]);
    expect(await answerByKeyword(base(), intake)).toBe(0);
    virtualContext.advance(AGAIN_MS);
    expect(await answerByKeyword(base(), intake)).toBe(1);
    expect(await owed()).toEqual([{ state: "sent", why: null }]);
    expect(await answers()).toEqual([ANSWER]);
    await intake.close(1_000);
  });

  it("of one call centre whose answers are not taken holds up none of another, and is tried once a look", async () => {
    await gateway.close(1_000);
    const [slow, slowNumber] = [centre.tenantId, number];
    centre = await openCallCentre({ kit: { db: database.db, ...virtualContext }, url: "http://127.0.0.1" });
    number = `6288${centre.tenantId.replaceAll(/\D/g, "").slice(-8).padStart(8, "1")}`;
    await ownNumber(number);
    const writers = Array.from({ length: 60 }, (_, nth) => `+62812888800${String(nth).padStart(2, "0")}`);
    for (const from of writers) await gateway.carriers.inbound([written("JAM", { from, to: slowNumber })]);
    for (const from of writers.slice(0, 3)) await gateway.carriers.inbound([written("JAM", { from })]);
    const intake = await openIntake(base());
    let tried = 0;
    const busy: Intake = {
      ...intake,
      take: async (order) => {
        if (order.tenantId !== slow) return intake.take(order);
        tried += 1;
        return refuse({ code: "queue-full" as const });
      },
    };
    expect(await answerByKeyword(base(), busy)).toBe(3);
    expect(tried).toBe(1);
    expect((await owed()).map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
    await intake.close(1_000);
  });

  it("is given up when its answer could not be handed in for an hour", async () => {
    await gateway.close(1_000);
    await gateway.carriers.inbound([written("JAM")]);
    virtualContext.advance(61 * MINUTE_MS);
    const intake = await openIntake(base());
    await answerByKeyword(base(), intake);
    expect(await owed()).toEqual([{ state: "refused", why: "validity-unfit" }]);
    expect(await answers()).toEqual([]);
    await intake.close(1_000);
  });
});
