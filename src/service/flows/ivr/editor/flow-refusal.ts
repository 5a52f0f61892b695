/** Why an act on a flow is refused. */
export type FlowRefusal =
  | "no-such-flow"
  | "no-such-flow-version"
  | "flow-name-taken"
  | "flow-limit"
  | "flow-stale"
  | "flow-not-sound"
  | "flow-version-limit"
  | "flow-in-use"
  | "flow-number-unknown"
  | "flow-number-taken";

/** The status of each refusal. */
export const FLOW_STATUS: Readonly<Record<FlowRefusal, number>> = {
  "no-such-flow": 404,
  "no-such-flow-version": 404,
  "flow-name-taken": 409,
  "flow-limit": 409,
  "flow-stale": 409,
  "flow-not-sound": 409,
  "flow-version-limit": 409,
  "flow-in-use": 409,
  "flow-number-unknown": 404,
  "flow-number-taken": 409,
};
