/** The classes of data that a call centre stores for a number. */
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

/** One stored row of a number: `at`, its date, `keptUntil`, its own last day if it has one, and its facts. */
export type FoundRow = Readonly<Record<string, unknown>>;

/** The data of one class that a module stores for numbers; `Query` is the type of its query for rows (`FoundRow`). */
export interface PersonalPart<Query> {
  readonly name: PersonalClass;
  /** A query for all rows of a number in the transaction's tenant, in no order; its columns `at` and `kept_until` are required. */
  find(number: string): Query;
}
