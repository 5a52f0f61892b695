/** Widgets of websites as the HTTP API answers with them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** Widgets, with what a form about one chooses from. */
export type Widgets = Answered<"/api/service/widgets">;
/** One widget whole. */
export type Widget = Answered<"/api/service/widgets/{id}">;
/** A page of numbers that no website has called again. */
export type Blocks = Answered<"/api/service/widget-blocks">;

/** Callers from websites who are blocked for a while. */
export type CallerBlocks = Answered<"/api/service/widget-caller-blocks">;

/** Those that count. */
export const callerBlocksQuery = queryOptions({
  queryKey: ["service", "widgets", "caller-blocks"],
  queryFn: () => read<CallerBlocks>(api.GET("/api/service/widget-caller-blocks")),
});

/** All widgets. */
export const widgetsQuery = queryOptions({
  queryKey: ["service", "widgets", "list"],
  queryFn: () => read<Widgets>(api.GET("/api/service/widgets")),
});

/** One widget; visitors ask while its screen is open. */
export const widgetQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "widgets", "one", id],
    queryFn: () => read<Widget>(api.GET("/api/service/widgets/{id}", { params: { path: { id } } })),
    refetchInterval: 60_000,
  });

/** Numbers that no website has called again, page by page. */
export const blocksQuery = infiniteQueryOptions({
  queryKey: ["service", "widgets", "blocks"],
  queryFn: ({ pageParam }) => {
    const query = pageParam === null ? {} : { after: pageParam };
    return read<Blocks>(api.GET("/api/service/widget-blocks", { params: { query } }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
