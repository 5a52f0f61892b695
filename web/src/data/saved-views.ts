/** What officers' lists read of their own views; apart from the other queries, so that applicants do not load it. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import { read } from "./problem.ts";

/** The lists of which views can be kept. */
export type SavedViewList = "applications" | "verifications" | "calls" | "licences";

/** The views of a list that the signed-in person keeps. */
export const savedViewsQuery = (list: SavedViewList) =>
  queryOptions({
    queryKey: ["saved-views", list],
    queryFn: () =>
      read<{ items: { readonly id: string; readonly name: string; readonly query: string }[] }>(
        api.GET("/api/saved-views", { params: { query: { list } } }),
      ),
  });

/** Keeps a view; one of the same name is replaced. */
export const keepView = (view: { readonly list: SavedViewList; readonly name: string; readonly query: string }) =>
  read(api.PUT("/api/saved-views", { body: view }));

/** Removes a view. */
export const removeView = (id: string) => read(api.DELETE("/api/saved-views/{id}", { params: { path: { id } } }));
