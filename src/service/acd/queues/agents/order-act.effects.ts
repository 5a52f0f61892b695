import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import type { AgentAct } from "./agent-act.ts";
import { type ActOrder, type AgentCommand, orderAgentAct } from "./agent-command.store.ts";
import { isChoice } from "./named-choice.store.ts";

/** Refusals before a command is queued, with their status. */
export const ACT_STATUS = { "no-such-agent": 404, "agent-acts-waiting": 409, "pause-reason-unknown": 409 } as const;

/** One of the keys of `ACT_STATUS`. */
export type ActRefusal = keyof typeof ACT_STATUS;

/** A command of an agent; a repeated key means the same command. */
export type AgentActionCommand = Pick<ActOrder, "agentId" | "act" | "idempotencyKey">;

/** Queues a command of an agent, from the agent or a supervisor, and records it in the audit log. */
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
    // A repeated command is in the audit log already.
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

/** The state of a command, with its refusal in a language. */
export function commandView(kit: Pick<Kit, "texts">, locale: Locale, { id, state, refusal }: AgentCommand) {
  const told = refusal === null ? null : { code: refusal, message: kit.texts.text(locale, `errors.${refusal}`) };
  return { id, state, refusal: told };
}
