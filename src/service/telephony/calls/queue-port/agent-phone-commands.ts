import { type Call, phoneOf } from "../call.ts";
import type { TaskOf } from "../tasks/call-task.ts";
import { ending, moveOf, type TaskMove, tasksOf, unmoved, withTasks } from "../tasks/task-move.ts";
import type { AgentPhoneResult } from "./agent-phone-port.ts";

const FAILED: AgentPhoneResult = { is: "refused", why: "failed", language: null };

/** Sends a command to the agents' service for the calling phone; a caller without a phone of the call centre is refused. */
export function beginAgentCommand(call: Call, scope: number, { wish }: TaskOf<"ask-desk">): TaskMove {
  const { callId, tenantId, party } = call.arrival;
  const phoneId = phoneOf(party);
  if (phoneId === null) return moveOf(call, [], [ending(scope, outcomeOf(FAILED))]);
  const phoneContext = { callId, tenantId, phoneId, nth: scope };
  return moveOf(withTasks(call, { asking: scope }), [{ effect: "ask-desk", phoneContext, wish }]);
}

/** The agents' service has answered or failed; the answer to a command that is no longer waited for is dropped. */
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
