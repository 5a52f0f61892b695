/** Polls for the switch's result of a command. */
import type { AgentCommand } from "./queue-data.ts";

/** The switch answers within milliseconds; polling stops after some seconds, because without a running switch no answer comes. */
const POLLS_MAX = 20;
const ASK_AGAIN_MS = 300;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls a command until the switch has executed or refused it, or until the polls are used up. */
export async function answered(
  order: Promise<AgentCommand>,
  ask: (id: string) => Promise<AgentCommand>,
): Promise<AgentCommand> {
  let command = await order;
  for (let asked = 0; asked < POLLS_MAX && command.state === "waiting"; asked += 1) {
    await later(ASK_AGAIN_MS);
    command = await ask(command.id);
  }
  return command;
}
