const NUMBER = /^\+?\d{6,}$/;
const SHOWN_DIGITS = 3;
/** Fields with telephone numbers or texts of people, which are redacted for a reader who checks a delivery. */
const NUMBERS: ReadonlySet<string> = new Set([
  ...["recipient", "sender", "from", "to", "caller", "called"],
  // The names in forms.
  ...["From", "To", "Caller", "Called"],
]);
const TEXTS: ReadonlySet<string> = new Set(["text", "Body"]);
const DEPTH_MAX = 8;

/** A body for display: telephone numbers shortened to their last digits, and without texts of people. */
export function shownBody(body: string): string {
  try {
    return JSON.stringify(hidden(JSON.parse(body), 0), null, 2);
  } catch {
    return "";
  }
}

function hidden(value: unknown, depth: number): unknown {
  if (depth > DEPTH_MAX) return "…";
  if (Array.isArray(value)) return value.map((one) => hidden(one, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => {
      if (typeof of !== "string") return [name, hidden(of, depth + 1)];
      if (TEXTS.has(name)) return [name, of === "" ? "" : "•••"];
      return [name, NUMBERS.has(name) && NUMBER.test(of) ? `•••${of.slice(-SHOWN_DIGITS)}` : of];
    }),
  );
}
