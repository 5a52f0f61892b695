import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { connectSmppPeer } from "../../testkit/smpp-peer.ts";
import { type CarrierSimulatorOptions, startCarrierSimulator, troubledRecipient } from "./index.ts";

const WAIT = { timeout: 10_000, interval: 10 };
const GOOD = "6281200000001";
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function carrier(options: Partial<CarrierSimulatorOptions> = {}) {
  const folder = options.folder ?? (await mkdtemp(path.join(tmpdir(), "carrier-")));
  closing.push(() => rm(folder, { recursive: true, force: true }));
  const simulator = await startCarrierSimulator({
    port: 0,
    folder,
    systemId: "sambung",
    password: "sim",
    nowMs: () => Date.now(),
    slowMs: 150,
    lateMs: 300,
    ...options,
  });
  closing.push(() => simulator.close());
  const bound = async (name = "bind_transceiver") => {
    const peer = await connectSmppPeer(simulator.port);
    closing.push(() => peer.close());
    expect((await peer.ask(name, { system_id: "sambung", password: "sim" })).command_status).toBe(0);
    return peer;
  };
  return { simulator, folder, bound };
}

const to = (recipient: string) => ({
  source_addr: "TOKO",
  destination_addr: recipient,
  short_message: "Halo",
  registered_delivery: 1,
});

describe("the simulator of a carrier", () => {
  it("takes messages, keeps them on disk over its lives, and brings receipts by the ids it gave", async () => {
    const { simulator, bound, folder } = await carrier();
    const peer = await bound();
    const answer = await peer.ask("submit_sm", to(GOOD));
    await vi.waitUntil(() => simulator.receipts().length === 1, WAIT);
    expect(peer.heard[0]).toMatchObject({
      command: "deliver_sm",
      esm_class: 4,
      source_addr: GOOD,
      receipted_message_id: answer["message_id"],
      message_state: 2,
    });
    await simulator.close();
    const again = await carrier({ folder });
    expect(again.simulator.taken()).toMatchObject([
      { messageId: answer["message_id"], recipient: GOOD, sender: "TOKO", data: "48616c6f" },
    ]);
    const second = await (await again.bound()).ask("submit_sm", to(GOOD));
    expect(second["message_id"]).not.toBe(answer["message_id"]);
  });

  it("lets in nobody else", async () => {
    const { simulator } = await carrier();
    const peer = await connectSmppPeer(simulator.port);
    expect((await peer.ask("bind_transceiver", { system_id: "sambung", password: "salah" })).command_status).toBe(0x0e);
    await peer.closed;
  });

  it("misbehaves by the recipient", async () => {
    const { simulator, bound } = await carrier();
    const peer = await bound();
    const statusOf = async (trouble: Parameters<typeof troubledRecipient>[0]) =>
      (await peer.ask("submit_sm", to(troubledRecipient(trouble)))).command_status;
    expect(await statusOf("rejected")).toBe(0x0b);
    expect([await statusOf("throttled"), await statusOf("throttled"), await statusOf("throttled")]).toEqual([
      0x58, 0x58, 0,
    ]);
    expect([await statusOf("full"), await statusOf("full"), await statusOf("full")]).toEqual([0x14, 0x14, 0]);
    expect(await statusOf("receipt-twice")).toBe(0);
    expect(await statusOf("undelivered")).toBe(0);
    await vi.waitUntil(() => simulator.receipts().length === 5, WAIT);
    const states = peer.heard.map((pdu) => [pdu["source_addr"], pdu["message_state"]]);
    expect(states).toEqual([
      [troubledRecipient("throttled"), 2],
      [troubledRecipient("full"), 2],
      [troubledRecipient("receipt-twice"), 2],
      [troubledRecipient("receipt-twice"), 2],
      [troubledRecipient("undelivered"), 5],
    ]);
  });

  it("brings a receipt before the answer, or long after it, or with the recipient's STOP", async () => {
    const { bound } = await carrier();
    const peer = await bound();
    const early = peer.ask("submit_sm", to(troubledRecipient("receipt-first")));
    await vi.waitUntil(() => peer.heard.length === 1, WAIT);
    expect(peer.heard[0]?.["receipted_message_id"]).toBe((await early)["message_id"]);
    const startedMs = performance.now();
    await peer.ask("submit_sm", to(troubledRecipient("receipt-late")));
    await vi.waitUntil(() => peer.heard.length === 2, WAIT);
    expect(performance.now() - startedMs).toBeGreaterThan(250);
    await peer.ask("submit_sm", to(troubledRecipient("stop")));
    await vi.waitUntil(() => peer.heard.length === 4, WAIT);
    expect(peer.heard[3]).toMatchObject({
      esm_class: 0,
      source_addr: troubledRecipient("stop"),
      destination_addr: "TOKO",
    });
  });

  it("takes what it never answers, and breaks the connection", async () => {
    const { simulator, bound } = await carrier();
    const peer = await bound();
    const unanswered = [
      peer.ask("submit_sm", to(troubledRecipient("silent"))),
      peer.ask("submit_sm", to(troubledRecipient("disconnect"))),
    ];
    for (const one of unanswered) one.catch(() => undefined);
    await peer.closed;
    expect(simulator.taken().map(({ recipient }) => recipient)).toEqual([
      troubledRecipient("silent"),
      troubledRecipient("disconnect"),
    ]);
  });

  it("brings receipts again until they are acknowledged, on whatever connection", async () => {
    const { simulator, bound } = await carrier();
    const deaf = await bound();
    deaf.answers = () => 0x64;
    await deaf.ask("submit_sm", to(GOOD));
    await vi.waitUntil(() => deaf.heard.length >= 2, WAIT);
    expect(simulator.receipts()).toEqual([]);
    deaf.close();
    await bound("bind_receiver");
    await vi.waitUntil(() => simulator.receipts().length === 1, WAIT);
    expect(simulator.owed()).toBe(0);
  });

  it("writes ids in one base in answers and in another in receipts, as real ones do", async () => {
    const { bound } = await carrier({ ids: "hex-in-answer" });
    const peer = await bound();
    const answer = await peer.ask("submit_sm", to(GOOD));
    await vi.waitUntil(() => peer.heard.length === 1, WAIT);
    expect(BigInt(`0x${String(answer["message_id"])}`).toString(10)).toBe(peer.heard[0]?.["receipted_message_id"]);
  });
});
