import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import type { AgentAct } from "./agent-act.ts";
import { type ActOrder, type AgentCommand, orderAgentAct } from "./agent-command.store.ts";
import { isChoice } from "./named-choice.store.ts";

/** Why an act is not even given to the floor, and the status that says so. */
export const ACT_STATUS = { "no-such-agent": 404, "agent-acts-waiting": 409, "pause-reason-unknown": 409 } as const;

/** One of the keys of `ACT_STATUS`. */
export type ActRefusal = keyof typeof ACT_STATUS;

/** Who is to do what; the same key again is the same order. */
export type AgentActionCommand = Pick<ActOrder, "agentId" | "act" | "idempotencyKey">;

/** Gives the floor what an agent wants, by himself or by his supervisor, and puts it on record. */
export async function orderAct(
  kit: Kit,
  requestContext: RequestContext,
  command: AgentActionCommand,
): Promise<AgentCommand | ActRefusal> {
  const { tenantId, personId: requestedBy } = requestContext;
  const id = kit.ids.next();
  const ordered = await inTenant(kit.db, tenantId, async (trx) => {
    if (!(await isPauseKnown(trx, command.act))) return "pause-reason-unknown";
    const done = await orderAgentAct(trx, { ...command, id, tenantId, requestedBy, at: new Date(kit.clock.nowMs()) });
    if (!done.ok) return done.refusal;
    // A wish that was told before is on record already.
    if (done.value.id === id) {
      const fact = { action: "agent.act-ordered", subjectKind: "agent" as const, subjectId: command.agentId };
      await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { act: command.act.act } }));
    }
    return done.value;
  });
  if (typeof ordered !== "string") kit.changeFeed.announce(QUEUE_COMMANDS);
  return ordered;
}

async function isPauseKnown(trx: DatabaseTransaction, act: AgentAct): Promise<boolean> {
  return act.act !== "pause" || isChoice(trx, "pauseReason", act.reasonId);
}

/** What became of a wish, in the words of a language. */
export function commandView(kit: Pick<Kit, "texts">, locale: Locale, { id, state, refusal }: AgentCommand) {
  const told = refusal === null ? null : { code: refusal, message: kit.texts.text(locale, `errors.${refusal}`) };
  return { id, state, refusal: told };
}
