import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { troubledRecipient } from "../../../../simulators/carrier/index.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { openSmppFixture, type SmppFixture } from "../../../../testkit/smpp-fixture.ts";
import { startTestGateway } from "../../../../testkit/smpp-gateway.ts";
import { connectSmppPeer, type SmppPeer } from "../../../../testkit/smpp-peer.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const DELIVERED = 2;
const UNKNOWN = 7;
const GOOD = "6281200000001";
const S = 1_000;
const DAY_MS = 86_400_000;
const key = randomBytes(32);
const real = createRuntimeContext();
/** The real clock with an adjustable offset. */
const clock = { aheadMs: 0, nowMs: (): number => real.clock.nowMs() + clock.aheadMs };
const world = { ...real, clock };
let clone: ClonedDatabase;
let database: OpenDatabase;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 10, log: testLog });
});

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await database.db.updateTable("smsCarrier").set({ isOn: false }).execute();
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

interface Town {
  readonly stage: SmppFixture;
  readonly peer: SmppPeer;
}

async function townOf(options: Parameters<typeof openSmppFixture>[1] = {}): Promise<Town> {
  const base = { db: database.db, ...world, key };
  const fixture = await openSmppFixture(base, options);
  closing.push(() => fixture.close());
  const started = await startTestGateway(base);
  closing.push(() => started.close());
  const peer = await connectSmppPeer(started.gateway.port);
  closing.push(() => peer.close());
  const bound = await peer.ask("bind_transceiver", { system_id: fixture.systemId, password: fixture.password });
  expect(bound.command_status).toBe(0);
  return { stage: fixture, peer };
}

async function send({ stage, peer }: Town, recipient: string): Promise<string> {
  const answer = await peer.ask("submit_sm", {
    source_addr: stage.sender,
    source_addr_ton: 5,
    destination_addr: recipient,
    dest_addr_ton: 1,
    short_message: "Kode 1234",
    registered_delivery: 1,
  });
  expect(answer.command_status).toBe(0);
  return String(answer["message_id"]);
}

const told = ({ peer }: Town) =>
  peer.heard
    .filter((pdu) => pdu["esm_class"] === 4)
    .map((pdu) => [String(pdu["receipted_message_id"]), pdu["message_state"]]);

/** Advances the clock step by step until the condition holds. */
async function passing(stepMs: number, isSo: () => boolean): Promise<void> {
  for (const untilMs = performance.now() + WAIT.timeout; performance.now() < untilMs && !isSo(); ) {
    clock.aheadMs += stepMs;
    await delay(50);
  }
  expect(isSo()).toBe(true);
}

const copiesOf = ({ stage }: Town, recipient: string) =>
  stage.carrier.taken().filter((taken) => taken.recipient === recipient).length;

/** Sends a later message and waits for its delivery; messages due earlier have been sent by then. */
async function untilLaterIsDelivered(town: Town): Promise<void> {
  const later = await send(town, GOOD);
  await vi.waitUntil(() => told(town).some(([id]) => id === later), WAIT);
}

async function partOf({ stage }: Town, messageId: string) {
  return inTenant(database.db, stage.tenantId, (trx) =>
    trx
      .selectFrom("smsSegment")
      .select(["state", "attempts", "sentUnsure", "errorCode"])
      .where("messageId", "=", messageId)
      .executeTakeFirstOrThrow(),
  );
}

describe("a gateway with a carrier in trouble", () => {
  it("gives a carrier that never answers three copies, and then says that it does not know", async () => {
    const town = await townOf({ settings: { answerMs: 300 } });
    const messageId = await send(town, troubledRecipient("silent"));
    await passing(0.5 * S, () => told(town).length > 0);
    expect(told(town)).toEqual([[messageId, UNKNOWN]]);
    expect(await partOf(town, messageId)).toMatchObject({
      state: "unknown",
      attempts: 3,
      sentUnsure: true,
      errorCode: "no-answer",
    });
    clock.aheadMs += DAY_MS;
    await untilLaterIsDelivered(town);
    expect(copiesOf(town, troubledRecipient("silent"))).toBe(3);
  }, 40_000);

  it("takes an answer that comes after its time, and sends no second copy", async () => {
    const town = await townOf({ settings: { answerMs: 150 }, carrier: { slowMs: 700 } });
    const messageId = await send(town, troubledRecipient("slow"));
    await vi.waitUntil(async () => (await partOf(town, messageId)).sentUnsure, WAIT);
    await vi.waitUntil(() => told(town).length > 0, WAIT);
    expect(told(town)).toEqual([[messageId, DELIVERED]]);
    clock.aheadMs += 600 * S;
    await untilLaterIsDelivered(town);
    expect(copiesOf(town, troubledRecipient("slow"))).toBe(1);
    expect((await partOf(town, messageId)).attempts).toBe(1);
  }, 40_000);

  it("comes again to a carrier whose queue is full, and gives it one copy", async () => {
    const town = await townOf();
    const messageId = await send(town, troubledRecipient("full"));
    const fromMs = clock.nowMs();
    await passing(S, () => told(town).length > 0);
    expect(told(town)).toEqual([[messageId, DELIVERED]]);
    // Fifteen seconds after the first throttling, thirty after the second.
    expect(clock.nowMs() - fromMs).toBeGreaterThanOrEqual(45 * S);
    expect(town.stage.carrier.taken()).toHaveLength(1);
    expect(await partOf(town, messageId)).toMatchObject({ attempts: 3, sentUnsure: false });
  }, 40_000);

  it("waits for a receipt that never comes until a day after the message's time, and then says that it does not know", async () => {
    const town = await townOf();
    const earlier = await send(town, troubledRecipient("no-receipt"));
    await vi.waitUntil(async () => (await partOf(town, earlier)).state === "sent", WAIT);
    clock.aheadMs += 0.2 * DAY_MS;
    const messageId = await send(town, troubledRecipient("no-receipt"));
    await vi.waitUntil(async () => (await partOf(town, messageId)).state === "sent", WAIT);
    // The earlier message has expired, this one has not.
    clock.aheadMs += 3.9 * DAY_MS;
    await vi.waitUntil(() => told(town).length > 0, WAIT);
    expect([told(town), (await partOf(town, messageId)).state]).toEqual([[[earlier, UNKNOWN]], "sent"]);
    clock.aheadMs += 0.2 * DAY_MS;
    await vi.waitUntil(() => told(town).length > 1, WAIT);
    expect(told(town).at(-1)).toEqual([messageId, UNKNOWN]);
    expect(await partOf(town, messageId)).toMatchObject({ state: "unknown", errorCode: "no-receipt", attempts: 1 });
    expect(copiesOf(town, troubledRecipient("no-receipt"))).toBe(2);
  }, 40_000);
});
