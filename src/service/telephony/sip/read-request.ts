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

/** Maximum length of a number or a name in a record. */
const PARTY_LETTERS_MAX = 64;
const TEXT = new TextDecoder();

/** Caller and called party of an INVITE; dialled text and names as received, cut to the length of a record. */
export interface Parties {
  readonly caller: string;
  readonly called: string;
}

/** Caller and called party. A trunk asserts its callers by P-Asserted-Identity (RFC 3325 §9.1); the From of a phone is not used. */
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

/** The user part of an address, normalised: digits of a tel URI without their visual separators (RFC 3966 §3). */
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

/** The target of a REFER, and the dialog that the target is to replace (RFC 3891), if named. */
export interface ReferTarget {
  readonly target: string;
  readonly replaced: Replaced | null;
}

/** Parses the target of a REFER; null when it is malformed. */
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

/** A far end's progress report on a REFER sent to it. */
export interface ReferProgress {
  /** The latest SIP status of the referred call. */
  readonly status: number;
  /** Whether no further report follows. */
  readonly isOver: boolean;
  /** The CSeq number of the REFER; null where not given. */
  readonly cseq: number | null;
}

/** Parses a NOTIFY of a REFER (RFC 3515 §2.4.4, RFC 3420); null for any other, and for one without a status. */
export function readReferProgress({ message }: CheckedRequest): ReferProgress | null {
  const event = headerOf(message, "Event") ?? "";
  if (!/^\s*refer\s*(?:;|$)/i.test(event)) return null;
  const [, id] = /;\s*id\s*=\s*(\d{1,10})\s*(?:;|$)/i.exec(event) ?? [];
  const [, status] = /^\s*SIP\/2\.0 ([1-6]\d{2})(?: |\r|\n|$)/.exec(TEXT.decode(message.body)) ?? [];
  const isOver = /^\s*terminated\b/i.test(headerOf(message, "Subscription-State") ?? "");
  if (status === undefined && !isOver) return null;
  return { status: Number(status ?? 0), isOver, cseq: id === undefined ? null : Number(id) };
}
