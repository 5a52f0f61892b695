import {
  type CheckedRequest,
  type CheckedResponse,
  faultResponse,
  planAsCallee,
  planAsCaller,
  type SessionPlan,
  type SipHeader,
  type SipResponse,
  sessionDueMs,
  sessionExpiresOf,
  supportsTimer,
} from "../../../protocols/sip/index.ts";
import { type B2buaContext, nameKey, stepped } from "./b2bua-context.effects.ts";
import { causeHeader, described } from "./leg-parts.ts";
import type { SipLeg } from "./sip-leg.ts";

/** An interval of half an hour, as RFC 4028 §4 recommends, and no less than its least. */
const SESSION_TIMER_OPTIONS = { seconds: 1_800, minSeconds: 90 };
/** Q.850: recovery on timer expiry. */
const TIMER_EXPIRED = 102;

/** The refusal of an INVITE whose session interval is too small or malformed; null for any other. */
export function sessionFault(request: CheckedRequest): SipResponse | null {
  const plan = planAsCallee(request, SESSION_TIMER_OPTIONS);
  return plan.ok ? null : faultResponse(request.message, plan.refusal);
}

/**
 * Session timer headers of an answer to an INVITE or an UPDATE (RFC 4028 §9); the timer runs from now on. None where the far end requests none: a lost call
 * ends at its maximum duration.
 */
export function answeredSession(
  b2buaContext: B2buaContext,
  leg: SipLeg,
  request: CheckedRequest,
): readonly SipHeader[] {
  const asked = sessionExpiresOf(request.message);
  const plan = planAsCallee(request, SESSION_TIMER_OPTIONS);
  if (!asked.ok || asked.value === null || !plan.ok || plan.value === null) return [];
  watch(b2buaContext, leg, plan.value);
  const refresher = plan.value.refresher === "remote" ? "uac" : "uas";
  const said = { name: "Session-Expires", value: `${plan.value.seconds};refresher=${refresher}` };
  return supportsTimer(request.message) ? [said, { name: "Require", value: "timer" }] : [said];
}

/** Starts the session timer that the answer of a far end has agreed to (RFC 4028 §7.2). */
export function acceptedSession(b2buaContext: B2buaContext, leg: SipLeg, response: CheckedResponse): void {
  const plan = planAsCaller(response);
  if (plan.ok && plan.value !== null) watch(b2buaContext, leg, plan.value);
}

function watch(b2buaContext: B2buaContext, leg: SipLeg, plan: SessionPlan): void {
  leg.session = plan;
  b2buaContext.timers.arm(nameKey(leg.name), "session", sessionDueMs(plan), () => due(b2buaContext, leg, plan));
}

/** RFC 4028 §10: the refresher refreshes at half the interval; the other side ends a session that was not refreshed in time. */
function due(b2buaContext: B2buaContext, leg: SipLeg, plan: SessionPlan): void {
  if (leg.session !== plan) return;
  if (plan.refresher === "remote" || leg.sdp === null) {
    stepped(b2buaContext, leg, { kind: "hang-up", headers: [causeHeader(TIMER_EXPIRED)] });
    b2buaContext.tell(leg.name.callId, { input: "lost", legId: leg.name.legId });
    return;
  }
  const { headers, body } = described(leg.sdp);
  const refresh: readonly SipHeader[] = [
    { name: "Supported", value: "timer" },
    { name: "Session-Expires", value: `${plan.seconds};refresher=uac` },
  ];
  watch(b2buaContext, leg, { ...plan });
  stepped(b2buaContext, leg, { kind: "reinvite", parts: { headers: [...headers, ...refresh], body } });
}
