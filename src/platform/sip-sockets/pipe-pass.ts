import { createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import net from "node:net";

/** The far end of a WebSocket that reaches the switch through the portal. */
export interface PipeEnd {
  /** Whether the browser's own connection was encrypted. */
  readonly transport: "ws" | "wss";
  readonly address: string;
  readonly port: number;
  /** The portal's assertion about a far end without an account, read by the switch. Omitted for a client that registers. */
  readonly pass?: string;
}

const FROM_HEADER = "x-sambung-from";
const PASS_HEADER = "x-sambung-pass";
const FROM = /^(wss?) (\S{2,45}) (\d{1,5})(?: ([\w-]{1,1000}))?$/;
const PORT_MAX = 65_535;

/**
 * The headers by which the portal describes the far end of a pipe. They are signed with a key that both processes share, because other
 * programs on this machine can reach the listener of the switch too.
 */
export function pipeHeaders(key: Uint8Array, end: PipeEnd): Readonly<Record<string, string>> {
  const pass = end.pass === undefined ? "" : ` ${Buffer.from(end.pass).toString("base64url")}`;
  const from = `${end.transport} ${end.address} ${end.port}${pass}`;
  return { [FROM_HEADER]: from, [PASS_HEADER]: passOf(key, from).toString("hex") };
}

/** The far end described by signed headers; null for missing or forged headers. */
export function readPipe(key: Uint8Array, headers: IncomingHttpHeaders): PipeEnd | null {
  const [from, pass] = [headers[FROM_HEADER], headers[PASS_HEADER]];
  if (typeof from !== "string" || typeof pass !== "string") return null;
  const given = Buffer.from(pass, "hex");
  const right = passOf(key, from);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [, transport, address = "", port = "", vouched] = FROM.exec(from) ?? [];
  if ((transport !== "ws" && transport !== "wss") || net.isIP(address) === 0 || Number(port) > PORT_MAX) return null;
  const end: PipeEnd = { transport, address, port: Number(port) };
  return vouched === undefined ? end : { ...end, pass: Buffer.from(vouched, "base64url").toString() };
}

function passOf(key: Uint8Array, from: string): Buffer {
  return createHmac("sha256", key).update(`sip pipe ${from}`).digest();
}
