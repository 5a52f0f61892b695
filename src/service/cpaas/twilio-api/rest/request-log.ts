/** One answered request of an API client; its parameters are not masked yet. */
export interface RequestLogEntry {
  readonly tenantId: string;
  /** Null for the account's auth token, or without valid credentials. */
  readonly keyId: string | null;
  /** Whether the request used the test token. */
  readonly isTest: boolean;
  readonly atMs: number;
  readonly method: string;
  /** Path pattern of the route; for an unknown path, the path without identifiers. */
  readonly path: string;
  readonly status: number;
  /** Twilio's error number. */
  readonly error: number | null;
  /** Error code of a request below `/api/v1`. */
  readonly errorCode: string | null;
  readonly durationMs: number;
  /** SID of the resource that the request concerned or created. */
  readonly sid: string | null;
  readonly params: Readonly<Record<string, string>>;
}

const PATH_MAX = 200;
const FIELDS_MAX = 60;
const SID = /[A-Z]{2}[0-9a-f]{32}/g;
const ONE_SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const DIGITS = /\d{3,}/g;

/** Replaces SIDs and digits in a path, which may identify resources or people. */
export function pathShape(path: string): string {
  const version = path.slice(0, 11);
  const rest = path.slice(11).replaceAll(SID, ":Sid").replaceAll(DIGITS, "*");
  return `${version}${rest}`.slice(0, PATH_MAX);
}

/** Returns the text if it is a SID; null for other texts. */
export function sidIn(text: unknown): string | null {
  return typeof text === "string" && ONE_SID.test(text) ? text : null;
}

/** Query or form fields as texts, with all values of a repeated field. */
export function fieldTexts(...fields: readonly unknown[]): Readonly<Record<string, string>> {
  const entries = fields
    .flatMap((one) => (typeof one === "object" && one !== null ? Object.entries(one) : []))
    .slice(0, FIELDS_MAX);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value ?? "")]),
  );
}
