import { z } from "zod";

/** Things of one page at the most, and where nothing else is asked for. */
const PAGE = { most: 100, usual: 25 } as const;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PLACE = new RegExp(`^([0-9a-z]{1,11})-(${UUID})$`);

/** The last instant there is (ECMAScript, "Time Values and Time Range"). */
const INSTANT_MAX_MS = 8_640_000_000_000_000;

/** How many things a page has. */
export const limitField = z.coerce
  .number()
  .int()
  .min(1)
  .max(PAGE.most)
  .default(PAGE.usual)
  .describe("Things of one page.");

/** What a list is asked for page by page: `next` of the page before, unchanged. */
export const pageQuery = {
  after: z.string().regex(PLACE).refine(isInstant).optional().describe("`next` of the page before, unchanged."),
  limit: limitField,
} as const;

/** The same for lists that are not ordered by an instant: the id of the last thing. */
export const pageByIdQuery = {
  after: z.uuid().optional().describe("`next` of the page before, unchanged."),
  limit: limitField,
} as const;

/** The place of a thing in a list that is ordered by an instant. */
export interface ListPlace {
  readonly id: string;
  readonly atMs: number;
}

/** A place as programs get it, and give it back. */
export function writePlace({ id, atMs }: ListPlace): string {
  return `${atMs.toString(36)}-${id}`;
}

/** The place that a list goes on behind; undefined for its beginning. */
export function readPlace(after: string | undefined): ListPlace | undefined {
  const [, at, id] = PLACE.exec(after ?? "") ?? [];
  return at === undefined || id === undefined ? undefined : { id, atMs: Number.parseInt(at, 36) };
}

function isInstant(after: string): boolean {
  return (readPlace(after)?.atMs ?? 0) <= INSTANT_MAX_MS;
}

/** One page out of what was found, which is one more than the page holds where there is another behind it. */
export function cutList<Item>(
  found: readonly Item[],
  limit: number,
  placeOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? placeOf(last) : null };
}
