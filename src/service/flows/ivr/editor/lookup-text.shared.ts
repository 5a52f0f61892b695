/** The fields of an entry, by the kind of its list. */
export const LOOKUP_FIELDS = {
  prices: ["name", "code", "price", "unit", "conditions"],
  locations: ["name", "code", "kind", "address", "city", "province", "postcode", "phone", "hours"],
} as const;

/** The kind of list in which callers' digits are looked up. */
export type LookupKind = keyof typeof LOOKUP_FIELDS;

const FIELD = /\{([^{}]*)\}/g;
/** Maximum characters of one announced result. */
const TEXT_MAX = 1_000;

/** The fields in a text, each once. */
export function fieldsOf(says: string): readonly string[] {
  return [...new Set([...says.matchAll(FIELD)].map(([, field = ""]) => field.trim()))];
}

/** The announcement of entries, one after the other; a field that an entry lacks is left out. */
export function formatEntries(says: string, entries: readonly Readonly<Record<string, string>>[]): string {
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
    .slice(0, TEXT_MAX);
}
