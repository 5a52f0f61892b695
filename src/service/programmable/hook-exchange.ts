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
/** Fields of which nobody but ourselves fills the values; whoever calls from a browser gives his own names, and may write anything into them. */
const OWN =
  /^(?:(?:Call|Account|Application|ParentCall)Sid|CallStatus|ApiVersion|Direction|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer)[A-Za-z]*)$/;
/** Counts and statuses, whoever gives them. */
const COUNTED = /^(?:Num(?:Media|Segments)|NotifySipResponseCode)$/;
const COUNT = /^\d{1,4}$/;
/** Digits of a number that are shown at its end. */
const SHOWN = 3;
/** Digits in a row, or with something between each two of them, that may be somebody's: a number, a code, a sum. */
const DIGITS = /\d(?:[\s,.:/-]{0,2}\d){2,}/g;
/** What an address asks, wherever it stands in an answer. */
const QUERY = /\?[^\s"'<>]*=[^\s"'<>]*/g;

/**
 * An exchange without what could be somebody's: numbers are masked, what callers entered is, and so is what an address asks, here and in
 * the answer. Of fields that are not the field's own the length is kept alone, and so it is of each text of an answer to what a caller said,
 * since the commonest answer says it back.
 */
export function keptExchange(exchange: HookExchange): HookExchange {
  const fields = Object.fromEntries(
    Object.entries(exchange.fields).map(([name, value]) => [clean(name), clean(keptField(name, value))]),
  );
  const warnings = exchange.warnings.slice(0, 20);
  const shown = exchange.fields["SpeechResult"] === undefined ? exchange.answer : wordsOut(exchange.answer);
  // Cut first: nobody waits for a long answer to be masked. A number that is cut is masked as far as it goes.
  const begun = clean(shown.slice(0, ANSWER_MAX));
  const answer = maskedDigits(begun);
  return { ...exchange, url: bareUrl(exchange.url), fields, warnings, answer };
}

function keptField(name: string, value: string): string {
  if (COUNTED.test(name) && COUNT.test(value)) return value;
  return OWN.test(name) || NUMBERS.has(name) || ENTERED.has(name) ? maskedField(name, value) : lengthOf(value);
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
