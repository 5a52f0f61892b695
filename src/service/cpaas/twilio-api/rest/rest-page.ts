import { z } from "zod";

/** Maximum page size, as in Twilio's API. */
const PAGE_SIZE_MAX = 1_000;
const PAGE_SIZE = 50;
/** Page token: the id of the last item, and the instant if the list is ordered by a value that may change. */
const TOKEN = /^PT([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{12})?$/;
const MS_DIGITS = 12;

/** Paging parameters; the page token identifies the last item of the page before. */
export const PAGE_QUERY = {
  PageSize: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE),
  Page: z.coerce.number().int().min(0).max(1_000_000).default(0),
  PageToken: z.string().regex(TOKEN).optional(),
} as const;

/** Paging fields of a response. There is no link to the previous page: API clients store the pages they have read. */
export const pageSchema = z.object({
  page: z.number(),
  page_size: z.number(),
  start: z.number(),
  end: z.number(),
  uri: z.string(),
  first_page_uri: z.string(),
  next_page_uri: z.string().nullable(),
  previous_page_uri: z.null(),
});

/** Paging parameters of a request. */
interface PageQuery {
  readonly PageSize: number;
  readonly Page: number;
  readonly PageToken?: string | undefined;
}

/** Cursor of the page; undefined for the first. */
export function pageStart({ PageToken }: PageQuery): { readonly id: string; readonly atMs: number } | undefined {
  if (PageToken === undefined) return undefined;
  const parts = TOKEN.exec(PageToken)?.slice(1, 6) ?? [];
  const at = TOKEN.exec(PageToken)?.[6];
  return { id: parts.join("-"), atMs: at === undefined ? 0 : Number.parseInt(at, 16) };
}

function tokenOf({ id, atMs }: { readonly id: string; readonly atMs?: number }): string {
  const at = atMs === undefined ? "" : atMs.toString(16).padStart(MS_DIGITS, "0");
  return `PT${id.replaceAll("-", "")}${at}`;
}

/** Builds one page from the items found; one item more than the page size means that another page follows. */
export function cutPage<Item extends { readonly id: string; readonly atMs?: number }>(
  found: readonly Item[],
  asked: { readonly path: string; readonly query: PageQuery & Readonly<Record<string, unknown>> },
  token: (item: Item) => string = tokenOf,
): { readonly items: readonly Item[]; readonly page: z.infer<typeof pageSchema> } {
  const { PageSize: size, Page: page, PageToken: shown, ...filter } = asked.query;
  const items = found.slice(0, size);
  const last = items.at(-1);
  const uriOf = (own: Readonly<Record<string, unknown>>): string => {
    const fields = Object.entries({ ...filter, PageSize: size, ...own }).flatMap(([name, value]) =>
      [value]
        .flat()
        .flatMap((one): [string, string][] =>
          typeof one === "string" || typeof one === "number" ? [[name, String(one)]] : [],
        ),
    );
    return `${asked.path}?${new URLSearchParams(fields).toString()}`;
  };
  const next = found.length > size && last !== undefined ? uriOf({ Page: page + 1, PageToken: token(last) }) : null;
  return {
    items,
    page: {
      page,
      page_size: size,
      start: page * size,
      end: page * size + Math.max(0, items.length - 1),
      uri: uriOf({ Page: page, PageToken: shown }),
      first_page_uri: uriOf({ Page: 0 }),
      next_page_uri: next,
      previous_page_uri: null,
    },
  };
}
