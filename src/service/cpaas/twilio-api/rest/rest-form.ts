/** Fields of an `application/x-www-form-urlencoded` body: the last value per name, or all values of a repeated field. */
export type RestForm = Readonly<Record<string, string | readonly string[]>>;

/** Maximum number of fields per form. */
const FIELDS_MAX = 200;

/** Parses a form; undefined if it has too many fields. */
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

/** Restores the plus sign of numbers that were sent without percent-encoding: form decoding turns `+62…` into ` 62…`. */
export function withPlus<Fields>(fields: Fields): Fields {
  if (typeof fields !== "object" || fields === null) return fields;
  const restored = Object.entries(fields).map(([name, value]: [string, unknown]) =>
    typeof value === "string" && NUMBER_FIELDS.has(name) ? [name, value.replace(/^ (?=\d)/, "+")] : [name, value],
  );
  return Object.fromEntries(restored) as Fields;
}
