import type { Call, Instant } from "../call.ts";
import type { TaskOutcome } from "../tasks/call-task.ts";
import type { Conferring } from "../tasks/call-tasks.ts";
import type { ConferenceOver } from "./participant-settings.ts";

const US_PER_S = 1_000_000;

/** Handles the outcome of joining a conference. */
export function conferredFor(
  { conferenceId, enteredUs, withCallId }: Conferring,
  now: Instant,
  why: ConferenceOver,
): Extract<TaskOutcome, { readonly outcome: "conferred" }> {
  const seconds = conferenceId === null ? 0 : Math.round((now.elapsedUs - enteredUs) / US_PER_S);
  return { outcome: "conferred", why, conferenceId, seconds, ...(withCallId === null ? {} : { withCallId }) };
}

/** Outcome for a caller taken from a queue: served, with the time waited. */
export function servedBy({ events }: Call, { enteredUs }: Conferring): TaskOutcome {
  const joined = events.findLast(({ body }) => body.kind === "queue.joined");
  return { outcome: "served", waitedMs: Math.round((enteredUs - (joined?.elapsedUs ?? enteredUs)) / 1_000) };
}
