/** API requests of the OSS RBA screens, typed by the generated API description. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Read<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;

/** The OSS data of a case. */
export type CaseAtOss = Read<"/api/applications/{id}/oss">;
/** One report of a case. */
export type Report = CaseAtOss["reports"][number];
/** A report in the officers' list. */
export type ListedReport = Read<"/api/oss/reports">["items"][number];
/** A message from OSS in the officers' list. */
export type ListedMessage = Read<"/api/oss/messages">["items"][number];
/** A company that needs attention. */
export type ListedCompany = Read<"/api/oss/companies">["items"][number];

/** A licence in OSS without a case. */
export type WaitingRow = Read<"/api/oss/waiting-licenses">["items"][number];

const CHANGING_MS = 4_000;
const LIST_MS = 10_000;

/** The OSS data of one application; polled while a report is being delivered. */
export const caseAtOssQuery = (id: string) =>
  queryOptions({
    queryKey: ["application", id, "oss"],
    queryFn: () => read<CaseAtOss>(api.GET("/api/applications/{id}/oss", { params: { path: { id } } })),
    refetchInterval: (query) =>
      query.state.data?.reports.some(({ delivery }) => delivery !== "delivered") ? CHANGING_MS : false,
  });

/** Licences in OSS that await an application by the user's companies. */
export const waitingLicensesQuery = queryOptions({
  queryKey: ["oss", "licenses"],
  queryFn: () => read<Read<"/api/oss/licenses">>(api.GET("/api/oss/licenses")),
});

/** Reports to OSS. */
export const reportsQuery = (query: QueryOf<"/api/oss/reports">) =>
  queryOptions({
    queryKey: ["oss", "reports", query],
    queryFn: () => read<Read<"/api/oss/reports">>(api.GET("/api/oss/reports", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });

/** Messages from OSS. */
export const messagesQuery = (query: QueryOf<"/api/oss/messages">) =>
  queryOptions({
    queryKey: ["oss", "messages", query],
    queryFn: () => read<Read<"/api/oss/messages">>(api.GET("/api/oss/messages", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });

/** Companies that need attention. */
export const companiesQuery = (query: QueryOf<"/api/oss/companies">) =>
  queryOptions({
    queryKey: ["oss", "companies", query],
    queryFn: () => read<Read<"/api/oss/companies">>(api.GET("/api/oss/companies", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Licences in OSS without a case. */
export const waitingRowsQuery = (query: QueryOf<"/api/oss/waiting-licenses">) =>
  queryOptions({
    queryKey: ["oss", "waiting-licenses", query],
    queryFn: () => read<Read<"/api/oss/waiting-licenses">>(api.GET("/api/oss/waiting-licenses", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** The officer's number as reported to OSS. */
export const reporterQuery = queryOptions({
  queryKey: ["oss", "reporter"],
  queryFn: () => read<Read<"/api/oss/reporter">>(api.GET("/api/oss/reporter")),
});
