import type { RefusalTable } from "../../../../kernel/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";

/** Refusals of flows and their versions. */
export const FLOW_REFUSALS = {
  "no-such-flow": "not-found",
  "no-such-flow-version": "not-found",
  "flow-name-taken": "taken",
  "flow-limit": "limit",
  "flow-stale": "stale",
  "flow-not-sound": "conflict",
  "flow-version-limit": "limit",
  "flow-in-use": "conflict",
  "flow-number-unknown": "not-found",
  "flow-number-taken": "taken",
} as const satisfies RefusalTable;

/** Why a command on a flow is refused. */
export type FlowRefusal = keyof typeof FLOW_REFUSALS;

/** Properties that the routes of flows share. */
export const FLOW_ROUTES = { tag: "flows", contextOf: requestContextOf, refusals: FLOW_REFUSALS } as const;
