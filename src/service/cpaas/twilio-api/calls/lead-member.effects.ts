import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../../../../platform/database/index.ts";
import type { CallInstructions } from "../../../flows/call-documents/index.ts";
import { contactState } from "../queues/queue-resource.store.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { answerOf, type CallDependencies } from "./change-call.effects.ts";

/** Looks for a stay that the queue has not ended yet although its call was led elsewhere. */
const POLLS_MAX = 5;
const POLL_MS = 200;

/** Takes a call out of the queue in which it waits and has a document lead it; undefined where that is known to be done. */
export async function leadMember(
  dependencies: CallDependencies,
  member: { readonly tenantId: string; readonly callId: string; readonly contactId: string },
  redirect: CallInstructions,
): Promise<RestRefusal | undefined> {
  const { tenantId, callId, contactId } = member;
  const refusal = answerOf(await dependencies.orderOfCall({ tenantId, callId, redirect, whileWaiting: true }));
  if (refusal !== undefined) return refusal;
  // An agent may have taken him after the switch had looked: then he stays with the agent, and that is said.
  for (let look = 0; look < POLLS_MAX; look += 1) {
    const state = await inTenant(dependencies.kit.db, tenantId, (trx) => contactState(trx, contactId));
    if (state === undefined) return undefined;
    if (state === "connected") return { code: 21220 };
    await delay(POLL_MS);
  }
  // Not known yet: an agent who has accepted him is being joined, or the disk is late.
  return { code: 20503, retryAfterS: 1 };
}
