/** API requests of the officers' inventory screens, typed by the API description. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** A code with its complete history. */
export type CodeRecord = Answered<"/api/inventory/codes/{code}/record">;

/** An order with the result for each code. */
export type CodeOrder = Answered<"/api/inventory/orders/{id}">;

/** A row of the list of orders. */
export type OrderLine = Answered<"/api/inventory/orders">["items"][number];

/** The effect of an order. */
export interface OrderPreview {
  readonly named: number;
  readonly takes: readonly string[];
  readonly stays: readonly { readonly code: string; readonly state: string; readonly holder: string | null }[];
}

/** The complete history of a code. */
export const recordQuery = (code: string) =>
  queryOptions({
    queryKey: ["inventory", "record", code],
    queryFn: () => read<CodeRecord>(api.GET("/api/inventory/codes/{code}/record", { params: { path: { code } } })),
  });

/** Orders, newest first. */
export const ordersQuery = (query: { readonly state?: string; readonly page: number; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["inventory", "orders", query],
    queryFn: () =>
      read<Answered<"/api/inventory/orders">>(
        api.GET("/api/inventory/orders", {
          params: { query: query as NonNullable<paths["/api/inventory/orders"]["get"]["parameters"]["query"]> },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** One order with its codes. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: ["inventory", "order", id],
    queryFn: () => read<CodeOrder>(api.GET("/api/inventory/orders/{id}", { params: { path: { id } } })),
  });
