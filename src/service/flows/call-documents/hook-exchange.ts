import { redactTranscript } from "./documents/transcript-redaction.ts";
import {
  collectTranscript,
  EMPTY_TRANSCRIPT,
  ENTERED,
  isOwnField,
  lengthOf,
  NUMBERS,
  type TranscriptWords,
} from "./documents/transcript-words.ts";

/** One webhook request and its response, as stored for developers of applications. */
export interface HookExchange {
  readonly tenantId: string;
  /** For a request about an inbound message, the id of the message. */
  readonly callId: string;
  readonly nth: number;
  readonly atMs: number;
  readonly kind: "voice" | "fallback" | "document" | "sound" | "message" | "speech" | "sms";
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly status: number | null;
  readonly durationMs: number;
  /** The Twilio error code; null without one. */
  readonly error: number | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly warnings: readonly { readonly number: number; readonly verb: string; readonly attribute: string | null }[];
}

const ANSWER_MAX = 4_096;
const URL_MAX = 2_048;
/** Counts and statuses, from any source. */
const COUNTED = /^(?:Num(?:Media|Segments)|NotifySipResponseCode)$/;
const COUNT = /^\d{1,4}$/;
/** Number of final digits of a telephone number that are shown. */
const SHOWN = 3;
/** Consecutive digits, also with separators between them, that may be personal: a number, a code, an amount. */
const DIGITS = /\d(?:[\s,.:/-]{0,2}\d){2,}/g;
/** The query of a URL at any position of a response, also without a field name. */
const QUERY = /\?[^\s"'<>]*=[^\s"'<>]*|(?<=[\w/.-])\?[^\s"'<>]+/g;
/** User name and password in a URL. */
const USER = /(?<=:\/\/)[^\s/"'<>@]+(?=@)/g;
/** A path segment that looks generated and is no SID: a key, a token, a digest. */
const KEY =
  /(?<=\/)(?![A-Z]{2}[\da-f]{32}(?:\W|$))(?=[^/"'<>\s]*\d)(?=[^/"'<>\s]*[A-Za-z])[\w.~%+=-]{20,}(?=[/"'<>\s?#]|$)/g;

/**
 * An exchange without personal data: numbers, input of callers, and queries of URLs are masked, here and in the response. Of non-standard fields only the
 * length is stored. Values masked in fields are masked in responses as well, in this one and, by `said`, in all later ones of the call: once a caller has
 * spoken, only the length of each text is stored.
 */
export function redactExchange(exchange: HookExchange, before: TranscriptWords = EMPTY_TRANSCRIPT): HookExchange {
  const said = collectTranscript(exchange.fields, before);
  const fields = Object.fromEntries(
    Object.entries(exchange.fields).map(([name, value]) => [clean(name), clean(redactField(name, value, said))]),
  );
  const warnings = exchange.warnings.slice(0, 20);
  const shown = said.isSpoken ? wordsOut(exchange.answer) : exchange.answer;
  // Truncated first, so that masking a long response takes a bounded time. A truncated number is masked as far as it goes.
  const begun = clean(redactTranscript(shown, said.words).slice(0, ANSWER_MAX));
  const answer = maskedDigits(begun);
  return { ...exchange, url: redactUrl(exchange.url, said), fields, warnings, answer };
}

/** The target URL of a document may contain the caller's words. */
function redactUrl(url: string, { words }: TranscriptWords): string {
  return redactTranscript(bareUrl(url), words).slice(0, URL_MAX);
}

function redactField(name: string, value: string, said: TranscriptWords): string {
  if (name.endsWith("Url") && isOwnField(name)) return redactUrl(value, said);
  if (COUNTED.test(name) && COUNT.test(value)) return value;
  return isOwnField(name) ? maskedField(name, value) : lengthOf(value);
}

/** A text without characters that databases reject. */
function clean(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/** A request about an inbound message with its response, without any text of people: of each text in a document only the length is stored. */
export function wordless(exchange: HookExchange): HookExchange {
  return { ...exchange, answer: wordsOut(exchange.answer) };
}

const READ_MAX = 8_192;
/** A tag as defined by XML: any other text after a `<` may be personal. */
const TAG = /<[?/]?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*[?/]?>/.source;
/** A tag; a comment or CDATA section, which may contain tags; a text; a `<` that begins none of them. */
const PIECES = new RegExp(`(${TAG})|<!(?:\\[CDATA\\[|--)[\\s\\S]*?(?:\\]\\]>|-->|$)|[^<]+|(<)`, "g");
const GIVEN_VALUE = /(\svalue\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;

/** A document without its texts and attribute values; for a response that is no document, its length only. */
function wordsOut(answer: string): string {
  const begun = answer.slice(0, READ_MAX);
  const lastAt = begun.lastIndexOf("<");
  // A truncated tag is left out.
  const isCut = answer.length > READ_MAX && lastAt > begun.lastIndexOf(">");
  const pieces = [...(isCut ? begun.slice(0, lastAt) : begun).matchAll(PIECES)];
  if (pieces.some(([, , stray]) => stray !== undefined)) return lengthOf(answer);
  return pieces
    .map(([piece, tag]) => {
      if (tag === undefined) return piece.trim() === "" ? piece : lengthOf(piece);
      return tag.replaceAll(
        GIVEN_VALUE,
        (_all, name: string, one: string | undefined, other: string | undefined) =>
          `${name}"${lengthOf(one ?? other ?? "")}"`,
      );
    })
    .join("");
}

/** A text without digits that may be personal, and without queries, credentials and keys in its URLs. */
export function maskedDigits(text: string): string {
  const bare = text.replaceAll(QUERY, "?").replaceAll(USER, "…").replaceAll(KEY, "…");
  return bare.replaceAll(DIGITS, (digits) => digits.replaceAll(/\d/g, "*"));
}

/** A field as stored, by its name: numbers with their last digits, no input of callers, URLs without queries. */
export function maskedField(name: string, value: string): string {
  if (name.endsWith("Url")) return bareUrl(value).slice(0, URL_MAX);
  if (ENTERED.has(name)) return value.replaceAll(/./g, "*");
  if (!NUMBERS.has(name) || value.length <= SHOWN * 2) return value;
  return `${value.slice(0, -SHOWN).replaceAll(/\d/g, "*")}${value.slice(-SHOWN)}`;
}

function bareUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : `${parsed.origin}${parsed.pathname.replaceAll(KEY, "…")}`;
}
