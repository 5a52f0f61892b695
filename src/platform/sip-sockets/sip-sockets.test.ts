import dgram from "node:dgram";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import tls from "node:tls";
import { afterEach, describe, expect, it, vi } from "vitest";
import { freePort } from "../../../testkit/free-port.ts";
import { SIP_SAMPLES } from "../../../testkit/sip-samples.ts";
import { parseDatagram, receive, type SipPeer, serialise } from "../../protocols/sip/index.ts";
import { localServerCertificate } from "../signing/index.ts";
import { openLog } from "../telemetry/index.ts";
import type { Parsed } from "./carrier.ts";
import { openSipSockets, type SipSockets, type SipSocketsOptions } from "./sip-sockets.ts";
import { secureContext } from "./stream-layer.ts";

const log = openLog({ process: "test", level: "silent" });
const [INVITE = "", REGISTER = ""] = SIP_SAMPLES;
const LIMIT_MS = 5_000;

interface Heard {
  readonly parsed: Parsed;
  readonly source: SipPeer;
}

const closing: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A promise for the next event; fails when none arrives. */
function mailbox<Letter>() {
  const letters: Letter[] = [];
  const waiting: ((letter: Letter) => void)[] = [];
  return {
    put: (letter: Letter) => {
      const next = waiting.shift();
      if (next === undefined) letters.push(letter);
      else next(letter);
    },
    next: () =>
      new Promise<Letter>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error("nothing came")), LIMIT_MS);
        const take = (letter: Letter) => {
          clearTimeout(late);
          resolve(letter);
        };
        const there = letters.shift();
        if (there === undefined) waiting.push(take);
        else take(there);
      }),
    size: () => letters.length,
  };
}

async function open(options: Partial<SipSocketsOptions> = {}) {
  const heard = mailbox<Heard>();
  const sockets: SipSockets = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log,
    nowMs: () => performance.now(),
    onMessage: (parsed, source) => heard.put({ parsed, source }),
    ...options,
  });
  closing.push(() => sockets.close());
  return { heard, sockets };
}

async function phone() {
  const socket = dgram.createSocket("udp4");
  const heard = mailbox<string>();
  socket.on("message", (bytes) => heard.put(bytes.toString("utf8")));
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closing.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return {
    heard,
    port: socket.address().port,
    say: (text: string, port: number) => socket.send(text, port, "127.0.0.1"),
  };
}

async function dial(port: number) {
  const socket = net.connect({ host: "127.0.0.1", port, noDelay: true });
  const heard = mailbox<string>();
  const closed = mailbox<true>();
  socket.on("data", (bytes) => heard.put(bytes.toString("utf8")));
  socket.on("error", () => undefined);
  socket.on("close", () => closed.put(true));
  closing.push(() => void socket.destroy());
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return { socket, heard, closed };
}

/** A certificate of 127.0.0.1 with its key and its authority. */
async function pairForLoopback() {
  const folder = await mkdtemp(path.join(tmpdir(), "sambung-tls-"));
  closing.push(() => rm(folder, { recursive: true }));
  const names = { organisation: "Uji", rootName: "Uji", hosts: ["127.0.0.1"] };
  const pair = await localServerCertificate(folder, names, Date.now());
  return { ...pair, cert: pair.certificatePem, key: pair.keyPem };
}

/** TLS under a certificate of 127.0.0.1 that both ends trust. */
async function tlsForLoopback(): Promise<NonNullable<SipSocketsOptions["tls"]>> {
  const pair = await pairForLoopback();
  const context = secureContext(pair);
  return { port: 0, context: () => context, authorities: [pair.authorityPem], nameOf: () => "127.0.0.1" };
}

/** A client without a certificate that sends an INVITE from a port where a trunk listens afterwards. */
async function intruderOf(port: number, isTls: boolean) {
  const localPort = await freePort();
  const raw = net.connect({ host: "127.0.0.1", port, localAddress: "127.0.0.1", localPort });
  await new Promise<void>((resolve) => raw.once("connect", resolve));
  const socket = isTls ? tls.connect({ socket: raw, rejectUnauthorized: false }) : raw;
  const received = mailbox<string>();
  socket.on("data", (bytes: Buffer) => received.put(bytes.toString("utf8")));
  socket.on("error", () => undefined);
  socket.write(INVITE);
  closing.push(() => void socket.destroy());
  return { port: localPort, received };
}

/** Waits until a condition on the counters is true. */
function until(isSo: () => boolean): Promise<boolean> {
  return vi.waitUntil(isSo, { timeout: LIMIT_MS, interval: 20 });
}

describe("sockets for SIP", () => {
  it.each([0, 65_536])(
    "fail to send to port %i, which is none though a datagram may name it, and go on",
    async (port) => {
      const { sockets } = await open();
      const nowhere = { transport: "udp", address: "127.0.0.1", port, connection: null } as const;
      let failures = 0;
      sockets.send(Buffer.from("x"), nowhere, () => {
        failures += 1;
      });
      await until(() => failures === 1);
      expect(sockets.counts()["send-failed"]).toBe(1);
    },
  );

  it("receive over UDP where it came from, and answer there", async () => {
    const { heard, sockets } = await open();
    const caller = await phone();
    caller.say(INVITE, sockets.port);
    const { parsed, source } = await heard.next();
    expect(source).toEqual({ transport: "udp", address: "127.0.0.1", port: caller.port, connection: null });
    const received = receive(parsed, source);
    expect(received.kind === "request" && received.request.via.params).toContainEqual({
      name: "rport",
      value: String(caller.port),
    });
    sockets.send(new TextEncoder().encode("answer"), source, () => undefined);
    expect(await caller.heard.next()).toBe("answer");
  });

  it("read TCP whatever its pieces, answer a ping, and answer on the same connection", async () => {
    const { heard, sockets } = await open();
    const { socket, heard: answers } = await dial(sockets.port);
    const both = INVITE + REGISTER;
    for (let at = 0; at < both.length; at += 97) socket.write(both.slice(at, at + 97));
    const first = await heard.next();
    const second = await heard.next();
    expect(
      [first, second].map(({ parsed }) => (parsed.kind === "message" ? parsed.message.kind : parsed.kind)),
    ).toEqual(["request", "request"]);
    socket.write("\r\n\r\n");
    expect(await answers.next()).toBe("\r\n");
    sockets.send(new TextEncoder().encode("answer"), second.source, () => undefined);
    expect(await answers.next()).toBe("answer");
  });

  it("open one connection to another address and use it again", async () => {
    const { sockets } = await open();
    const other = await open();
    const to: SipPeer = { transport: "tcp", address: "127.0.0.1", port: other.sockets.port, connection: null };
    const parsed = parseDatagram(new TextEncoder().encode(INVITE));
    if (parsed.kind !== "message") throw new Error("the sample is no message");
    for (let nth = 0; nth < 2; nth += 1) sockets.send(serialise(parsed.message), to, () => undefined);
    const [first, second] = [await other.heard.next(), await other.heard.next()];
    expect(first.source.connection).toBe(second.source.connection);
  });

  it("answer on a new connection when the one a request came on has gone", async () => {
    const { heard, sockets } = await open();
    const listener = await open();
    const { socket, closed } = await dial(sockets.port);
    socket.write(INVITE);
    const { source } = await heard.next();
    socket.end();
    await closed.next();
    const parsed = parseDatagram(new TextEncoder().encode(INVITE));
    if (parsed.kind !== "message") throw new Error("the sample is no message");
    // Sends to the port that its Via names.
    sockets.send(serialise(parsed.message), { ...source, port: listener.sockets.port }, () => undefined);
    expect((await listener.heard.next()).parsed.kind).toBe("message");
  });

  it("say when they could not send: nobody listens, a name instead of an address, a transport that is not there", async () => {
    const { sockets } = await open();
    const failed = mailbox<string>();
    const send = (to: Partial<SipPeer>, name: string) =>
      sockets.send(
        new TextEncoder().encode("x"),
        { transport: "tcp", address: "127.0.0.1", port: 1, connection: null, ...to },
        () => failed.put(name),
      );
    send({}, "refused");
    send({ address: "sambung.id" }, "name");
    send({ transport: "udp", address: "sambung.id" }, "udp name");
    send({ transport: "wss" }, "wss");
    const names = [await failed.next(), await failed.next(), await failed.next(), await failed.next()];
    expect(names.toSorted()).toEqual(["name", "refused", "udp name", "wss"]);
    expect(sockets.counts()["send-failed"]).toBe(4);
  });

  it("close a stream whose framing is broken, after handing on what can be answered", async () => {
    const { heard, sockets } = await open();
    const { socket, closed } = await dial(sockets.port);
    socket.write(INVITE.replace(/Content-Length: \d+/, "Content-Length: -1"));
    const { parsed } = await heard.next();
    expect(parsed.kind === "bad" && parsed.fault.code).toBe("content-length");
    expect(await closed.next()).toBe(true);
    expect(sockets.counts()["connections-broken"]).toBe(1);
  });

  it("cut off whoever sends a message too slowly, or says nothing, and keep whoever pings", async () => {
    let nowMs = 0;
    const { heard, sockets } = await open({ nowMs: () => nowMs, tcp: { messageMsMax: 10_000, idleMsMax: 60_000 } });
    const slow = await dial(sockets.port);
    const silent = await dial(sockets.port);
    const alive = await dial(sockets.port);
    slow.socket.write(INVITE.slice(0, 40));
    alive.socket.write(INVITE);
    await heard.next();
    // A line end that waits for its second half is a keep-alive, not the start of a message.
    alive.socket.write("\r\n");
    nowMs = 10_001;
    expect(await slow.closed.next()).toBe(true);
    expect(await silent.closed.next()).toBe(true);
    expect(sockets.counts()["connections-slow"]).toBe(2);
    expect(alive.closed.size()).toBe(0);
    nowMs = 80_000;
    expect(await alive.closed.next()).toBe(true);
    expect(sockets.counts()["connections-idle"]).toBe(1);
  });

  it("let no address open more connections than it may", async () => {
    const { heard, sockets } = await open({ tcp: { perAddressMax: 2 } });
    const first = await dial(sockets.port);
    const second = await dial(sockets.port);
    const third = await dial(sockets.port);
    expect(await third.closed.next()).toBe(true);
    expect(sockets.counts()["connections-refused"]).toBe(1);
    first.socket.end();
    await first.closed.next();
    second.socket.write(INVITE);
    await heard.next();
    const fourth = await dial(sockets.port);
    fourth.socket.write(INVITE);
    await heard.next();
  });

  it("drop scanners without a word, and whoever says too much", async () => {
    const { heard, sockets } = await open({ gate: { perSecond: 0, burst: 3, sourcesMax: 10 } });
    const caller = await phone();
    caller.say(INVITE.replace("operator-sbc", "friendly-scanner"), sockets.port);
    await until(() => sockets.counts()["dropped-scanner"] === 1);
    for (let nth = 0; nth < 5; nth += 1) caller.say(INVITE, sockets.port);
    await until(() => sockets.counts()["dropped-rate"] === 3);
    expect(heard.size()).toBe(2);
  });

  it("hear a call for help from an address that says too much, over UDP and TCP, and those up to a limit of their own", async () => {
    const none = { perSecond: 0, burst: 0, sourcesMax: 10 };
    const isUrgent = (firstLine: string) => /^INVITE \S+ SIP\/2\.0$/.test(firstLine);
    const { heard, sockets } = await open({ gate: none, isUrgent, nowMs: () => 0 });
    const caller = await phone();
    caller.say(REGISTER, sockets.port);
    caller.say(INVITE, sockets.port);
    const { parsed } = await heard.next();
    expect(parsed.kind === "message" && parsed.message.kind === "request" ? parsed.message.method : "").toBe("INVITE");
    const stream = await dial(sockets.port);
    stream.socket.write(REGISTER + INVITE);
    expect((await heard.next()).source.transport).toBe("tcp");
    expect(sockets.counts()["dropped-rate"]).toBe(2);
    for (let nth = 0; nth < 60; nth += 1) caller.say(INVITE, sockets.port);
    await until(() => sockets.counts().received === 64);
    expect(heard.size()).toBe(38);
  });

  it("hear a phone that has signed in, whatever others say at its address", async () => {
    const quiet = { perSecond: 0, burst: 1, sourcesMax: 10 };
    const [flooder, device] = [await phone(), await phone()];
    const { heard, sockets } = await open({ gate: quiet, isDevice: ({ port }) => port === device.port });
    for (let nth = 0; nth < 5; nth += 1) flooder.say(INVITE, sockets.port);
    await until(() => sockets.counts()["dropped-rate"] === 4);
    device.say(INVITE, sockets.port);
    await until(() => heard.size() === 2);
    device.say(INVITE, sockets.port);
    await until(() => sockets.counts()["dropped-rate"] === 5);
    expect(heard.size()).toBe(2);
  });

  it("open a dead UDP socket again on the same port", async () => {
    const made: dgram.Socket[] = [];
    const create: NonNullable<SipSocketsOptions["createUdp"]> = (type) => {
      const socket = dgram.createSocket(type);
      made.push(socket);
      return socket;
    };
    const { heard, sockets } = await open({ createUdp: create });
    made[0]?.emit("error", new Error("the network went away"));
    const failed = mailbox<true>();
    sockets.send(new Uint8Array(1), { transport: "udp", address: "127.0.0.1", port: 9, connection: null }, () =>
      failed.put(true),
    );
    expect(await failed.next()).toBe(true);
    await until(() => sockets.counts()["socket-restarts"] === 1);
    const caller = await phone();
    caller.say(INVITE, sockets.port);
    expect((await heard.next()).source.port).toBe(caller.port);
  });

  it("read TLS as they read TCP, answer there, and call another over it where its certificate bears the name", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "sambung-tls-"));
    closing.push(() => rm(folder, { recursive: true }));
    const names = { organisation: "Uji", rootName: "Uji", hosts: ["127.0.0.1"] };
    const pair = await localServerCertificate(folder, names, Date.now());
    const context = secureContext(pair);
    const expected = new Map([
      ["127.0.0.1", "127.0.0.1"],
      ["127.0.0.2", "sambung.id"],
    ]);
    const secret: NonNullable<SipSocketsOptions["tls"]> = {
      port: 0,
      context: () => context,
      authorities: [pair.authorityPem],
      nameOf: (address) => expected.get(address) ?? null,
    };
    const one = await open({ tls: secret });
    const other = await open({ host: "0.0.0.0", tls: secret });
    const port = other.sockets.tlsPort ?? 0;
    const to: SipPeer = { transport: "tls", address: "127.0.0.1", port, connection: null };
    one.sockets.send(new TextEncoder().encode(INVITE), to, () => undefined);
    const { source } = await other.heard.next();
    expect([source.transport, source.connection]).toEqual(["tls", "tls1"]);
    other.sockets.send(new TextEncoder().encode(REGISTER), source, () => undefined);
    expect((await one.heard.next()).source.transport).toBe("tls");
    // A certificate of another name, and an address for which no name is expected.
    const failed = mailbox<string>();
    for (const address of ["127.0.0.2", "127.0.0.3"])
      one.sockets.send(new TextEncoder().encode(INVITE), { ...to, address }, () => failed.put(address));
    expect([await failed.next(), await failed.next()].toSorted()).toEqual(["127.0.0.2", "127.0.0.3"]);
    // A host that shares an address with another host gets a separate connection.
    one.sockets.send(new TextEncoder().encode(INVITE), { ...to, host: "sambung.id" }, () => failed.put("sambung.id"));
    expect(await failed.next()).toBe("sambung.id");
    expect(other.heard.size()).toBe(0);
  });

  it("send a request to the trunk, not over a connection that another program opened from its address and port", async () => {
    const tlsOptions = await tlsForLoopback();
    const { heard, sockets } = await open({ tls: tlsOptions });
    const tcpSide = await open();
    const [tlsIntruder, tcpIntruder] = [
      await intruderOf(sockets.tlsPort ?? 0, true),
      await intruderOf(tcpSide.sockets.port, false),
    ];
    await heard.next();
    await tcpSide.heard.next();
    const trunk = await open({ tls: { ...tlsOptions, port: tlsIntruder.port } });
    const tcpTrunk = await open({ port: tcpIntruder.port });
    const at = { address: "127.0.0.1", connection: null };
    const request = new TextEncoder().encode(REGISTER);
    sockets.send(request, { transport: "tls", ...at, port: tlsIntruder.port }, () => undefined);
    tcpSide.sockets.send(request, { transport: "tcp", ...at, port: tcpIntruder.port }, () => undefined);
    expect((await trunk.heard.next()).source.transport).toBe("tls");
    expect((await tcpTrunk.heard.next()).source.transport).toBe("tcp");
    expect([tlsIntruder.received.size(), tcpIntruder.received.size()]).toEqual([0, 0]);
  });

  it("fail, and use no connection of another program, once the connection of a phone over TLS is gone", async () => {
    const { heard, sockets } = await open({ tls: { ...(await tlsForLoopback()), nameOf: () => null } });
    const intruder = await intruderOf(sockets.tlsPort ?? 0, true);
    const { source } = await heard.next();
    const failed = mailbox<true>();
    const bytes = new TextEncoder().encode(REGISTER);
    sockets.send(bytes, { ...source, connection: "tls999" }, () => failed.put(true));
    expect(await failed.next()).toBe(true);
    expect(intruder.received.size()).toBe(0);
    sockets.send(bytes, source, () => undefined);
    expect(await intruder.received.next()).toContain("REGISTER");
  });

  it.each(["TLSv1.2", "TLSv1.3"] as const)(
    "write nothing over %s before the certificate is verified",
    async (version) => {
      const { context, authorities } = await tlsForLoopback();
      const received = mailbox<string>();
      const closed = mailbox<true>();
      const server = tls.createServer({ ...(await pairForLoopback()), maxVersion: version }, (socket) => {
        socket.on("data", (bytes: Buffer) => received.put(bytes.toString("utf8")));
        socket.on("error", () => undefined);
      });
      server.on("connection", (raw: net.Socket) => raw.once("close", () => closed.put(true)));
      server.on("tlsClientError", () => undefined);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
      const { sockets } = await open({ tls: { port: 0, context, authorities, nameOf: () => "sambung.id" } });
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      const to: SipPeer = { transport: "tls", address: "127.0.0.1", port, connection: null };
      const failed = mailbox<number>();
      for (const nth of [1, 2]) sockets.send(new TextEncoder().encode(INVITE), to, () => failed.put(nth));
      expect([await failed.next(), await failed.next()]).toEqual([1, 2]);
      await closed.next();
      expect(received.size()).toBe(0);
    },
  );

  it("cut off whoever opens TLS and goes no further, as they do a slow sender", async () => {
    let nowMs = 0;
    const folder = await mkdtemp(path.join(tmpdir(), "sambung-tls-"));
    closing.push(() => rm(folder, { recursive: true }));
    const names = { organisation: "Uji", rootName: "Uji", hosts: ["127.0.0.1"] };
    const context = secureContext(await localServerCertificate(folder, names, Date.now()));
    const { sockets } = await open({
      nowMs: () => nowMs,
      tcp: { messageMsMax: 10_000 },
      tls: { port: 0, context: () => context, nameOf: () => null, authorities: [] },
    });
    const silent = await dial(sockets.tlsPort ?? 0);
    const nonsense = await dial(sockets.tlsPort ?? 0);
    nonsense.socket.write(INVITE);
    expect(await nonsense.closed.next()).toBe(true);
    expect(silent.closed.size()).toBe(0);
    nowMs = 10_001;
    expect(await silent.closed.next()).toBe(true);
    expect(sockets.counts()["connections-slow"]).toBe(1);
  });

  it("refuse a port that is taken", async () => {
    const { sockets } = await open();
    await expect(open({ port: sockets.port })).rejects.toThrow(/EADDRINUSE/);
  });
});
