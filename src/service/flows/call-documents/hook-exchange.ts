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

/** What one hook was asked, and what it answered, as it is kept for those who write applications. */
export interface HookExchange {
  readonly tenantId: string;
  /** Of a question about a message that came, that message. */
  readonly callId: string;
  readonly nth: number;
  readonly atMs: number;
  readonly kind: "voice" | "fallback" | "document" | "sound" | "message" | "speech" | "sms";
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly status: number | null;
  readonly durationMs: number;
  /** The field's number of what was wrong. */
  readonly error: number | null;
  readonly fields: Readonly<Record<string, string>>;
  readonly answer: string;
  readonly warnings: readonly { readonly number: number; readonly verb: string; readonly attribute: string | null }[];
}

const ANSWER_MAX = 4_096;
const URL_MAX = 2_048;
/** Counts and statuses, whoever gives them. */
const COUNTED = /^(?:Num(?:Media|Segments)|NotifySipResponseCode)$/;
const COUNT = /^\d{1,4}$/;
/** Digits of a number that are shown at its end. */
const SHOWN = 3;
/** Digits in a row, or with something between each two of them, that may be somebody's: a number, a code, a sum. */
const DIGITS = /\d(?:[\s,.:/-]{0,2}\d){2,}/g;
/** What an address asks, wherever it stands in an answer, also where it names no field. */
const QUERY = /\?[^\s"'<>]*=[^\s"'<>]*|(?<=[\w/.-])\?[^\s"'<>]+/g;
/** A name and a password in an address. */
const USER = /(?<=:\/\/)[^\s/"'<>@]+(?=@)/g;
/** A part of a path that nobody writes by hand, and that is no SID: a key, a token, a digest. */
const KEY =
  /(?<=\/)(?![A-Z]{2}[\da-f]{32}(?:\W|$))(?=[^/"'<>\s]*\d)(?=[^/"'<>\s]*[A-Za-z])[\w.~%+=-]{20,}(?=[/"'<>\s?#]|$)/g;

/**
 * An exchange without what could be somebody's: numbers are masked, what callers entered is, and so is what an address asks, here and in
 * the answer. Of fields that are not the field's own the length is kept alone. What is masked in fields is masked in answers as well, in this
 * one and, by `said`, in all that come later in its call: once a caller has said something, the length of each text is kept.
 */
export function redactExchange(exchange: HookExchange, before: TranscriptWords = EMPTY_TRANSCRIPT): HookExchange {
  const said = collectTranscript(exchange.fields, before);
  const fields = Object.fromEntries(
    Object.entries(exchange.fields).map(([name, value]) => [clean(name), clean(redactField(name, value, said))]),
  );
  const warnings = exchange.warnings.slice(0, 20);
  const shown = said.isSpoken ? wordsOut(exchange.answer) : exchange.answer;
  // Cut first: nobody waits for a long answer to be masked. A number that is cut is masked as far as it goes.
  const begun = clean(redactTranscript(shown, said.words).slice(0, ANSWER_MAX));
  const answer = maskedDigits(begun);
  return { ...exchange, url: redactUrl(exchange.url, said), fields, warnings, answer };
}

/** Where a document sends its call may have in it what was said. */
function redactUrl(url: string, { words }: TranscriptWords): string {
  return redactTranscript(bareUrl(url), words).slice(0, URL_MAX);
}

function redactField(name: string, value: string, said: TranscriptWords): string {
  if (name.endsWith("Url") && isOwnField(name)) return redactUrl(value, said);
  if (COUNTED.test(name) && COUNT.test(value)) return value;
  return isOwnField(name) ? maskedField(name, value) : lengthOf(value);
}

/** A text as databases take it. */
function clean(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

/**
 * A question about a message that came, with what it answered, without a word of what people write: of each text that stands in a document
 * its length is kept.
 */
export function wordless(exchange: HookExchange): HookExchange {
  return { ...exchange, answer: wordsOut(exchange.answer) };
}

const READ_MAX = 8_192;
/** A tag as XML has it: whatever else stands behind a `<` is somebody's text. */
const TAG = /<[?/]?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*[?/]?>/.source;
/** A tag; what may stand between tags with tags in it; a text; a `<` that begins none of them. */
const PIECES = new RegExp(`(${TAG})|<!(?:\\[CDATA\\[|--)[\\s\\S]*?(?:\\]\\]>|-->|$)|[^<]+|(<)`, "g");
const GIVEN_VALUE = /(\svalue\s*=\s*)(?:"([^"]*)"|'([^']*)')/g;

/** A document without its texts, and without the values that it gives others; of what is no document its length alone. */
function wordsOut(answer: string): string {
  const begun = answer.slice(0, READ_MAX);
  const lastAt = begun.lastIndexOf("<");
  // A tag that is cut is left out.
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

/** A text without digits that may be somebody's, and without what addresses in it ask, who signs in there, and keys in their paths. */
export function maskedDigits(text: string): string {
  const bare = text.replaceAll(QUERY, "?").replaceAll(USER, "…").replaceAll(KEY, "…");
  return bare.replaceAll(DIGITS, (digits) => digits.replaceAll(/\d/g, "*"));
}

/** A field as it is kept, by its name: numbers to their last digits, what was entered not at all, addresses without what they ask. */
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
