import { ok } from "../../../kernel/index.ts";
import { faulty, type Read } from "./fault-result.ts";
import { type Param, paramOf, paramsText, type ReadAt, readParams } from "./params.ts";

/** One Via value (RFC 3261 §20.42). */
export interface Via {
  /** Upper-case: UDP, TCP, TLS, WS, WSS or an unknown one. */
  readonly transport: string;
  /** Lower-case; an IPv6 address keeps its brackets. */
  readonly host: string;
  readonly port: number | null;
  readonly params: readonly Param[];
}

/** RFC 3261 §8.1.1.7: a branch with this prefix is unique over space and time. */
export const BRANCH_COOKIE = "z9hG4bK";

// Space is legal around the slashes, the colon and the semicolons.
const SENT_BY =
  /[ \t]*SIP[ \t]*\/[ \t]*2\.0[ \t]*\/[ \t]*([-.!%*_+`'~A-Za-z0-9]+)[ \t]+(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_](?:[-A-Za-z0-9_.]*[A-Za-z0-9_.])?)(?:[ \t]*:[ \t]*(\d{1,5}))?/iy;
const AFTER = /[ \t]*(?:,|$)/y;
const PORT_MAX = 65_535;

/** Parses one Via value from `start` to a comma or the end. */
export function readVia(text: string, start: number): Read<ReadAt<Via>> {
  SENT_BY.lastIndex = start;
  const found = SENT_BY.exec(text);
  if (found === null) return faulty("via");
  const [, transport = "", host = "", port] = found;
  const portNumber = port === undefined ? null : Number(port);
  if (portNumber !== null && portNumber > PORT_MAX) return faulty("via");
  const params = readParams(text, SENT_BY.lastIndex);
  if (!params.ok) return faulty("via");
  AFTER.lastIndex = params.value.end;
  const after = AFTER.exec(text);
  if (after === null) return faulty("via");
  const end = after[0].endsWith(",") ? AFTER.lastIndex - 1 : text.length;
  const via = { transport: transport.toUpperCase(), host: host.toLowerCase(), port: portNumber };
  return ok({ value: { ...via, params: params.value.value }, end });
}

/** A Via value as text. */
export function viaText(via: Via): string {
  const port = via.port === null ? "" : `:${via.port}`;
  return `SIP/2.0/${via.transport} ${via.host}${port}${paramsText(via.params)}`;
}

/** The branch if it identifies a transaction by itself; null means that RFC 2543 matching applies. */
export function uniqueBranch(via: Via): string | null {
  const branch = paramOf(via.params, "branch");
  if (branch === undefined || branch === null) return null;
  // RFC 4475 §3.2.1: the magic cookie alone identifies nothing.
  return branch.startsWith(BRANCH_COOKIE) && branch.length > BRANCH_COOKIE.length ? branch : null;
}
