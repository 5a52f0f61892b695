import { z } from "zod";

/** Maximum and default page size. */
const PAGE = { most: 100, usual: 25 } as const;

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PLACE = new RegExp(`^([0-9a-z]{1,11})-(${UUID})$`);

/** The latest instant of ECMAScript ("Time Values and Time Range"). */
const INSTANT_MAX_MS = 8_640_000_000_000_000;

/** Page size of a list. */
export const limitField = z.coerce.number().int().min(1).max(PAGE.most).default(PAGE.usual).describe("Items per page.");

/** Paging fields of a list: `after` is `next` of the page before, unchanged. */
export const pageQuery = {
  after: z.string().regex(PLACE).refine(isInstant).optional().describe("`next` of the previous page, unchanged."),
  limit: limitField,
} as const;

/** Paging fields of lists that are not ordered by an instant: the cursor is the id of the last item. */
export const pageByIdQuery = {
  after: z.uuid().optional().describe("`next` of the previous page, unchanged."),
  limit: limitField,
} as const;

/** Cursor of a list that is ordered by an instant. */
export interface ListPlace {
  readonly id: string;
  readonly atMs: number;
}

/** Serialises a cursor for API clients. */
export function writePlace({ id, atMs }: ListPlace): string {
  return `${atMs.toString(36)}-${id}`;
}

/** Parses a cursor; undefined for the beginning of the list. */
export function readPlace(after: string | undefined): ListPlace | undefined {
  const [, at, id] = PLACE.exec(after ?? "") ?? [];
  return at === undefined || id === undefined ? undefined : { id, atMs: Number.parseInt(at, 36) };
}

function isInstant(after: string): boolean {
  return (readPlace(after)?.atMs ?? 0) <= INSTANT_MAX_MS;
}

/** Builds one page from the items found; one item more than the page size means that another page follows. */
export function cutList<Item>(
  found: readonly Item[],
  limit: number,
  placeOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly next: string | null } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? placeOf(last) : null };
}
