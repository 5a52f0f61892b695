/** What a call centre keeps of a number, by class. */
export const PERSONAL_CLASSES = [
  "calls",
  "events",
  "recordings",
  "messages",
  "notes",
  "card",
  "callbacks",
  "tickets",
  "blocks",
  "short-messages",
  "traces",
] as const;

/** One of `PERSONAL_CLASSES`. */
export type PersonalClass = (typeof PERSONAL_CLASSES)[number];

/** One thing that is held of a number: `at`, when it is from, `keptUntil`, its own last day where it has one, and its facts. */
export type FoundRow = Readonly<Record<string, unknown>>;

/** What one room holds of numbers, in one class; `Query` is how its store asks for rows (`FoundRow`). */
export interface PersonalPart<Query> {
  readonly name: PersonalClass;
  /** A query for all that is held of a number in the transaction's tenant, in no order; its columns `at` and `kept_until` are asked for. */
  find(number: string): Query;
}
