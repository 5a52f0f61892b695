/** The fields of a body of `application/x-www-form-urlencoded`: of each name the last value, or all where a name has many. */
export type RestForm = Readonly<Record<string, string | readonly string[]>>;

/** Fields of one form at the most. */
const FIELDS_MAX = 200;

/** Reads a form; undefined where it has more fields than any form of ours. */
export function readForm(text: string): RestForm | undefined {
  const values = new Map<string, string[]>();
  let fields = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    fields += 1;
    if (fields > FIELDS_MAX) return undefined;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries(
    Array.from(values, ([name, [first = "", ...more]]) => [name, more.length === 0 ? first : [first, ...more]]),
  );
}

const NUMBER_FIELDS: ReadonlySet<string> = new Set(["From", "To", "PhoneNumber"]);

/** The same fields with the plus of numbers that were sent without being encoded: a form reads `+62…` as ` 62…`. */
export function withPlus<Fields>(fields: Fields): Fields {
  if (typeof fields !== "object" || fields === null) return fields;
  const restored = Object.entries(fields).map(([name, value]: [string, unknown]) =>
    typeof value === "string" && NUMBER_FIELDS.has(name) ? [name, value.replace(/^ (?=\d)/, "+")] : [name, value],
  );
  return Object.fromEntries(restored) as Fields;
}
