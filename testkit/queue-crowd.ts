import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { present } from "../src/kernel/index.ts";
import { openSipSockets, openTimerWheel } from "../src/platform/sip-sockets/index.ts";
import { type AgentCall, type AgentParts, parseNameAddr, SipAgent } from "../src/protocols/sip/index.ts";
import { testLog } from "./database.ts";

/** Time from an action of an agent or a caller to the arrival of the offer at a phone, in milliseconds. */
export interface OfferTimes {
  /** From the answer to the caller, who then joins the queue: an agent was free. */
  readonly entered: number[];
  /** From the agent's hang-up: a caller was waiting. */
  readonly freed: number[];
}

/** Phones of agents and callers of one code on loopback. The opener closes it. */
export interface QueueCrowd {
  readonly phones: readonly { readonly address: string; readonly port: number }[];
  readonly times: OfferTimes;
  /** Calls without an answer, or with an unexpected end. */
  failed(): number;
  /** One call; an agent hangs up after `talkMs`. */
  call(talkMs: number): void;
  /** Callers without an agent, including those not yet in the queue. */
  waiting(): number;
  talking(): number;
  forget(): void;
  hangUp(): void;
  close(): Promise<void>;
}

interface Side {
  readonly agent: SipAgent;
  readonly port: number;
  close(): Promise<void>;
}

interface Caller {
  readonly call: AgentCall;
  readonly talkMs: number;
  answeredMs: number | null;
  isJoined: boolean;
}

interface Crowd {
  readonly times: OfferTimes;
  readonly callers: Map<string, Caller>;
  readonly byCall: Map<string, string>;
  /** Hang-up time of each phone, until it is rung again. */
  readonly hungUpMs: Map<number, number>;
  readonly counted: { failed: number; begun: number; talking: number };
}

async function openSide(address: string, onCall: AgentParts["onCall"]): Promise<Side> {
  const nowMs = () => performance.now();
  const timers = openTimerWheel(nowMs, (error) => testLog.error({ err: error }, "sip.timer-failed"));
  // The agent needs the port of the sockets, and the sockets pass their messages to the agent.
  const held: { agent: SipAgent | null } = { agent: null };
  const sockets = await openSipSockets({
    host: address,
    port: 0,
    log: testLog,
    nowMs,
    isTrusted: () => true,
    onMessage: (parsed, source) => held.agent?.take(parsed, source),
  });
  const agent = new SipAgent({
    address,
    port: sockets.port,
    timers,
    onCall,
    chance: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    send: (bytes, to, transaction) => sockets.send(bytes, to, () => agent.failTransport(transaction)),
  });
  held.agent = agent;
  return {
    agent,
    port: sockets.port,
    async close() {
      timers.close();
      await sockets.close();
    },
  };
}

/**
 * Opens the given number of phones at one address, and the callers at another. No audio is sent, and received audio arrives at
 * one shared port. A phone answers at once; the displayed number identifies the caller.
 */
export async function openQueueCrowd(options: {
  readonly callers: string;
  readonly phones: string;
  readonly count: number;
  readonly code: string;
  readonly sipPort: number;
}): Promise<QueueCrowd> {
  const sink = createSocket({ type: "udp4", recvBufferSize: 4_194_304 });
  await new Promise<void>((resolve) => sink.bind(0, "0.0.0.0", resolve));
  const soundPort = sink.address().port;
  const crowd: Crowd = {
    times: { entered: [], freed: [] },
    callers: new Map(),
    byCall: new Map(),
    hungUpMs: new Map(),
    counted: { failed: 0, begun: 0, talking: 0 },
  };
  const { times, callers, byCall, counted } = crowd;
  const atPhones = session({ address: options.phones, port: soundPort });
  const atCallers = session({ address: options.callers, port: soundPort });
  const openPhone = (nth: number) =>
    openSide(options.phones, (call, event) => {
      if (event.kind === "incoming") {
        const { uri } = event.request.from;
        return takeCall(crowd, { nth, call, number: uri.kind === "sip" ? (uri.user ?? "") : "", parts: atPhones });
      }
      if (event.kind === "reinvited") call.act({ kind: "answer", parts: atPhones });
      if (event.kind === "ended") counted.talking -= 1;
    });
  const phones = await Promise.all(Array.from({ length: options.count }, (_, nth) => openPhone(nth)));
  const side = await openSide(options.callers, (call, event) => {
    const number = byCall.get(call.name) ?? "";
    const caller = callers.get(number);
    if (event.kind === "answered" && caller !== undefined) caller.answeredMs = performance.now();
    if (event.kind === "reinvited") call.act({ kind: "answer", parts: atCallers });
    if (event.kind !== "ended") return;
    if (caller?.isJoined !== true) counted.failed += 1;
    callers.delete(number);
    byCall.delete(call.name);
  });
  const target = `sip:${options.code}@127.0.0.1:${options.sipPort}`;
  return {
    phones: phones.map(({ port }) => ({ address: options.phones, port })),
    times,
    failed: () => counted.failed,
    call(talkMs) {
      counted.begun += 1;
      const number = `+6281${String(counted.begun).padStart(9, "0")}`;
      const call = side.agent.call(
        {
          uri: target,
          to: addressOf(target),
          from: addressOf(`sip:${number}@${options.callers}:${side.port}`),
          callId: randomBytes(10).toString("hex"),
          parts: atCallers,
        },
        { address: "127.0.0.1", port: options.sipPort, transport: "udp", connection: null },
      );
      callers.set(number, { call, talkMs, answeredMs: null, isJoined: false });
      byCall.set(call.name, number);
    },
    waiting: () => [...callers.values()].filter(({ isJoined }) => !isJoined).length,
    talking: () => counted.talking,
    forget() {
      times.entered.length = times.freed.length = 0;
    },
    hangUp: () => hangUpAll(callers),
    async close() {
      await Promise.all([side, ...phones].map((one) => one.close()));
      sink.close();
    },
  };
}

function hangUpAll(callers: ReadonlyMap<string, Caller>): void {
  for (const caller of callers.values()) {
    caller.isJoined = true;
    caller.call.act({ kind: "hang-up", headers: [] });
  }
}

/** A phone is rung: the offer has arrived. It answers, and hangs up after its time. */
function takeCall(
  { times, callers, counted, hungUpMs }: Crowd,
  rung: {
    readonly nth: number;
    readonly call: AgentCall;
    readonly number: string;
    readonly parts: ReturnType<typeof session>;
  },
): void {
  const { nth, call, number, parts } = rung;
  const atMs = performance.now();
  const caller = callers.get(number);
  const freedMs = hungUpMs.get(nth);
  hungUpMs.delete(nth);
  // A caller from before the agent became free had been waiting; a later caller found a free agent.
  const cameMs = caller?.answeredMs ?? atMs;
  if (freedMs !== undefined && cameMs < freedMs) times.freed.push(atMs - freedMs);
  else times.entered.push(atMs - cameMs);
  if (caller !== undefined) caller.isJoined = true;
  call.act({ kind: "answer", parts });
  counted.talking += 1;
  setTimeout(() => {
    hungUpMs.set(nth, performance.now());
    call.act({ kind: "hang-up", headers: [] });
  }, caller?.talkMs ?? 0);
}

function addressOf(uri: string) {
  const read = parseNameAddr(`<${uri}>`);
  return present(read.ok ? read.value : null, `an address: ${uri}`);
}

function session({ address, port }: { readonly address: string; readonly port: number }) {
  const sdp = [
    ...["v=0", `o=- 1 1 IN IP4 ${address}`, "s=-", `c=IN IP4 ${address}`, "t=0 0"],
    ...[`m=audio ${port} RTP/AVP 8`, ""],
  ].join("\r\n");
  return { headers: [{ name: "Content-Type", value: "application/sdp" }], body: new TextEncoder().encode(sdp) };
}
