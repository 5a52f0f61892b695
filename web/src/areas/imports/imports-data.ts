/** The requests of the import screens. The types are those of the API's description. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** One import with the changes that the check determined. */
export type OperatorImport = Answered<"/api/imports/{id}">;

/** A row of the list of imports. */
export type ImportLine = Answered<"/api/imports">["items"][number];

/** An invalid line with its rule and its remedy. */
export type FaultLine = Answered<"/api/imports/{id}/faults">["items"][number];

/** The spreadsheets, in the order of their dependencies. */
export const SHEETS = ["operators", "licences", "commitments", "codes"] as const;

/** The kinds of records that an import creates. */
export const KINDS = ["operator", "licence", "commitment", "code"] as const;

/** The number of created, changed and unchanged records over all kinds. */
export function totalsOf(counts: OperatorImport["counts"]): {
  readonly create: number;
  readonly change: number;
  readonly leave: number;
} {
  const sum = (action: "create" | "change" | "leave"): number =>
    KINDS.reduce((total, kind) => total + counts[kind][action], 0);
  return { create: sum("create"), change: sum("change"), leave: sum("leave") };
}

/** Imports, newest first. */
export const importsQuery = (query: { readonly page: number; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["imports", "list", query],
    queryFn: () => read<Answered<"/api/imports">>(api.GET("/api/imports", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** One import with its counts and files. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: () => read<OperatorImport>(api.GET("/api/imports/{id}", { params: { path: { id } } })),
  });

/** The filter and page of the invalid lines; undefined fields do not filter. */
export interface FaultQuery {
  readonly sheet?: string;
  readonly code?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of the invalid lines of an import. */
export const faultsQuery = (id: string, version: number, query: FaultQuery) =>
  queryOptions({
    queryKey: ["imports", "faults", id, version, query],
    queryFn: () =>
      read<Answered<"/api/imports/{id}/faults">>(
        api.GET("/api/imports/{id}/faults", {
          params: {
            path: { id },
            query: query as NonNullable<paths["/api/imports/{id}/faults"]["get"]["parameters"]["query"]>,
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** Uploads files to be checked; resolves to the id of the import. */
export async function sendSheets(files: readonly File[]): Promise<string> {
  const form = new FormData();
  for (const file of files) form.append("files", file, file.name);
  const headers = { "Accept-Language": spokenLocale() };
  const response = await fetch("/api/imports", { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return (body as { readonly id: string }).id;
}
