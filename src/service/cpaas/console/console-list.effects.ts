import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { instantsOf } from "../../telephony/call-history/index.ts";
import { apiErrorOf, type Explanation, explain } from "./api-error.ts";
import { type ListPlace, placeOf, placeText } from "./list-place.ts";

/** The answer of each refusal of the console. */
export const CONSOLE_REFUSALS = {
  "no-such-request": "not-found",
  "no-such-exchange": "not-found",
  "list-place-unfit": "invalid",
  "days-turned-round": "invalid",
} as const satisfies RefusalTable;

/** Localised texts by key. */
export const sayIn =
  ({ texts }: Pick<Kit, "texts">, locale: Locale) =>
  (key: string): string =>
    texts.text(locale, key);

/** Explains an error code; null for no code or an unknown code. */
export function explanationOf(kit: Pick<Kit, "texts">, locale: Locale, code: number | null): Explanation | null {
  const error = code === null ? undefined : apiErrorOf(code);
  return error === undefined ? null : explain(error, sayIn(kit, locale));
}

/** Time zone that defines the days of the call centre. */
export async function zoneOf({ db }: Pick<Kit, "db">, tenantId: string): Promise<string> {
  const row = await db.selectFrom("tenant").select("timeZone").where("id", "=", tenantId).executeTakeFirstOrThrow();
  return row.timeZone;
}

interface RangeQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: string | undefined;
}

interface Bounds {
  readonly from: Date | null;
  readonly until: Date | null;
  readonly after: ListPlace | undefined;
}

/** Parses the time range and the cursor of a list query. */
export function boundsOf(query: RangeQuery, timeZone: string): Result<Bounds, keyof typeof CONSOLE_REFUSALS> {
  const after = placeOf(query.after);
  if (after === null) return refuse("list-place-unfit");
  const days = instantsOf(query, timeZone);
  if (!days.ok) return days;
  const dateOf = (ms: number | null) => (ms === null ? null : new Date(ms));
  return ok({ from: dateOf(days.value.fromMs), until: dateOf(days.value.untilMs), after });
}

/** Builds a page from the rows found; one row more than the page size means that another page follows. */
export function pageOf<Row extends { readonly at: Date; readonly id: string }, View>(
  found: readonly Row[],
  limit: number,
  view: (row: Row) => View,
) {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    items: rows.map(view),
    next: found.length > limit && last !== undefined ? placeText({ atMs: last.at.getTime(), id: last.id }) : null,
  };
}
