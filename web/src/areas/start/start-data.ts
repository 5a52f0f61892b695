/** API requests of the start page: the state of the demonstration. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";

/** A role of the demonstration that has an account. */
export type DemonstrationRole = "applicant" | "officer" | "agent" | "supervisor" | "developer";

/** The build state of the demonstration's data, and the roles to try. */
export interface DemonstrationState {
  readonly state: "building" | "ready" | "failed";
  readonly step: { readonly done: number; readonly total: number; readonly name: string } | null;
  readonly roles: readonly DemonstrationRole[];
  readonly accountSid: string | null;
  readonly verifyPath: string | null;
}

const BUILDING_REFRESH_MS = 1_000;

/** The state of the demonstration; polled every second while its data is being built. A refusal is final. */
export const demonstrationQuery = queryOptions({
  queryKey: ["demonstration"],
  queryFn: () => read<DemonstrationState>(api.GET("/api/demonstration")),
  staleTime: 0,
  refetchInterval: (query) => (query.state.data?.state === "building" ? BUILDING_REFRESH_MS : false),
});
