/** What the screens of failures to protect personal data read. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** The failures of a register, and the rule that people are told by. */
export type Breaches =
  paths["/api/service/personal-breaches"]["get"]["responses"]["200"]["content"]["application/json"];

/** A failure with all that was found and told. */
export type WholeBreach =
  paths["/api/service/personal-breaches/{id}"]["get"]["responses"]["200"]["content"]["application/json"];

/** What stands in the history of a failure. */
export type BreachEntry = WholeBreach["entries"][number]["entry"];

/** What people write into it themselves. */
export type WrittenEntry = Exclude<BreachEntry, { readonly kind: "handing" }>;

/** Whose failures: those of the caller's call centre, or of the whole installation. */
export type Register = "centre" | "installation";

/** Where the screens of a register stand. */
export const SCREENS = {
  centre: { list: "/layanan/insiden-data", one: "/layanan/insiden-data/$id" },
  installation: { list: "/insiden-data", one: "/insiden-data/$id" },
} as const satisfies Readonly<Record<Register, unknown>>;

const PATHS = {
  centre: "/api/service/personal-breaches",
  installation: "/api/personal-breaches",
} as const satisfies Readonly<Record<Register, unknown>>;

const ENTRIES = {
  centre: "/api/service/personal-breaches/{id}/entries",
  installation: "/api/personal-breaches/{id}/entries",
} as const satisfies Readonly<Record<Register, unknown>>;

const ONE = {
  centre: "/api/service/personal-breaches/{id}",
  installation: "/api/personal-breaches/{id}",
} as const satisfies Readonly<Record<Register, unknown>>;

/** All failures of a register. */
export const breachesQuery = (register: Register) =>
  queryOptions({
    queryKey: ["breaches", register],
    queryFn: () => read<Breaches>(api.GET(PATHS[register])),
  });

/** One failure. */
export const breachQuery = (register: Register, id: string) =>
  queryOptions({
    queryKey: ["breaches", register, id],
    queryFn: () => read<WholeBreach>(api.GET(ONE[register], { params: { path: { id } } })),
  });

/** Opens a failure in a register. */
export const openBreach = (
  register: Register,
  body: { readonly title: string; readonly happenedAt: string; readonly knownAt: string },
) => read<{ readonly id: string }>(api.POST(PATHS[register], { body }));

/** Adds to the history of a failure, over the version that was read. */
export const writeBreachEntry = (
  register: Register,
  { id, ...body }: { readonly id: string; readonly expectedVersion: number; readonly entry: WrittenEntry },
) => read(api.POST(ENTRIES[register], { params: { path: { id } }, body }));

/** What is typed as local time on this machine, as an instant; undefined for what is no time. */
export function instantOf(typed: string): string | undefined {
  const at = new Date(typed);
  return typed === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
