import { createHash } from "node:crypto";
import { createSocket } from "node:dgram";
import { isIP } from "node:net";
import { present } from "../../kernel/index.ts";
import { openSipSockets, openTimerWheel, type TimerWheel } from "../../platform/sip-sockets/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { Law } from "../../protocols/audio/index.ts";
import {
  type AgreedAudio,
  audioOffer,
  type LocalAudio,
  type Origin,
  parseSdp,
  serialiseSdp,
} from "../../protocols/sdp/index.ts";
import {
  type AgentParts,
  type DigestHash,
  parseNameAddr,
  type SessionParts,
  SipAgent,
  type SipPeer,
} from "../../protocols/sip/index.ts";
import type { LineTarget } from "./rtp-line.effects.ts";

/** One SIP address of the probe. The opener closes it. */
export interface SipSide {
  readonly agent: SipAgent;
  readonly address: string;
  readonly port: number;
  readonly timers: TimerWheel;
  close(): Promise<void>;
}

/** Dependencies of a side. */
export interface SideParts {
  readonly address: string;
  /** 0, or absent, for a free port. */
  readonly port?: number;
  readonly log: Log;
  readonly nowMs: () => number;
  readonly chance: () => number;
  readonly onCall: AgentParts["onCall"];
}

/** Opens a side. Throws when its port is in use. */
export async function openSipSide(parts: SideParts): Promise<SipSide> {
  const { address, port = 0, log, nowMs, chance, onCall } = parts;
  const timers = openTimerWheel(nowMs, (error) => log.error({ err: error }, "probe.timer-failed"));
  // The agent needs the port of the sockets, and the sockets pass their messages to the agent.
  const held: { agent: SipAgent | null } = { agent: null };
  const sockets = await openSipSockets({
    host: address,
    port,
    log,
    nowMs,
    isTrusted: () => true,
    onMessage: (parsed, source) => held.agent?.take(parsed, source),
  });
  const agent = new SipAgent({
    address,
    port: sockets.port,
    timers,
    chance,
    onCall,
    send: (bytes, to, transaction) => sockets.send(bytes, to, () => agent.failTransport(transaction)),
  });
  held.agent = agent;
  return {
    agent,
    address,
    port: sockets.port,
    timers,
    async close() {
      timers.close();
      await sockets.close();
    },
  };
}

/** The local address from which another address is reached. Nothing is sent. */
export async function addressTowards(far: { readonly address: string; readonly port: number }): Promise<string> {
  const socket = createSocket(isIP(far.address) === 6 ? "udp6" : "udp4");
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.connect(far.port, far.address, resolve);
    });
    return socket.address().address;
  } finally {
    socket.close();
  }
}

/** Our side of a session with media at a port. */
export function localAudio(address: string, port: number): LocalAudio {
  const origin: Origin = { username: "-", sessionId: String(port), version: "1", address };
  return {
    origin,
    address,
    port,
    rtcpPort: null,
    crypto: null,
    end: null,
    codecs: ["PCMA", "PCMU"],
    direction: "sendrecv",
  };
}

/** An offer as the body of an INVITE. */
export function offerParts(local: LocalAudio): SessionParts {
  return sdpParts(serialiseSdp(audioOffer(local)));
}

/** A session description as the body of a message. */
export function sdpParts(sdp: string): SessionParts {
  return {
    headers: [{ name: "Content-Type", value: "application/sdp" }],
    body: new TextEncoder().encode(sdp),
  };
}

/** Parses a body as a session description; null when invalid. */
export function sdpOf(body: Uint8Array) {
  const read = parseSdp(new TextDecoder().decode(body));
  return read.ok ? read.value : null;
}

/** Destination of the negotiated media. */
export function lineTarget({ remote, codec, keysPayloadType }: AgreedAudio): LineTarget {
  const law: Law = codec === "PCMA" ? "alaw" : "ulaw";
  return { address: remote.address, port: remote.port, law, keysPayloadType };
}

/** An address of a URI written by the probe itself. */
export function nameAddr(uri: string) {
  const read = parseNameAddr(`<${uri}>`);
  return present(read.ok ? read.value : null, `an address: ${uri}`);
}

/** A peer over a transport. */
export function peerOf(at: {
  readonly address: string;
  readonly port: number;
  readonly transport: "udp" | "tcp";
}): SipPeer {
  return { ...at, connection: null };
}

/** MD5 and SHA-256 for digest authentication. */
export const digestHash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");
