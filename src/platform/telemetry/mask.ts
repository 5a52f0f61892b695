import { isIP } from "node:net";

/** Maximum depth of nesting and number of members in a log line; the rest is cut. */
const DEPTH_MAX = 5;
const MEMBERS_MAX = 50;
const TEXT_MAX = 2_000;

/** Words that mark a field as personal or secret anywhere in its name, and words that do so at its end. */
const HIDDEN_WORDS = new Set(
  "password passphrase secret token cookie authorization nik npwp phone address email mail".split(" "),
);
const HIDDEN_LAST_WORDS = new Set(["name", "text", "body", "subject", ...HIDDEN_WORDS]);
const LONG_NUMBER = /(?<![\w-])\+?\d[\d .-]{6,}\d(?![\w-])/g;
const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g;

/** Replaces all but the last three digits of every number of eight or more digits, and the local part of e-mail addresses. */
export function maskText(text: string): string {
  const cut = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
  return cut.replace(EMAIL, (found) => `***@${found.split("@")[1] ?? ""}`).replace(LONG_NUMBER, maskNumber);
}

const ISO_DATE = /^(19|20)\d\d-\d\d-\d\d/;

function maskNumber(found: string): string {
  if (ISO_DATE.test(found)) return found;
  const digits = found.replace(/\D/g, "");
  return digits.length < 8 ? found : `***${digits.slice(-3)}`;
}

/** A copy of a log record without personal data: named fields hidden, long numbers and e-mail addresses masked in texts. */
export function maskRecord(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return maskText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= DEPTH_MAX) return "…";
  if (value instanceof Error) return maskError(value);
  if (Array.isArray(value)) return value.slice(0, MEMBERS_MAX).map((member) => maskRecord(member, depth + 1));
  const members = Object.entries(value).slice(0, MEMBERS_MAX);
  return Object.fromEntries(
    members.map(([key, member]) => [
      key,
      isHidden(key) ? "***" : isSourceIp(key, member) ? member : maskRecord(member, depth + 1),
    ]),
  );
}

/** The field `ip` holds the address of a source with wrong credentials, and is written unmasked. */
function isSourceIp(key: string, value: unknown): boolean {
  return key === "ip" && typeof value === "string" && isIP(value) !== 0;
}

/** Matches `personName`, `person_name` and `person-name` alike. */
function isHidden(key: string): boolean {
  const words = key
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return HIDDEN_LAST_WORDS.has(words.at(-1) ?? "") || words.some((word) => HIDDEN_WORDS.has(word));
}

function maskError(error: Error): Record<string, unknown> {
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return {
    type: error.constructor.name,
    message: maskText(error.message),
    stack: maskText(error.stack ?? ""),
    ...code,
  };
}
