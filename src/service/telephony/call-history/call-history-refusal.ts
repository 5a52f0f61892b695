import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of the call history. */
export const CALL_HISTORY_REFUSALS = {
  "number-search-no-digits": ["invalid", "search"],
  "number-search-too-short": ["invalid", "search"],
  "days-turned-round": ["invalid", "to"],
  "no-such-call": "not-found",
  "no-trace": "not-found",
  "call-goes-on": "conflict",
  "call-events-gone": "gone",
} as const satisfies RefusalTable;

/** Properties that the routes of the call history share. */
export const CALL_HISTORY_ROUTES = {
  tag: "calls",
  access: "call.read",
  contextOf: requestContextOf,
  refusals: CALL_HISTORY_REFUSALS,
} as const;
