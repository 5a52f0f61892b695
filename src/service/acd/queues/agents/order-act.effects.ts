import { type RefusalTable, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import type { AgentAct } from "./agent-act.ts";
import { type ActOrder, type AgentCommand, orderAgentAct } from "./agent-command.store.ts";
import { isChoice } from "./named-choice.store.ts";

/** Refusals before a command is queued. */
export const ACT_REFUSALS = {
  "no-such-agent": "not-found",
  "agent-acts-waiting": "limit",
  "pause-reason-unknown": "conflict",
} as const satisfies RefusalTable;

/** Why a command is not queued. */
export type ActRefusal = keyof typeof ACT_REFUSALS;

const ANNOUNCES = { announces: QUEUE_COMMANDS } as const;

/** A command of an agent; a repeated key means the same command. */
export type AgentActionCommand = Pick<ActOrder, "agentId" | "act" | "idempotencyKey">;

/** Queues a command of an agent, from the agent or a supervisor, and records it in the audit log. */
export async function orderAct(
  kit: Kit,
  requestContext: RequestContext,
  command: AgentActionCommand,
): Promise<Result<AgentCommand, ActRefusal>> {
  const { tenantId, personId: requestedBy } = requestContext;
  const { agentId, act } = command;
  const id = kit.ids.next();
  return tenantCommand<AgentCommand, ActRefusal>(kit, requestContext, ANNOUNCES, async ({ trx, at, audit }) => {
    if (!(await isPauseKnown(trx, act))) return refuse("pause-reason-unknown");
    const done = await orderAgentAct(trx, { ...command, id, tenantId, requestedBy, at });
    // A repeated command is in the audit log already.
    if (!done.ok || done.value.id !== id) return done;
    await audit({
      action: "agent.act-ordered",
      subjectKind: "agent",
      subjectId: agentId,
      detail: { act: act.act },
    });
    return done;
  });
}

async function isPauseKnown(trx: DatabaseTransaction, act: AgentAct): Promise<boolean> {
  return act.act !== "pause" || isChoice(trx, "pauseReason", act.reasonId);
}

/** The state of a command, with its refusal in a language. */
export function commandView(kit: Pick<Kit, "texts">, locale: Locale, { id, state, refusal }: AgentCommand) {
  const told = refusal === null ? null : { code: refusal, message: kit.texts.text(locale, `errors.${refusal}`) };
  return { id, state, refusal: told };
}
