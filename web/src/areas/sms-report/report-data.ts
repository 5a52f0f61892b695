/** Figures of short messages, as the HTTP API answers with them. */
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

/** Figures under one name. */
export type ReportRow = Report["rows"][number];
/** The same of all call centres, with what carriers ask. */
export type InstallationRow = InstallationReport["rows"][number];
/** One minute of the last hour. */
export type LiveMinute = Live["minutes"][number];

/** Which days, and by what, as the address has it. */
export interface ReportAddress {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly by?: string | undefined;
}

/** By what a call centre tells figures apart, and the installation. */
export const REPORT_BYS = ["day", "carrier", "sender", "category"] as const;
/** The same for the installation. */
export const INSTALLATION_BYS = ["tenant", "day", "carrier", "category"] as const;

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const LIVE_EVERY_MS = 10_000;

/** Days are texts in the order of the calendar. */
export const laterDay = (one: string, other: string): string => [one, other].toSorted().at(-1) ?? one;
/** The earlier of two days. */
export const earlierDay = (one: string, other: string): string => [one, other].toSorted().at(0) ?? one;

/** The days of an address; today where it names none, and one day where it is turned round. */
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

/** The last hour, looked at again every ten seconds. */
export const liveQuery = queryOptions({
  queryKey: ["service", "sms-live"],
  queryFn: () => read<Live>(api.GET("/api/service/sms/report/live")),
  refetchInterval: LIVE_EVERY_MS,
});
