import { ok } from "../../../kernel/index.ts";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import { faulty, type Read } from "../message/fault-result.ts";
import { tokensOf } from "../message/inspect-request.ts";
import { headersOf } from "../message/message.ts";
import { minSessionOf, sessionExpiresOf } from "../message/session-headers.ts";

/** Session timer (RFC 4028): its interval, and the side that refreshes the session. */
export interface SessionPlan {
  readonly seconds: number;
  readonly refresher: "local" | "remote";
}

/** Session timer preferences of this side. */
export interface SessionTimerOptions {
  readonly seconds: number;
  readonly minSeconds: number;
}

/** Whether the sender supports session timers; a sender that requires them does. */
export function supportsTimer(message: CheckedRequest["message"]): boolean {
  const tags = [...tokensOf(message, "Supported"), ...tokensOf(message, "Require")];
  return tags.some((tag) => tag.toLowerCase() === "timer");
}

/** RFC 4028 §9: the decision of the UAS; null for a session without timer. Refuses with 422 and our Min-SE. */
export function planAsCallee(request: CheckedRequest, options: SessionTimerOptions): Read<SessionPlan | null> {
  const asked = sessionExpiresOf(request.message);
  if (!asked.ok) return asked;
  const supports = supportsTimer(request.message);
  // §9: an interval below our minimum is refused if the UAC supports 422.
  if (asked.value !== null && asked.value.seconds < options.minSeconds && supports) {
    return faulty("interval-too-small", [{ name: "Min-SE", value: String(options.minSeconds) }]);
  }
  const least = minSessionOf(request.message);
  const wanted = asked.value === null ? options.seconds : Math.min(asked.value.seconds, options.seconds);
  const seconds = Math.max(least, options.minSeconds, wanted);
  // §9: a UAC without session timers cannot refresh, so this side does.
  const isRemote = supports && asked.value?.refresher !== "uas" && asked.value !== null;
  return ok({ seconds, refresher: isRemote ? "remote" : "local" });
}

/** RFC 4028 §7.2: the result of a response for the UAC. Without Session-Expires the UAC may still refresh. */
export function planAsCaller(response: CheckedResponse): Read<SessionPlan | null> {
  const said = sessionExpiresOf(response.message);
  if (!said.ok || said.value === null) return said.ok ? ok(null) : said;
  return ok({ seconds: said.value.seconds, refresher: said.value.refresher === "uas" ? "remote" : "local" });
}

/** RFC 4028 §7.4: the interval of the retry after a 422; null when the response names none. */
export function intervalAfter422(response: CheckedResponse): number | null {
  return headersOf(response.message, "Min-SE").length === 0 ? null : minSessionOf(response.message);
}

/** Time of the next action, in milliseconds after the last refresh (RFC 4028 §10): a refresh at half the interval, or a BYE shortly before its end. */
export function sessionDueMs(plan: SessionPlan): number {
  const { seconds, refresher } = plan;
  return 1_000 * (refresher === "local" ? Math.floor(seconds / 2) : seconds - Math.min(32, Math.floor(seconds / 3)));
}
