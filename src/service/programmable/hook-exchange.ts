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
/** Fields that hold numbers of people, and those that hold what somebody entered. */
const NUMBERS: ReadonlySet<string> = new Set(["From", "To", "Caller", "Called"]);
const ENTERED: ReadonlySet<string> = new Set(["Digits", "SpeechResult"]);
/** Digits of a number that are shown at its end. */
const SHOWN = 3;
/** Digits in a row, or with something between each two of them, that may be somebody's: a number, a code, a sum. */
const DIGITS = /\d(?:[\s,.:/-]{0,2}\d){2,}/g;
/** What an address asks, wherever it stands in an answer. */
const QUERY = /\?[^\s"'<>]*=[^\s"'<>]*/g;

/**
 * An exchange without what could be somebody's: numbers are masked, what callers entered is, and so is what an address asks, here and in
 * the answer.
 */
export function keptExchange(exchange: HookExchange): HookExchange {
  const fields = Object.fromEntries(
    Object.entries(exchange.fields).map(([name, value]) => [name, maskedField(name, value)]),
  );
  const warnings = exchange.warnings.slice(0, 20);
  // Cut first: nobody waits for a long answer to be masked. A number that is cut is masked as far as it goes.
  const begun = exchange.answer.replaceAll("\u0000", "").slice(0, ANSWER_MAX);
  const answer = maskedDigits(begun);
  return { ...exchange, url: bareUrl(exchange.url), fields, warnings, answer };
}

/**
 * A question about a message that came, with what it answered, without a word of what people write: of each text that stands in a document
 * its length is kept.
 */
export function wordless(exchange: HookExchange): HookExchange {
  const { Body = "", ...fields } = exchange.fields;
  const answer = exchange.answer
    .slice(0, READ_MAX)
    .replaceAll(WORDS, (text) => (text.trim() === "" ? text : lengthOf(text)));
  return { ...exchange, fields: { ...fields, Body: lengthOf(Body) }, answer };
}

/** What stands between tags, or without any; and what may stand there with tags in it. */
const WORDS = /<!(?:\[CDATA\[|--)[\s\S]*?(?:\]\]>|-->|$)|(?<=^|>)[^<]+/g;
const READ_MAX = 8_192;
const lengthOf = (text: string): string => `… (${Array.from(text.trim()).length})`;

/** A text without digits that may be somebody's, and without what addresses in it ask. */
export function maskedDigits(text: string): string {
  return text.replaceAll(QUERY, "?").replaceAll(DIGITS, (digits) => digits.replaceAll(/\d/g, "*"));
}

/** A field as it is kept, by its name: numbers to their last digits, what was entered not at all, addresses without what they ask. */
export function maskedField(name: string, value: string): string {
  if (name.endsWith("Url")) return bareUrl(value);
  if (ENTERED.has(name)) return value.replaceAll(/./g, "*");
  if (!NUMBERS.has(name) || value.length <= SHOWN * 2) return value;
  return `${value.slice(0, -SHOWN).replaceAll(/\d/g, "*")}${value.slice(-SHOWN)}`;
}

function bareUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : `${parsed.origin}${parsed.pathname}`.slice(0, URL_MAX);
}
