import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import { type VisitPass, writeVisitPass } from "../src/service/telephony/phones/index.ts";

/** The connection of a website caller to the switch, with messages written by the test. */
export interface WebCallerSocket {
  readonly callId: string;
  readonly tag: string;
  /** Received messages, in order. */
  readonly came: readonly string[];
  /** Sends a request; `inside` is the far end's tag. Returns the status of the final response. */
  ask(method: string, to: string, how?: SipRequestOptions): Promise<number>;
  /** Sends a request that gets no response. */
  say(method: string, to: string, how?: SipRequestOptions): void;
  /** Resolves once the connection has ended. */
  readonly gone: Promise<void>;
  close(): void;
}

/** Overrides of a request's defaults. */
export interface SipRequestOptions {
  readonly inside?: string;
  readonly callId?: string;
  readonly tag?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  readonly branch?: string;
}

const ANSWER_MS_MAX = 8_000;
const POLL_MS = 20;

/** Connects with a pass, as the portal admits a website caller: `url` is the site's of a test switch. */
export async function openWebCallerSocket(url: string, pass: VisitPass | string): Promise<WebCallerSocket> {
  const text = typeof pass === "string" ? pass : writeVisitPass(pass);
  const address = `${url.replace("http", "ws")}/sip?pass=${encodeURIComponent(text)}`;
  const socket = new WebSocket(address, ["sip"]);
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const came: string[] = [];
  const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("message", (data: Buffer) => void came.push(data.toString("utf8")));
  const [callId, tag] = [randomUUID(), randomUUID().slice(0, 8)];
  let cseq = 0;
  const say = (method: string, to: string, how: SipRequestOptions = {}): number => {
    cseq += 1;
    const { inside, body = "", headers = [], branch = `z9hG4bK${randomUUID()}` } = how;
    const lines = [
      `${method} sip:${to}@127.0.0.1 SIP/2.0`,
      `Via: SIP/2.0/WS visitor.invalid;branch=${branch}`,
      `From: <sip:anonymous@127.0.0.1>;tag=${how.tag ?? tag}`,
      `To: <sip:${to}@127.0.0.1>${inside === undefined ? "" : `;tag=${inside}`}`,
      `Call-ID: ${how.callId ?? callId}`,
      `CSeq: ${cseq} ${method}`,
      "Contact: <sip:anonymous@visitor.invalid;transport=ws>",
      "Max-Forwards: 70",
      ...headers,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    socket.send(`${lines.join("\r\n")}\r\n\r\n${body}`);
    return cseq;
  };
  return {
    callId,
    tag,
    came,
    gone,
    say: (...request) => void say(...request),
    ask: async (method, to, how) => {
      const number = say(method, to, how);
      const isAnswer = new RegExp(`^SIP/2\\.0 ([2-6]\\d\\d) [\\s\\S]*\\r\\nCSeq: ${number} ${method}\\r\\n`);
      for (const endsAt = performance.now() + ANSWER_MS_MAX; performance.now() < endsAt; await delay(POLL_MS)) {
        const status = came.map((text) => isAnswer.exec(text)?.[1]).find((one) => one !== undefined);
        if (status !== undefined) return Number(status);
      }
      throw new Error(`nothing answered ${method} ${to}`);
    },
    close: () => socket.terminate(),
  };
}

const FINGERPRINT = Array.from({ length: 32 }, (_, nth) => (nth + 16).toString(16).toUpperCase()).join(":");

/** A browser's offer without a real media endpoint. */
export const BROWSER_OFFER = offerOf("UDP/TLS/RTP/SAVPF", [
  ...["a=rtcp-mux", "a=mid:0", "a=ice-ufrag:abcd", "a=ice-pwd:0123456789abcdef012345", "a=setup:actpass"],
  `a=fingerprint:sha-256 ${FINGERPRINT}`,
]);

/** Unencrypted media to an arbitrary address. */
export const PLAIN_OFFER = offerOf("RTP/AVP", []);

function offerOf(protocol: string, attributes: readonly string[]): string {
  const head = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1", "t=0 0"];
  const media = [`m=audio 40404 ${protocol} 8 101`, "a=rtpmap:8 PCMA/8000", "a=rtpmap:101 telephone-event/8000"];
  return `${[...head, ...media, ...attributes, "a=sendrecv"].join("\r\n")}\r\n`;
}

/** The header that goes with an offer. */
export const DESCRIBED = ["Content-Type: application/sdp"] as const;
