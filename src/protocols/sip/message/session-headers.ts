import { ok } from "../../../kernel/index.ts";
import { faulty, type Read } from "./fault-result.ts";
import { headerOf, headersOf, type SipMessage } from "./message.ts";
import { type NameAddr, parseNameAddr } from "./name-addr.ts";
import { type Param, paramOf, quoted, readParams, unquoted } from "./params.ts";
import { unescaped } from "./uri.ts";

const WORD = /^[ \t]*([^;\s]+)[ \t]*/;
const SECONDS = /^\d{1,9}$/;

function wordAndParams(value: string): Read<{ readonly word: string; readonly params: readonly Param[] }> {
  const found = WORD.exec(value);
  if (found === null) return faulty("header-value");
  const params = readParams(value, found[0].length);
  if (!params.ok || value.slice(params.value.end).trim() !== "") return faulty("header-value");
  return ok({ word: found[1] ?? "", params: params.value.value });
}

/** Session-Expires (RFC 4028 §4): the interval, and the refresher if given. */
export interface SessionExpires {
  readonly seconds: number;
  readonly refresher: "uac" | "uas" | null;
}

/** The Session-Expires of a message; null when it has none. */
export function sessionExpiresOf(message: SipMessage): Read<SessionExpires | null> {
  const value = headerOf(message, "Session-Expires");
  if (value === undefined) return ok(null);
  const read = wordAndParams(value);
  if (!read.ok || !SECONDS.test(read.value.word)) return faulty("header-value");
  const refresher = paramOf(read.value.params, "refresher")?.toLowerCase();
  const known = refresher === "uac" || refresher === "uas" ? refresher : null;
  return ok({ seconds: Number(read.value.word), refresher: known });
}

/** The seconds of Min-SE (RFC 4028 §5), 90 by default. */
export function minSessionOf(message: SipMessage): number {
  const read = wordAndParams(headerOf(message, "Min-SE") ?? "");
  const seconds = read.ok && SECONDS.test(read.value.word) ? Number(read.value.word) : 0;
  return Math.max(MIN_SE_SECONDS, seconds);
}

/** RFC 4028 §5: the minimum session interval. */
const MIN_SE_SECONDS = 90;

/** One Reason (RFC 3326): `SIP ;cause=200` or `Q.850 ;cause=16`. */
export interface Reason {
  readonly protocol: string;
  readonly cause: number | null;
  readonly text: string | null;
}

/** The Reason of a message for a protocol such as "Q.850" or "SIP"; null when there is no valid one. */
export function reasonOf(message: SipMessage, protocol: string): Reason | null {
  for (const { name, value } of message.headers) {
    if (name !== "Reason") continue;
    const read = wordAndParams(value);
    if (!read.ok || read.value.word.toLowerCase() !== protocol.toLowerCase()) continue;
    const cause = paramOf(read.value.params, "cause") ?? "";
    const text = paramOf(read.value.params, "text") ?? null;
    return { protocol, cause: SECONDS.test(cause) ? Number(cause) : null, text: text === null ? null : unquoted(text) };
  }
  return null;
}

/** A Reason as text. */
export function reasonText({ protocol, cause, text }: Reason): string {
  const said = text === null ? "" : `;text=${quoted(text)}`;
  return `${protocol}${cause === null ? "" : `;cause=${cause}`}${said}`;
}

/** Replaces (RFC 3891): the dialog that the new call replaces, with the tags from the recipient's view. */
export interface Replaces {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly isEarlyOnly: boolean;
}

/** The Replaces of a request; null when absent. Two of them, or one without both tags, are refused (§3). */
export function replacesOf(message: SipMessage): Read<Replaces | null> {
  const values = message.headers.filter(({ name }) => name === "Replaces");
  const [only] = values;
  if (only === undefined) return ok(null);
  return values.length > 1 ? faulty("repeated") : replacesIn(only.value);
}

function replacesIn(value: string): Read<Replaces> {
  const read = wordAndParams(value);
  if (!read.ok) return read;
  const { word, params } = read.value;
  const localTag = paramOf(params, "to-tag");
  const remoteTag = paramOf(params, "from-tag");
  if (typeof localTag !== "string" || typeof remoteTag !== "string") return faulty("header-value");
  return ok({ callId: word, localTag, remoteTag, isEarlyOnly: paramOf(params, "early-only") !== undefined });
}

/** Refer-To (RFC 3515): the target of the transfer, and the dialog to replace if given (RFC 3891 §2). */
export interface ReferTo {
  readonly address: NameAddr;
  readonly replaces: Replaces | null;
}

/** The Refer-To of a REFER. A missing, repeated or invalid one, or an incomplete Replaces, is refused (RFC 3515 §2.4.1). */
export function referToOf(message: SipMessage): Read<ReferTo> {
  const [only, ...others] = headersOf(message, "Refer-To");
  if (only === undefined || others.length > 0) return faulty("header-value");
  const address = parseNameAddr(only);
  if (!address.ok) return faulty("header-value");
  const { uri } = address.value;
  const fields = uri.kind === "sip" && uri.headers !== null ? uri.headers.split("&") : [];
  const written = fields.find((field) => /^replaces=/i.test(field));
  if (written === undefined) return ok({ address: address.value, replaces: null });
  const replaces = replacesIn(unescaped(written.slice("replaces=".length)));
  return replaces.ok ? ok({ address: address.value, replaces: replaces.value }) : replaces;
}
