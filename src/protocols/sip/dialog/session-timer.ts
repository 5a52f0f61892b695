import { ok } from "../../../kernel/index.ts";
import type { CheckedRequest, CheckedResponse } from "../message/check-message.ts";
import { faulty, type Read } from "../message/fault-result.ts";
import { tokensOf } from "../message/inspect-request.ts";
import { headersOf } from "../message/message.ts";
import { minSessionOf, sessionExpiresOf } from "../message/session-headers.ts";

/** How a session is kept alive (RFC 4028): its interval, and which side refreshes it. */
export interface SessionPlan {
  readonly seconds: number;
  readonly refresher: "local" | "remote";
}

/** What this side wants. */
export interface SessionTimerOptions {
  readonly seconds: number;
  readonly minSeconds: number;
}

/** Whether the sender knows of session timers; one that requires them does. */
export function supportsTimer(message: CheckedRequest["message"]): boolean {
  const tags = [...tokensOf(message, "Supported"), ...tokensOf(message, "Require")];
  return tags.some((tag) => tag.toLowerCase() === "timer");
}

/** RFC 4028 §9: what the one who answers decides; null for a session without timer. Refuses with 422 and our Min-SE. */
export function planAsCallee(request: CheckedRequest, options: SessionTimerOptions): Read<SessionPlan | null> {
  const asked = sessionExpiresOf(request.message);
  if (!asked.ok) return asked;
  const supports = supportsTimer(request.message);
  // §9: an interval below our least is refused, when the other side can understand why.
  if (asked.value !== null && asked.value.seconds < options.minSeconds && supports) {
    return faulty("interval-too-small", [{ name: "Min-SE", value: String(options.minSeconds) }]);
  }
  const least = minSessionOf(request.message);
  const wanted = asked.value === null ? options.seconds : Math.min(asked.value.seconds, options.seconds);
  const seconds = Math.max(least, options.minSeconds, wanted);
  // §9: one who does not know of timers cannot refresh, so this side does.
  const isRemote = supports && asked.value?.refresher !== "uas" && asked.value !== null;
  return ok({ seconds, refresher: isRemote ? "remote" : "local" });
}

/** RFC 4028 §7.2: what the answer means for the one who called. Without Session-Expires he refreshes by himself, if he wishes. */
export function planAsCaller(response: CheckedResponse): Read<SessionPlan | null> {
  const said = sessionExpiresOf(response.message);
  if (!said.ok || said.value === null) return said.ok ? ok(null) : said;
  return ok({ seconds: said.value.seconds, refresher: said.value.refresher === "uas" ? "remote" : "local" });
}

/** RFC 4028 §7.4: the interval to ask for after a 422; null when the response names none. */
export function intervalAfter422(response: CheckedResponse): number | null {
  return headersOf(response.message, "Min-SE").length === 0 ? null : minSessionOf(response.message);
}

/** When to act, in milliseconds after the last refresh (RFC 4028 §10): half way to refresh, or shortly before the end to hang up. */
export function sessionDueMs(plan: SessionPlan): number {
  const { seconds, refresher } = plan;
  return 1_000 * (refresher === "local" ? Math.floor(seconds / 2) : seconds - Math.min(32, Math.floor(seconds / 3)));
}
