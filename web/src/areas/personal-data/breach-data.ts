/** API requests of the personal data breach screens. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

/** The breaches in a register, and the rule for their notification. */
export type Breaches =
  paths["/api/service/personal-breaches"]["get"]["responses"]["200"]["content"]["application/json"];

/** A breach with its findings and notifications. */
export type WholeBreach =
  paths["/api/service/personal-breaches/{id}"]["get"]["responses"]["200"]["content"]["application/json"];

/** An entry in the history of a breach. */
export type BreachEntry = WholeBreach["entries"][number]["entry"];

/** Entries that users can add. */
export type WrittenEntry = Exclude<BreachEntry, { readonly kind: "handing" }>;

/** The register: that of the current call centre, or that of the installation. */
export type Register = "centre" | "installation";

/** The addresses of a register's screens. */
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

/** All breaches in a register. */
export const breachesQuery = (register: Register) =>
  queryOptions({
    queryKey: ["breaches", register],
    queryFn: () => read<Breaches>(api.GET(PATHS[register])),
  });

/** One personal data breach. */
export const breachQuery = (register: Register, id: string) =>
  queryOptions({
    queryKey: ["breaches", register, id],
    queryFn: () => read<WholeBreach>(api.GET(ONE[register], { params: { path: { id } } })),
  });

/** Opens a breach in a register. */
export const openBreach = (
  register: Register,
  body: { readonly title: string; readonly happenedAt: string; readonly knownAt: string },
) => read<{ readonly id: string }>(api.POST(PATHS[register], { body }));

/** Adds an entry to the history of a breach, with the version that was read. */
export const writeBreachEntry = (
  register: Register,
  { id, ...body }: { readonly id: string; readonly expectedVersion: number; readonly entry: WrittenEntry },
) => read(api.POST(ENTRIES[register], { params: { path: { id } }, body }));

/** Converts a local time of this computer to an instant; undefined if invalid. */
export function instantOf(typed: string): string | undefined {
  const at = new Date(typed);
  return typed === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
