import {
  type CheckedRequest,
  headerOf,
  parseNameAddr,
  type Replaced,
  replacesIn,
  type Uri,
  unescaped,
} from "../../../protocols/sip/index.ts";
import { withoutFeatureCodeDigits } from "../dial-plan/index.ts";

/** A number or a name as it may stand in a record. */
const PARTY_LETTERS_MAX = 64;
const TEXT = new TextDecoder();

/** What an INVITE says about who calls whom; dialled text and names as they came, cut to what a record holds. */
export interface Parties {
  readonly caller: string;
  readonly called: string;
}

/** Who calls whom. A line vouches for its callers by P-Asserted-Identity (RFC 3325 §9.1); a phone's word is not asked. */
export function partiesOf(request: CheckedRequest, isFromLine: boolean): Parties {
  const asserted = isFromLine ? headerOf(request.message, "P-Asserted-Identity") : undefined;
  const vouched = asserted === undefined ? undefined : parseNameAddr(asserted);
  const from = vouched?.ok === true ? vouched.value.uri : request.from.uri;
  return { caller: cut(userOf(from) ?? "anonymous"), called: cut(userOf(request.uri) ?? "") };
}

/** Languages of the prompts: English only for a phone that prefers English (RFC 3261 §20.3), else Indonesian. */
export function languageOf(request: CheckedRequest): string {
  return /^\s*en\b/i.test(headerOf(request.message, "Accept-Language") ?? "") ? "en" : "id";
}

/** The user part of an address as it was meant: digits of a tel URI without their visual separators (RFC 3966 §3). */
function userOf(uri: Uri): string | null {
  if (uri.kind === "tel") return uri.number.replaceAll(/[-.()]/g, "");
  if (uri.kind !== "sip" || uri.user === null) return null;
  // RFC 3261 §19.1.6: parameters of a telephone number may follow it inside the user part.
  return unescaped(uri.user).split(";")[0] ?? null;
}

function cut(text: string): string {
  return text
    .replaceAll(/[^\P{C}]/gu, "")
    .slice(0, PARTY_LETTERS_MAX)
    .toWellFormed();
}

/** The session description of a message as text; null when it has none. */
export function descriptionOf(message: CheckedRequest["message"] | { readonly body: Uint8Array }): string | null {
  return message.body.length === 0 ? null : TEXT.decode(message.body);
}

/** Whether an offer puts the call on hold: by direction (RFC 3264 §8.4) or by the address that RFC 2543 used. */
export function isHold(sdp: string): boolean {
  const lines = sdp.split(/\r?\n/);
  return lines.some((line) => line === "a=sendonly" || line === "a=inactive" || /^c=IN IP4 0\.0\.0\.0$/.test(line));
}

/** Whom a REFER hands the call to, and the dialog whose place the other one is to take (RFC 3891), if it names one. */
export interface ReferTarget {
  readonly target: string;
  readonly replaced: Replaced | null;
}

/** Reads where a REFER leads; null when it cannot be read. */
export function referTarget(request: CheckedRequest): ReferTarget | null {
  const value = headerOf(request.message, "Refer-To");
  const read = value === undefined ? undefined : parseNameAddr(value);
  if (read?.ok !== true) return null;
  const { uri } = read.value;
  const [replaced, user] = [replacesIn(uri), userOf(uri)];
  // Digits behind a feature code, such as an agent's number, are not recorded.
  const target = user === null ? null : cut(withoutFeatureCodeDigits(user));
  if (replaced === null) return target === null ? null : { target, replaced: null };
  return replaced.ok ? { target: target ?? "", replaced: replaced.value } : null;
}

/** What a far end tells of the REFER that it was asked by. */
export interface ReferProgress {
  /** The SIP status of the referred call, as far as it has come. */
  readonly status: number;
  /** Whether it tells nothing more. */
  readonly isOver: boolean;
  /** The number of the REFER that is meant; null where it does not say so. */
  readonly cseq: number | null;
}

/** Reads a NOTIFY of a REFER (RFC 3515 §2.4.4, RFC 3420); null for any other, and for one that says nothing. */
export function readReferProgress({ message }: CheckedRequest): ReferProgress | null {
  const event = headerOf(message, "Event") ?? "";
  if (!/^\s*refer\s*(?:;|$)/i.test(event)) return null;
  const [, id] = /;\s*id\s*=\s*(\d{1,10})\s*(?:;|$)/i.exec(event) ?? [];
  const [, status] = /^\s*SIP\/2\.0 ([1-6]\d{2})(?: |\r|\n|$)/.exec(TEXT.decode(message.body)) ?? [];
  const isOver = /^\s*terminated\b/i.test(headerOf(message, "Subscription-State") ?? "");
  if (status === undefined && !isOver) return null;
  return { status: Number(status ?? 0), isOver, cseq: id === undefined ? null : Number(id) };
}
