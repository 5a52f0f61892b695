/** Queries of officers' saved views; separate from the other queries, so that applicants do not load them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import { read } from "./problem.ts";

/** The lists whose views can be saved. */
export type SavedViewList = "applications" | "verifications" | "calls" | "licences";

/** The saved views of the signed-in user for a list. */
export const savedViewsQuery = (list: SavedViewList) =>
  queryOptions({
    queryKey: ["saved-views", list],
    queryFn: () =>
      read<{ items: { readonly id: string; readonly name: string; readonly query: string }[] }>(
        api.GET("/api/saved-views", { params: { query: { list } } }),
      ),
  });

/** Saves a view; a view of the same name is replaced. */
export const keepView = (view: { readonly list: SavedViewList; readonly name: string; readonly query: string }) =>
  read(api.PUT("/api/saved-views", { body: view }));

/** Removes a view. */
export const removeView = (id: string) => read(api.DELETE("/api/saved-views/{id}", { params: { path: { id } } }));
