/** One request that a program made, as it was answered; what it brought is not masked yet. */
export interface RequestLogEntry {
  readonly tenantId: string;
  /** Null for a program that showed the account's own token, or none that counts. */
  readonly keyId: string | null;
  /** By the token of tests. */
  readonly isTest: boolean;
  readonly atMs: number;
  readonly method: string;
  /** The route; of an address that is none, what is left of it without what it names. */
  readonly path: string;
  readonly status: number;
  /** Twilio's number of what was wrong. */
  readonly error: number | null;
  /** The code of what was wrong below `/api/v1`. */
  readonly errorCode: string | null;
  readonly durationMs: number;
  /** What was asked about or made. */
  readonly sid: string | null;
  readonly params: Readonly<Record<string, string>>;
}

const PATH_MAX = 200;
const FIELDS_MAX = 60;
const SID = /[A-Z]{2}[0-9a-f]{32}/g;
const ONE_SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const DIGITS = /\d{3,}/g;

/** An address without what it names: SIDs and digits of whoever they are. */
export function pathShape(path: string): string {
  const version = path.slice(0, 11);
  const rest = path.slice(11).replaceAll(SID, ":Sid").replaceAll(DIGITS, "*");
  return `${version}${rest}`.slice(0, PATH_MAX);
}

/** The SID that a text is; null for another text. */
export function sidIn(text: unknown): string | null {
  return typeof text === "string" && ONE_SID.test(text) ? text : null;
}

/** Fields of a query or a form as texts; of a field with many values all of them. */
export function fieldTexts(...fields: readonly unknown[]): Readonly<Record<string, string>> {
  const entries = fields
    .flatMap((one) => (typeof one === "object" && one !== null ? Object.entries(one) : []))
    .slice(0, FIELDS_MAX);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value ?? "")]),
  );
}
