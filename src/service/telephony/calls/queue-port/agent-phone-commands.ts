import { type Call, phoneOf } from "../call.ts";
import type { TaskOf } from "../tasks/call-task.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import type { AgentPhoneResult } from "./agent-phone-port.ts";

const FAILED: AgentPhoneResult = { is: "refused", why: "failed", language: null };

/** Asks the agents' desk for the phone that calls; whoever calls by another way has none. */
export function beginAgentCommand(call: Call, scope: number, { wish }: TaskOf<"ask-desk">): TaskMove {
  const { callId, tenantId, party } = call.arrival;
  const phoneId = phoneOf(party);
  if (phoneId === null) return moveOf(call, [], [ending(scope, outcomeOf(FAILED))]);
  const phoneContext = { callId, tenantId, phoneId, nth: scope };
  return moveOf(withTasks(call, { asking: scope }), [{ effect: "ask-desk", phoneContext, wish }]);
}

/** The desk has answered, or could not; an answer to a wish that nobody has any more means nothing. */
export function handleAgentCommandResult(
  call: Call,
  told: { readonly nth: number; readonly answer: AgentPhoneResult | null },
): TaskMove {
  if (tasksOf(call).asking !== told.nth) return unmoved(call);
  return moveOf(withTasks(call, { asking: null }), [], [ending(told.nth, outcomeOf(told.answer ?? FAILED))]);
}

function outcomeOf(answer: AgentPhoneResult) {
  const { language } = answer;
  return answer.is === "done"
    ? ({ outcome: "desk-done", isPaused: answer.isPaused, language } as const)
    : ({ outcome: "desk-refused", why: answer.why, language } as const);
}
