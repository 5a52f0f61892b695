import { createHash, createHmac, randomBytes } from "node:crypto";
import { openSipSockets, openTimerWheel, type SipSocketsOptions } from "../src/platform/sip-sockets/index.ts";
import {
  type CheckedRequest,
  claimedUsername,
  type DigestHash,
  type DigestServer,
  headerOf,
  judgeDigest,
  openNonceWatch,
  respond,
  SipAgent,
  type SipResponse,
  statusReason,
  storedSecret,
} from "../src/protocols/sip/index.ts";
import { testLog } from "./database.ts";

/** Behaviour of an answerer. */
export interface AnswererOptions {
  readonly users?: Readonly<Record<string, string>>;
  /** Digest algorithms of its registrar; both by default. */
  readonly algorithms?: DigestServer["algorithms"];
  /** Ringing time before it answers. */
  readonly ringMs: number;
  readonly sockets?: Partial<SipSocketsOptions>;
}

/** A small telephone exchange on loopback: a registrar with digest authentication, and a phone that rings and answers every call. */
export interface SipAnswerer {
  readonly port: number;
  readonly agent: SipAgent;
  /** Numbers of events, by name: "registered", "unproven stale", "confirmed", "ended bye" and so on. */
  readonly told: Record<string, number>;
  counts(): Readonly<Record<string, number>>;
  timers(): number;
  close(): Promise<void>;
}

const REALM = "sambung";
const SDP = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "c=IN IP4 127.0.0.1",
  "t=0 0",
  "m=audio 40000 RTP/AVP 0 8",
  "",
].join("\r\n");

const hash: DigestHash = (algorithm, text) =>
  createHash(algorithm === "MD5" ? "md5" : "sha256")
    .update(text)
    .digest("hex");

/** Opens an answerer on a free port, UDP and TCP. */
export async function openSipAnswerer(options: AnswererOptions): Promise<SipAnswerer> {
  const told: Record<string, number> = {};
  const tell = (what: string) => {
    told[what] = (told[what] ?? 0) + 1;
  };
  const nowMs = () => performance.now();
  const wheel = openTimerWheel(nowMs, (error) => testLog.error({ err: error }, "sip.timer-failed"));
  const key = randomBytes(32);
  const registrar: DigestServer = {
    realm: REALM,
    hash,
    mac: (text) => createHmac("sha256", key).update(text).digest("hex"),
    watch: openNonceWatch({ max: 1_000 }),
    as: "server",
    algorithms: options.algorithms ?? ["SHA-256", "MD5"],
  };
  // The agent needs the port of the sockets, and the sockets pass their messages to the agent.
  const held: { agent: SipAgent | null } = { agent: null };
  const sockets = await openSipSockets({
    host: "127.0.0.1",
    port: 0,
    log: testLog,
    nowMs,
    isTrusted: () => true,
    onMessage: (parsed, source) => held.agent?.take(parsed, source),
    ...options.sockets,
  });
  const agent = new SipAgent({
    address: options.sockets?.host ?? "127.0.0.1",
    port: sockets.port,
    timers: wheel,
    chance: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    send: (bytes, to, transaction) => sockets.send(bytes, to, () => agent.failTransport(transaction)),
    onCall: (call, event) => {
      tell(event.kind === "ended" ? `ended ${event.why}` : event.kind);
      if (event.kind !== "incoming" && event.kind !== "reinvited") return;
      const parts = {
        headers: [{ name: "Content-Type", value: "application/sdp" }],
        body: new TextEncoder().encode(SDP),
      };
      if (event.kind === "reinvited") return call.act({ kind: "answer", parts });
      call.act({ kind: "ring", status: 180, parts: { headers: [], body: new Uint8Array(0) } });
      wheel.arm(call.name, "pick-up", options.ringMs, () => call.act({ kind: "answer", parts }));
    },
    onRequest: (request) => {
      if (request.message.method !== "REGISTER") return null;
      return register(request, registrar, options.users ?? {}, tell);
    },
  });
  held.agent = agent;
  return {
    port: sockets.port,
    agent,
    told,
    counts: () => sockets.counts(),
    timers: () => wheel.size(),
    async close() {
      wheel.close();
      await sockets.close();
    },
  };
}

function register(
  request: CheckedRequest,
  registrar: DigestServer,
  users: Readonly<Record<string, string>>,
  tell: (what: string) => void,
): SipResponse {
  const username = claimedUsername(request.message, registrar) ?? "";
  const password = users[username];
  const secret = password === undefined ? null : storedSecret({ username, realm: REALM, password }, hash);
  const facts = { secret, nowMs: Date.now(), salt: randomBytes(8).toString("hex") };
  const verdict = judgeDigest(request.message, registrar, facts);
  const toTag = randomBytes(4).toString("hex");
  if (verdict.kind === "unproven") {
    tell(`unproven ${verdict.why}`);
    const { status, headers } = verdict;
    return respond(request.message, { status, reason: statusReason(status), toTag, headers });
  }
  tell("registered");
  const contact = headerOf(request.message, "Contact");
  const headers = [
    ...(contact === undefined ? [] : [{ name: "Contact", value: contact }]),
    { name: "Expires", value: "60" },
  ];
  return respond(request.message, { status: 200, reason: "OK", toTag, headers });
}
