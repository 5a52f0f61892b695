/** The queue report as the HTTP API returns it, and the query from the URL. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, serverNowMs } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";
import { officeToday } from "../../words/dates.ts";
import type { REPORT_KEYS } from "./report-keys.ts";

type Answer = paths["/api/service/reports/queues"]["get"]["responses"][200]["content"]["application/json"];

/** A report of queues. */
export type QueueReport = Answer;

/** The figures of a half hour, a queue, or the whole report. */
export type ReportFigures = Omit<Answer["halfHours"][number], "startAt">;

/** The URL parameters of the report; all values are text. */
export type ReportAddress = { readonly [Key in (typeof REPORT_KEYS)[number]]?: string };

/** The API query. */
export interface QueueReportQuery {
  readonly from: string;
  readonly until: string;
  readonly queueId?: string;
}

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** The next calendar day; dates without a time need no time zone. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, "2026-11-26".length);
}

/** The days from the URL, today by default; the last day is included. */
export function daysOf({ from, to }: ReportAddress): { readonly from: string; readonly to: string } {
  const today = officeToday(serverNowMs());
  const first = DATE.test(from ?? "") ? (from ?? today) : today;
  return { from: first, to: DATE.test(to ?? "") ? (to ?? first) : first };
}

/** The API query for the URL parameters. */
export function reportQueryOf(address: ReportAddress): QueueReportQuery {
  const { from, to } = daysOf(address);
  const queueId = address.queue ?? "";
  return { from, until: dayAfter(to), ...(queueId === "" ? {} : { queueId }) };
}

/** A report of queues. */
export const queueReportQuery = (query: QueueReportQuery) =>
  queryOptions({
    queryKey: ["service", "reports", "queues", query],
    queryFn: () => read<QueueReport>(api.GET("/api/service/reports/queues", { params: { query } })),
    placeholderData: keepPreviousData,
  });
