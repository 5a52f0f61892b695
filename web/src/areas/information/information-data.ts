/** Articles as the HTTP API answers with them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ARTICLE_STATES, type ArticleState } from "../../../../src/service/information/limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Articles = Answered<"/api/service/information/articles">;
/** An article in a list. */
export type ArticleRow = Articles["items"][number];
/** An article as it is edited. */
export type Article = Answered<"/api/service/information/articles/{id}">;
/** A version as lists tell of it. */
export type ArticleVersion = Article["versions"][number];
/** Where articles can be shown by themselves. */
export type InformationPlaces = Answered<"/api/service/information/places">;
type Misses = Answered<"/api/service/information/misses">;
/** What was looked for in vain. */
export type Miss = Misses["items"][number];

/** The address of the list. */
export interface ArticleAddress {
  readonly search?: string;
  readonly state?: string;
  readonly page?: string;
}

/** Articles on one page. */
export const ARTICLES_PAGE = 50;

const stateIn = (text: string | undefined): ArticleState | undefined => ARTICLE_STATES.find((state) => state === text);

/** Everything about information begins with this. */
export const INFORMATION_KEY = ["service", "information"] as const;

/** Articles by title, as an address asks for them. */
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

/** Queues, and choices of live flows. */
export const placesQuery = queryOptions({
  queryKey: [...INFORMATION_KEY, "places"],
  queryFn: () => read<InformationPlaces>(api.GET("/api/service/information/places")),
});

/** What was looked for in vain, the most frequent first. */
export const missesQuery = queryOptions({
  queryKey: [...INFORMATION_KEY, "misses"],
  queryFn: () => read<Misses>(api.GET("/api/service/information/misses")),
});
