/** What one hook was asked, and what it answered, as it is kept for those who write applications. */
export interface HookExchange {
  readonly tenantId: string;
  readonly callId: string;
  readonly nth: number;
  readonly atMs: number;
  readonly kind: "voice" | "fallback" | "document" | "sound";
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

/** An exchange without what could be somebody's: numbers are masked, what callers entered is, and so is what an address asks. */
export function keptExchange(exchange: HookExchange): HookExchange {
  const fields = Object.fromEntries(
    Object.entries(exchange.fields).map(([name, value]) => [name, maskedField(name, value)]),
  );
  const warnings = exchange.warnings.slice(0, 20);
  const answer = exchange.answer.replaceAll("\u0000", "").slice(0, ANSWER_MAX);
  return { ...exchange, url: bareUrl(exchange.url), fields, warnings, answer };
}

function maskedField(name: string, value: string): string {
  if (ENTERED.has(name)) return value.replaceAll(/./g, "*");
  if (!NUMBERS.has(name) || value.length <= SHOWN * 2) return value;
  return `${value.slice(0, -SHOWN).replaceAll(/\d/g, "*")}${value.slice(-SHOWN)}`;
}

function bareUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? "" : `${parsed.origin}${parsed.pathname}`.slice(0, URL_MAX);
}
