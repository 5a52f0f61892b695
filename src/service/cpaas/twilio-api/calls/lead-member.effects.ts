import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../../../../platform/database/index.ts";
import type { CallInstructions } from "../../../flows/call-documents/index.ts";
import { contactState } from "../queues/queue-resource.store.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { answerOf, type CallDependencies } from "./change-call.effects.ts";

/** Polls for the end of the queue contact after a redirect. */
const POLLS_MAX = 5;
const POLL_MS = 200;

/** Takes a waiting call out of its queue and lets a document lead it; undefined once this is confirmed. */
export async function leadMember(
  dependencies: CallDependencies,
  member: { readonly tenantId: string; readonly callId: string; readonly contactId: string },
  redirect: CallInstructions,
): Promise<RestRefusal | undefined> {
  const { tenantId, callId, contactId } = member;
  const refusal = answerOf(await dependencies.orderOfCall({ tenantId, callId, redirect, whileWaiting: true }));
  if (refusal !== undefined) return refusal;
  // An agent may have answered the caller after the switch checked: then the call stays with the agent, and the request is refused.
  for (let look = 0; look < POLLS_MAX; look += 1) {
    const state = await inTenant(dependencies.kit.db, tenantId, (trx) => contactState(trx, contactId));
    if (state === undefined) return undefined;
    if (state === "connected") return { code: 21220 };
    await delay(POLL_MS);
  }
  // Still unknown: an accepting agent is being connected, or the event is not stored yet.
  return { code: 20503, retryAfterS: 1 };
}
