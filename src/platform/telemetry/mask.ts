/** Deepest nesting and most members a log line may carry; the rest is cut. */
const DEPTH_MAX = 5;
const MEMBERS_MAX = 50;
const TEXT_MAX = 2_000;

const HIDDEN_KEYS =
  /^(password|passwordHash|token|secret|cookie|authorization|set-cookie|nik|npwp|name|fullName|text|body|message_text|phone|address|email|subject)$/i;
const LONG_NUMBER = /(?<![\w-])\+?\d[\d .-]{6,}\d(?![\w-])/g;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;

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
    members.map(([key, member]) => [key, HIDDEN_KEYS.test(key) ? "***" : maskRecord(member, depth + 1)]),
  );
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
