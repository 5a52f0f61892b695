/** SMS statistics as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";
import { officeToday } from "../../words/dates.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Report = Answered<"/api/service/sms/report">;
type InstallationReport = Answered<"/api/service/sms/installation-report">;
type Live = Answered<"/api/service/sms/report/live">;

/** The figures of one group. */
export type ReportRow = Report["rows"][number];
/** The figures of all call centres, with carrier costs. */
export type InstallationRow = InstallationReport["rows"][number];
/** One minute of the last hour. */
export type LiveMinute = Live["minutes"][number];

/** Days and grouping from the URL. */
export interface ReportAddress {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly by?: string | undefined;
}

/** Groupings of a call centre's report. */
export const REPORT_BYS = ["day", "carrier", "sender", "category"] as const;
/** Groupings of the installation's report. */
export const INSTALLATION_BYS = ["tenant", "day", "carrier", "category"] as const;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LIVE_EVERY_MS = 10_000;

/** ISO dates compare as text. */
export const laterDay = (one: string, other: string): string => [one, other].toSorted().at(-1) ?? one;
/** The earlier of two dates. */
export const earlierDay = (one: string, other: string): string => [one, other].toSorted().at(0) ?? one;

/** The days from the URL: today by default, and one day for an inverted range. */
export function daysOf({ from, until }: ReportAddress): { readonly from: string; readonly until: string } {
  const today = officeToday(serverNowMs());
  const first = DATE.test(from ?? "") ? (from ?? today) : today;
  const last = DATE.test(until ?? "") ? (until ?? first) : first;
  return { from: first, until: laterDay(first, last) };
}

/** The report of a call centre. */
export function reportQuery(address: ReportAddress) {
  const by = REPORT_BYS.find((one) => one === address.by) ?? "day";
  const query = { ...daysOf(address), by };
  return queryOptions({
    queryKey: ["service", "sms-report", query],
    queryFn: () => read<Report>(api.GET("/api/service/sms/report", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** The report of the installation. */
export function installationReportQuery(address: ReportAddress) {
  const by = INSTALLATION_BYS.find((one) => one === address.by) ?? "tenant";
  const query = { ...daysOf(address), by };
  return queryOptions({
    queryKey: ["service", "sms-installation-report", query],
    queryFn: () => read<InstallationReport>(api.GET("/api/service/sms/installation-report", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

/** The last hour; refetched every ten seconds. */
export const liveQuery = queryOptions({
  queryKey: ["service", "sms-live"],
  queryFn: () => read<Live>(api.GET("/api/service/sms/report/live")),
  refetchInterval: LIVE_EVERY_MS,
});
