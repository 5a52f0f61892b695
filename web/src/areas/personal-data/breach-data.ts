/** What the screens of failures to protect personal data read. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** The failures of a call centre, and the rule that people are told by. */
export type Breaches =
  paths["/api/service/personal-breaches"]["get"]["responses"]["200"]["content"]["application/json"];

/** A failure with all that was found and told. */
export type WholeBreach =
  paths["/api/service/personal-breaches/{id}"]["get"]["responses"]["200"]["content"]["application/json"];

/** What may be added to a failure. */
export type BreachEntry = WholeBreach["entries"][number]["entry"];

/** All failures of the caller's call centre. */
export const breachesQuery = queryOptions({
  queryKey: ["service", "personal-breaches"],
  queryFn: () => read<Breaches>(api.GET("/api/service/personal-breaches")),
});

/** One failure. */
export const breachQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "personal-breaches", id],
    queryFn: () => read<WholeBreach>(api.GET("/api/service/personal-breaches/{id}", { params: { path: { id } } })),
  });

/** What is typed as local time on this machine, as an instant; undefined for what is no time. */
export function instantOf(typed: string): string | undefined {
  const at = new Date(typed);
  return typed === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
