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

interface Fixture {
  readonly stage: SmppFixture;
  readonly peer: SmppPeer;
}

async function openFixture(options: Parameters<typeof openSmppFixture>[1] = {}): Promise<Fixture> {
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

async function send({ stage, peer }: Fixture, recipient: string): Promise<string> {
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

const receipts = ({ peer }: Fixture) =>
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

const copiesOf = ({ stage }: Fixture, recipient: string) =>
  stage.carrier.taken().filter((taken) => taken.recipient === recipient).length;

/** Sends a later message and waits for its delivery; messages due earlier have been sent by then. */
async function untilLaterIsDelivered(fixture: Fixture): Promise<void> {
  const later = await send(fixture, GOOD);
  await vi.waitUntil(() => receipts(fixture).some(([id]) => id === later), WAIT);
}

async function partOf({ stage }: Fixture, messageId: string) {
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
    const fixture = await openFixture({ settings: { answerMs: 300 } });
    const messageId = await send(fixture, troubledRecipient("silent"));
    await passing(0.5 * S, () => receipts(fixture).length > 0);
    expect(receipts(fixture)).toEqual([[messageId, UNKNOWN]]);
    expect(await partOf(fixture, messageId)).toMatchObject({
      state: "unknown",
      attempts: 3,
      sentUnsure: true,
      errorCode: "no-answer",
    });
    clock.aheadMs += DAY_MS;
    await untilLaterIsDelivered(fixture);
    expect(copiesOf(fixture, troubledRecipient("silent"))).toBe(3);
  }, 40_000);

  it("takes an answer that comes after its time, and sends no second copy", async () => {
    const fixture = await openFixture({ settings: { answerMs: 150 }, carrier: { slowMs: 700 } });
    const messageId = await send(fixture, troubledRecipient("slow"));
    await vi.waitUntil(async () => (await partOf(fixture, messageId)).sentUnsure, WAIT);
    await vi.waitUntil(() => receipts(fixture).length > 0, WAIT);
    expect(receipts(fixture)).toEqual([[messageId, DELIVERED]]);
    clock.aheadMs += 600 * S;
    await untilLaterIsDelivered(fixture);
    expect(copiesOf(fixture, troubledRecipient("slow"))).toBe(1);
    expect((await partOf(fixture, messageId)).attempts).toBe(1);
  }, 40_000);

  it("comes again to a carrier whose queue is full, and gives it one copy", async () => {
    const fixture = await openFixture();
    const messageId = await send(fixture, troubledRecipient("full"));
    const fromMs = clock.nowMs();
    await passing(S, () => receipts(fixture).length > 0);
    expect(receipts(fixture)).toEqual([[messageId, DELIVERED]]);
    // Fifteen seconds after the first throttling, thirty after the second.
    expect(clock.nowMs() - fromMs).toBeGreaterThanOrEqual(45 * S);
    expect(fixture.stage.carrier.taken()).toHaveLength(1);
    expect(await partOf(fixture, messageId)).toMatchObject({ attempts: 3, sentUnsure: false });
  }, 40_000);

  it("waits for a receipt that never comes until a day after the message's time, and then says that it does not know", async () => {
    const fixture = await openFixture();
    const earlier = await send(fixture, troubledRecipient("no-receipt"));
    await vi.waitUntil(async () => (await partOf(fixture, earlier)).state === "sent", WAIT);
    clock.aheadMs += 0.2 * DAY_MS;
    const messageId = await send(fixture, troubledRecipient("no-receipt"));
    await vi.waitUntil(async () => (await partOf(fixture, messageId)).state === "sent", WAIT);
    // The earlier message has expired, this one has not.
    clock.aheadMs += 3.9 * DAY_MS;
    await vi.waitUntil(() => receipts(fixture).length > 0, WAIT);
    expect([receipts(fixture), (await partOf(fixture, messageId)).state]).toEqual([[[earlier, UNKNOWN]], "sent"]);
    clock.aheadMs += 0.2 * DAY_MS;
    await vi.waitUntil(() => receipts(fixture).length > 1, WAIT);
    expect(receipts(fixture).at(-1)).toEqual([messageId, UNKNOWN]);
    expect(await partOf(fixture, messageId)).toMatchObject({ state: "unknown", errorCode: "no-receipt", attempts: 1 });
    expect(copiesOf(fixture, troubledRecipient("no-receipt"))).toBe(2);
  }, 40_000);
});
