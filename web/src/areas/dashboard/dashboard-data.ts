/** API requests of the dashboard. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Dashboard } from "../../../../src/licensing/dashboard/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

export type { Dashboard, DashboardFigure } from "../../../../src/licensing/dashboard/contract.ts";

/** A stage of a kind of case. */
export type DashboardPhase = Dashboard["stages"][number];

/** Refetch interval: figures change by the minute, and each request counts all cases. */
const COUNTED_MS = 60_000;

/** All figures, with the cases closed in the last days. */
export const dashboardQuery = (days: number) =>
  queryOptions({
    queryKey: ["dashboard", days],
    queryFn: () => read<Dashboard>(api.GET("/api/dashboard", { params: { query: { days } } })),
    placeholderData: keepPreviousData,
    refetchInterval: COUNTED_MS,
  });
