/** What can be said of an entry, by what its list holds. */
export const LOOK_UP_FIELDS = {
  prices: ["name", "code", "price", "unit", "conditions"],
  locations: ["name", "code", "kind", "address", "city", "province", "postcode", "phone", "hours"],
} as const;

/** What a list holds that callers' digits are looked up in. */
export type LookUpKind = keyof typeof LOOK_UP_FIELDS;

const FIELD = /\{([^{}]*)\}/g;
/** Letters that are spoken of one answer at the most. */
const SAID_MAX = 1_000;

/** The fields that a text names, each once. */
export function fieldsOf(says: string): readonly string[] {
  return [...new Set([...says.matchAll(FIELD)].map(([, field = ""]) => field.trim()))];
}

/** What is said of entries, one after the other; a field that an entry lacks is left out. */
export function saidOf(says: string, entries: readonly Readonly<Record<string, string>>[]): string {
  return entries
    .map((entry) =>
      says
        .replaceAll(FIELD, (_, field: string) =>
          Object.hasOwn(entry, field.trim()) ? (entry[field.trim()] ?? "") : "",
        )
        .replaceAll(/\s+/g, " ")
        .trim(),
    )
    .map((text) => (/[.!?]$/.test(text) ? text : `${text}.`))
    .join(" ")
    .slice(0, SAID_MAX);
}
