/** Website widgets, as returned by the HTTP API. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The widgets, with the choices of the widget form. */
export type Widgets = Answered<"/api/service/widgets">;
/** One widget with all its data. */
export type Widget = Answered<"/api/service/widgets/{id}">;
/** A page of numbers that no widget calls back. */
export type Blocks = Answered<"/api/service/widget-blocks">;

/** Web callers that are blocked for a while. */
export type CallerBlocks = Answered<"/api/service/widget-caller-blocks">;

/** The blocks of web callers that are in force. */
export const callerBlocksQuery = queryOptions({
  queryKey: ["service", "widgets", "caller-blocks"],
  queryFn: () => read<CallerBlocks>(api.GET("/api/service/widget-caller-blocks")),
});

/** All widgets. */
export const widgetsQuery = queryOptions({
  queryKey: ["service", "widgets", "list"],
  queryFn: () => read<Widgets>(api.GET("/api/service/widgets")),
});

/** One widget; refetched each minute while its screen is open, because web users keep using it. */
export const widgetQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "widgets", "one", id],
    queryFn: () => read<Widget>(api.GET("/api/service/widgets/{id}", { params: { path: { id } } })),
    refetchInterval: 60_000,
  });

/** Numbers that no widget calls back, page by page. */
export const blocksQuery = infiniteQueryOptions({
  queryKey: ["service", "widgets", "blocks"],
  queryFn: ({ pageParam }) => {
    const query = pageParam === null ? {} : { after: pageParam };
    return read<Blocks>(api.GET("/api/service/widget-blocks", { params: { query } }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
