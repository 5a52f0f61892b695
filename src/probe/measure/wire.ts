/** Composition of measuring: makes, answers and measures calls. */
export { type Answering, openAnsweringPhones } from "./answering.effects.ts";
export { type LiveCall, openCallingSide } from "./calling.effects.ts";
export { type FetchFault, fetchRecords, type RecordsSource } from "./fetch-records.effects.ts";
export { type FollowedCall, followCall } from "./followed-call.effects.ts";
export { openPacer } from "./pacer.effects.ts";
export type { ProbeContext } from "./probe-context.effects.ts";
export { type AnswerAccount, registerPhone } from "./register.effects.ts";
export { ProbeFailure, type ProbeRunEvent, type RunOptions, runProbe } from "./run-probe.effects.ts";
export { addressTowards, openSipSide, peerOf } from "./sip-side.effects.ts";
