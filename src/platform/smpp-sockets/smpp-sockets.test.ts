import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { connectSmppPeer } from "../../../testkit/smpp-peer.ts";
import {
  answerTo,
  answerWith,
  emptyBody,
  type InboundRequestPdu,
  type MessageOutcome,
  type SessionEnd,
  type StatusName,
  writePdu,
} from "../../protocols/smpp/index.ts";
import { localServerCertificate } from "../signing/index.ts";
import { openTimerWheel, secureContext } from "../sip-sockets/index.ts";
import { openLog } from "../telemetry/index.ts";
import { keepConnected, openSmppListener, pauseMs, type SmppLink } from "./index.ts";

const log = openLog({ process: "test", level: "silent" });
const LIMITS = { bindMsMax: 5_000, enquireMs: 30_000, answerMsMax: 10_000, windowMax: 3, owedMax: 5 };
const WAIT = { timeout: 60_000, interval: 10 };

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

type Listening = Parameters<typeof openSmppListener>[0];

/** An SMSC that accepts every bind and responds to every message, unless configured otherwise. */
async function centre(options: Partial<Omit<Listening, "user">> & { readonly status?: StatusName } = {}) {
  const wheel = openTimerWheel(
    () => performance.now(),
    () => undefined,
  );
  const asked: InboundRequestPdu[] = [];
  const ends: SessionEnd[] = [];
  const outcomes: [string, MessageOutcome["kind"]][] = [];
  const bound: SmppLink[] = [];
  const state = { isSilent: false };
  const listener = await openSmppListener({
    host: "127.0.0.1",
    port: 0,
    tls: null,
    connectionsMax: 10,
    perAddressMax: 10,
    limits: LIMITS,
    systemId: "sambung",
    wheel,
    nowMs: () => performance.now(),
    log,
    user: {
      onBindAsked: (link, pdu) => link.decideBind(options.status ?? "ROK", pdu.sequence),
      onBound: (link) => void bound.push(link),
      onAsked: (link, pdu) => {
        asked.push(pdu);
        if (pdu.command === "submit_sm" && !state.isSilent)
          link.answer(answerWith({ command: pdu.command, sequence: pdu.sequence }, { messageId: `m${asked.length}` }));
      },
      onOutcome: (_link, key, outcome) => void outcomes.push([key, outcome.kind]),
      onEnd: (_link, why) => void ends.push(why),
    },
    ...options,
  });
  closing.push(async () => {
    await listener.close();
    wheel.close();
  });
  return { listener, asked, ends, outcomes, bound, state };
}

/** An ESME that binds to an SMSC and stays bound. */
function program(port: number, options: Partial<Parameters<typeof keepConnected>[0]> = {}) {
  const wheel = openTimerWheel(
    () => performance.now(),
    () => undefined,
  );
  const outcomes: [string, MessageOutcome][] = [];
  const ends: SessionEnd[] = [];
  let times = 0;
  const connector = keepConnected({
    name: "carrier",
    host: "127.0.0.1",
    port,
    tls: null,
    binding: "transceiver",
    limits: LIMITS,
    bind: { ...emptyBody("bind_transceiver"), systemId: "kami", password: "rahasia", interfaceVersion: 0x34 },
    user: {
      onBound: () => {
        times += 1;
      },
      onAsked: (link, pdu) => link.answer(answerTo(pdu, "ROK")),
      onOutcome: (_link, key, outcome) => void outcomes.push([key, outcome]),
      onEnd: (_link, why) => void ends.push(why),
    },
    wheel,
    nowMs: () => performance.now(),
    chance: () => 0,
    log,
    ...options,
  });
  closing.push(async () => {
    await connector.close(500);
    wheel.close();
  });
  return { connector, outcomes, ends, times: () => times };
}

function dial(port: number) {
  const socket = net.connect({ host: "127.0.0.1", port });
  const state = { isClosed: false, bytes: 0 };
  socket.on("error", () => undefined);
  socket.on("close", () => {
    state.isClosed = true;
  });
  closing.push(() => void socket.destroy());
  return { socket, state };
}

const message = (key: string) =>
  ({ key, command: "submit_sm", body: { ...emptyBody("submit_sm"), destAddress: "62812" }, tlvs: {} }) as const;

function bindBytes(): Buffer {
  const body = { ...emptyBody("bind_transceiver"), systemId: "toko", interfaceVersion: 0x34 };
  return Buffer.from(writePdu({ command: "bind_transceiver", status: 0, sequence: 1, body, tlvs: {} }));
}

describe("sockets for SMPP", () => {
  it("serve a program of another implementation: bind, messages, receipts, unbind", async () => {
    const { listener, asked, outcomes, bound, ends } = await centre();
    const peer = await connectSmppPeer(listener.port);
    closing.push(() => peer.close());
    expect(await peer.ask("bind_transceiver", { system_id: "toko", password: "rahasia" })).toMatchObject({
      command: "bind_transceiver_resp",
      command_status: 0,
      system_id: "sambung",
    });
    const answers = await Promise.all(
      ["satu", "dua"].map((text) => peer.ask("submit_sm", { destination_addr: "628123", short_message: text })),
    );
    expect(new Set(answers.map((answer) => answer["message_id"]))).toEqual(new Set(["m1", "m2"]));
    expect(asked).toHaveLength(2);
    bound[0]?.send({ ...message("r1"), command: "deliver_sm" });
    await vi.waitUntil(() => outcomes.length === 1, WAIT);
    expect(peer.heard.map(({ command }) => command)).toEqual(["deliver_sm"]);
    expect((await peer.ask("unbind")).command).toBe("unbind_resp");
    await peer.closed;
    expect(ends).toEqual(["unbound"]);
  });

  it("speak with each other under TLS, and with nobody whose certificate is another's", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "smpps-"));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const names = { organisation: "Uji", rootName: "Uji", hosts: ["127.0.0.1"] };
    const pair = await localServerCertificate(folder, names, Date.now());
    const context = secureContext(pair);
    const { listener } = await centre({ tls: () => context });
    const trusting = program(listener.port, { tls: { authorities: [pair.authorityPem] } });
    await vi.waitUntil(() => trusting.connector.bound() !== null, WAIT);
    trusting.connector.bound()?.send(message("a"));
    await vi.waitUntil(() => trusting.outcomes.length === 1, WAIT);
    const doubting = program(listener.port, { name: "other", tls: { authorities: [] } });
    await vi.waitUntil(() => doubting.ends.length > 0, WAIT);
    expect([doubting.times(), doubting.ends[0]]).toEqual([0, "connection-lost"]);
  });

  it("close a connection that binds too late, and one that is refused", async () => {
    const late = await centre({ limits: { ...LIMITS, bindMsMax: 60 } });
    const idle = dial(late.listener.port);
    await vi.waitUntil(() => idle.state.isClosed, WAIT);
    expect(late.ends).toEqual(["not-bound-in-time"]);
    const strict = await centre({ status: "RBINDFAIL" });
    const peer = await connectSmppPeer(strict.listener.port);
    expect((await peer.ask("bind_transmitter")).command_status).toBe(0x0d);
    await peer.closed;
  });

  it("take no more connections than they may, at all and from one address", async () => {
    const { listener } = await centre({ perAddressMax: 2 });
    const [first, , third] = [dial(listener.port), dial(listener.port), dial(listener.port)];
    await vi.waitUntil(() => third?.state.isClosed, WAIT);
    expect(listener.refused()).toBe(1);
    first?.socket.destroy();
    await vi.waitUntil(() => listener.links().length === 1, WAIT);
    const fourth = dial(listener.port);
    await vi.waitUntil(() => listener.links().length === 2, WAIT);
    expect(fourth.state.isClosed).toBe(false);
  });

  it("cut off one that asks and asks and never reads", async () => {
    const { listener } = await centre();
    const { socket, state } = dial(listener.port);
    socket.write(bindBytes());
    await vi.waitUntil(() => listener.links().some((link) => link.binding() !== null), WAIT);
    socket.pause();
    const enquiry = Buffer.from(writePdu({ command: "enquire_link", status: 0, sequence: 2, body: {}, tlvs: {} }));
    const many = Buffer.concat(Array.from({ length: 4_096 }, () => enquiry));
    const pour = setInterval(() => !socket.destroyed && socket.writableLength < 1_000_000 && socket.write(many), 1);
    closing.push(() => clearInterval(pour));
    await vi.waitUntil(() => listener.links().length === 0, WAIT);
    socket.resume();
    await vi.waitUntil(() => state.isClosed, WAIT);
    expect(listener.refused()).toBe(0);
  });

  it("answer rubbish as the specification says and close a stream that nobody can read", async () => {
    const { listener, ends } = await centre();
    const { socket, state } = dial(listener.port);
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    socket.write("GET / HTTP/1.1\r\n\r\n");
    await vi.waitUntil(() => state.isClosed, WAIT);
    const answer = Buffer.concat(heard);
    expect([answer.readUInt32BE(4), answer.readUInt32BE(8)]).toEqual([0x8000_0000, 0x02]);
    expect(ends).toEqual(["unreadable"]);
  });

  it("come back whenever the connection ends, and know of nothing that was on its way", async () => {
    const one = await centre();
    one.state.isSilent = true;
    const { connector, outcomes, ends, times } = program(one.listener.port);
    await vi.waitUntil(() => connector.bound() !== null, WAIT);
    connector.bound()?.send(message("a"));
    await vi.waitUntil(() => one.asked.length === 1, WAIT);
    for (const link of one.listener.links()) link.destroy();
    await vi.waitUntil(() => times() === 2, WAIT);
    expect(outcomes).toEqual([["a", { kind: "unanswered" }]]);
    expect(ends).toEqual(["connection-lost"]);
  });

  it("say of a message that fits no PDU that it was never written, and go on with the others", async () => {
    const one = await centre();
    const { connector, outcomes, times } = program(one.listener.port, { limits: { ...LIMITS, answerMsMax: 200 } });
    await vi.waitUntil(() => connector.bound() !== null, WAIT);
    const link = connector.bound();
    const unfit = { ...message("a"), body: { ...message("a").body, shortMessage: new Uint8Array(255) } };
    for (const key of ["a", "b", "c", "d", "e"]) link?.send({ ...unfit, key });
    expect(outcomes.map(([, { kind }]) => kind)).toEqual(Array.from({ length: 5 }, () => "unwritable"));
    expect([link?.inFlight(), link?.windowLeft()]).toEqual([0, LIMITS.windowMax]);
    link?.send(message("f"));
    await vi.waitUntil(() => outcomes.length === 6, WAIT);
    // A missing response afterwards is detected in time.
    one.state.isSilent = true;
    link?.send({ ...unfit, key: "g" });
    link?.send(message("h"));
    await vi.waitUntil(() => outcomes.length === 8, WAIT);
    expect(outcomes.slice(5).map(([key, { kind }]) => [key, kind])).toEqual([
      ["f", "answered"],
      ["g", "unwritable"],
      ["h", "unanswered"],
    ]);
    expect([times(), one.asked.length]).toEqual([1, 2]);
  });

  it("try again, and end nothing else, when the bind itself cannot be written", async () => {
    const one = await centre();
    const bind = { ...emptyBody("bind_transceiver"), systemId: "kami", password: "rahasiā", interfaceVersion: 0x34 };
    const { ends, times } = program(one.listener.port, { bind });
    await vi.waitUntil(() => ends.length === 2, WAIT);
    expect([ends, times()]).toEqual([["connection-lost", "connection-lost"], 0]);
    const other = program(one.listener.port, { name: "other" });
    await vi.waitUntil(() => other.connector.bound() !== null, WAIT);
  });

  it("unbind before they go, and do not come back", async () => {
    const one = await centre();
    const { connector, ends } = program(one.listener.port);
    await vi.waitUntil(() => connector.bound() !== null, WAIT);
    await connector.close(1_000);
    expect(ends).toEqual(["unbound"]);
    expect(one.ends).toEqual(["unbound"]);
    expect(connector.bound()).toBeNull();
  });

  it("wait longer after each failure, up to a minute, and never all at the same moment", () => {
    expect([0, 1, 2, 7, 50].map((failures) => pauseMs(failures, 0))).toEqual([250, 500, 1_000, 30_000, 30_000]);
    expect(pauseMs(50, 0.999)).toBeLessThanOrEqual(60_000);
  });

  it("say of what was written last that it was, before they close", async () => {
    const { listener } = await centre({ status: "RINVPASWD" });
    const { socket } = dial(listener.port);
    const heard: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => heard.push(chunk));
    socket.write(bindBytes());
    await vi.waitUntil(() => socket.destroyed, WAIT);
    expect(Buffer.concat(heard).readUInt32BE(8)).toBe(0x0e);
  });
});
