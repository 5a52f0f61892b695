/** HTTP: one server with guards, limits and problems in the caller's language; event streams; the built screens. */
export type { AccessRule, Caller, CallerMembership } from "./caller.ts";
export { isOwnOrigin, SESSION_COOKIE } from "./guard.ts";
export {
  certificateEndsAt,
  type Http,
  type HttpOptions,
  isLoopbackPeer,
  openHttp,
  renewCertificate,
} from "./http-server.ts";
export { type LiveStream, type LiveStreams, openLiveStreams } from "./live.ts";
export { type NewestStream, openNewestStream, type SnapshotFrame } from "./newest-stream.ts";
export { keepLanguage, type PageLanguage, pageLanguage } from "./page-language.ts";
export { type Problem, problemSchema, sendProblem } from "./problem.ts";
export { forPrograms, programProblems } from "./program-route.ts";
export { openRecentCallers, type RecentCallers } from "./recent-callers.ts";
export { type Refused, sendRefusal } from "./refusals.ts";
export type { SessionDirectory } from "./request-limit.ts";
export { endSoon, takeUpgrade } from "./upgrades.ts";
export { openWatches, type Watches } from "./watches.ts";
export type { WebFiles } from "./web-files.ts";
