/** Articles as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ARTICLE_STATES, type ArticleState } from "../../../../src/service/acd/knowledge/limits.shared.ts";
import { addressOf, api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Articles = Answered<"/api/service/information/articles">;
/** An article in a list. */
export type ArticleRow = Articles["items"][number];
/** An article in the editor. */
export type Article = Answered<"/api/service/information/articles/{id}">;
/** A version in a list. */
export type ArticleVersion = Article["versions"][number];
/** Where articles can be suggested automatically. */
export type InformationPlaces = Answered<"/api/service/information/places">;
type Misses = Answered<"/api/service/information/misses">;
/** Searches without results. */
export type Miss = Misses["items"][number];

/** The URL parameters of the list. */
export interface ArticleAddress {
  readonly search?: string;
  readonly state?: string;
  readonly page?: string;
}

/** Articles on one page. */
export const ARTICLES_PAGE = 50;

const stateIn = (text: string | undefined): ArticleState | undefined => ARTICLE_STATES.find((state) => state === text);

/** Prefix of all query keys of the knowledge base. */
export const INFORMATION_KEY = ["service", "information"] as const;

/** Articles by title, filtered by the URL. */
export const articlesQuery = ({ search = "", state, page }: ArticleAddress) => {
  const wanted = stateIn(state);
  const query = {
    ...(search === "" ? {} : { search }),
    ...(wanted === undefined ? {} : { state: wanted }),
    page: Math.max(1, Math.min(1_000, Math.trunc(Number(page ?? "1")) || 1)),
  };
  return queryOptions({
    queryKey: [...INFORMATION_KEY, "articles", query],
    queryFn: () => read<Articles>(api.GET("/api/service/information/articles", { params: { query } })),
    placeholderData: keepPreviousData,
  });
};

/** One article. */
export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: [...INFORMATION_KEY, "article", id],
    queryFn: () => read<Article>(api.GET("/api/service/information/articles/{id}", { params: { path: { id } } })),
  });

/** The text of one version. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: [...INFORMATION_KEY, "version", id, number],
    queryFn: () =>
      read<Answered<"/api/service/information/articles/{id}/versions/{number}">>(
        api.GET("/api/service/information/articles/{id}/versions/{number}", { params: { path: { id, number } } }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Queues, and menu choices of live flows. */
export const placesQuery = queryOptions({
  queryKey: [...INFORMATION_KEY, "places"],
  queryFn: () => read<InformationPlaces>(api.GET("/api/service/information/places")),
});

/** Searches without results, most frequent first. */
export const missesQuery = queryOptions({
  queryKey: [...INFORMATION_KEY, "misses"],
  queryFn: () => read<Misses>(api.GET("/api/service/information/misses")),
});

type Lists = Answered<"/api/service/information/lists">;
/** A list of places or prices in the overview. */
export type ListRow = Lists["items"][number];
/** A list with its versions. */
export type InformationList = Answered<"/api/service/information/lists/{id}">;
/** A version of a list. */
export type ListVersion = InformationList["versions"][number];
/** A page of entries of a list. */
type Entries = Answered<"/api/service/information/lists/{id}/versions/{number}/entries">;
/** An entry of a list. */
export type EntryRow = Entries["items"][number];

/** Entries on one page. */
export const ENTRIES_PAGE = 50;

/** The lists of the call centre, by kind and name. */
export const listsQuery = queryOptions({
  queryKey: [...INFORMATION_KEY, "lists"],
  queryFn: () => read<Lists>(api.GET("/api/service/information/lists")),
});

/** One list with its versions. */
export const listQuery = (id: string) =>
  queryOptions({
    queryKey: [...INFORMATION_KEY, "list", id],
    queryFn: () => read<InformationList>(api.GET("/api/service/information/lists/{id}", { params: { path: { id } } })),
  });

/** A page of entries of one version of a list, which never changes. */
export const entriesQuery = (
  path: { readonly id: string; readonly number: number },
  query: { readonly search: string; readonly page: number },
) =>
  queryOptions({
    queryKey: [...INFORMATION_KEY, "entries", path, query],
    queryFn: () =>
      read<Entries>(
        api.GET("/api/service/information/lists/{id}/versions/{number}/entries", { params: { path, query } }),
      ),
    placeholderData: keepPreviousData,
  });

/** The effect of a file on a list. */
export interface ListPreview {
  readonly entryCount: number;
  readonly unkeyedCount: number;
  readonly sample: readonly EntryRow[];
  readonly faultCount: number;
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly code: string;
    readonly found: string;
    readonly rule: string;
  }[];
}

async function sendList<Body>(address: string, file: File): Promise<Body> {
  const form = new FormData();
  form.append("file", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  const response = await fetch(address, { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as Body;
}

/** Sends a file to the server for a preview; nothing is stored. */
export const previewList = (id: string, file: File): Promise<ListPreview> =>
  sendList(addressOf("/api/service/information/lists/{id}/previews", { path: { id } }), file);

/** Imports a file as the next version of a list. */
export const importList = (
  id: string,
  file: File,
  query: { readonly inForceFrom: string; readonly note: string; readonly expectedNewest: number },
): Promise<{ readonly number: number }> =>
  sendList(addressOf("/api/service/information/lists/{id}/versions", { path: { id }, query }), file);
