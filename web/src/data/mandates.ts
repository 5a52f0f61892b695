/** Mandates, as returned by the HTTP API. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { paths } from "../generated/api.d.ts";
import { api } from "./client.ts";
import { read } from "./problem.ts";

type Answered = paths["/api/mandates"]["get"]["responses"]["200"]["content"]["application/json"];

/** One mandate. */
export type MandateRow = Answered["items"][number];

/** The request body of a new mandate. */
export type MandateBody = NonNullable<paths["/api/mandates"]["post"]["requestBody"]>["content"]["application/json"];

/** The kinds of decree, in the order of the screen. */
export const DECREE_KINDS = [
  "assignment",
  "change",
  "return",
  "revocation",
  "commitment",
  "test-order",
  "test-report",
  "sklo",
] as const;

/** A page of mandates. */
export const mandatesQuery = (query: { readonly page: number; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["mandates", query],
    queryFn: () => read<Answered>(api.GET("/api/mandates", { params: { query } })),
    placeholderData: keepPreviousData,
  });
