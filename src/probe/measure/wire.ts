/** The working door of measuring: calls are made, answered and listened to. */
export { type FetchFault, fetchRecords, type RecordsSource } from "./fetch-records.effects.ts";
export { type FollowedCall, followCall } from "./followed-call.effects.ts";
export { ProbeFailure, type RunNews, type RunOptions, runProbe } from "./run-probe.effects.ts";
