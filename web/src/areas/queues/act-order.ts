/** Waiting for what the switch makes of an act that was ordered. */
import type { AgentCommand } from "./queue-data.ts";

/** The switch answers within milliseconds; without one nobody answers. */
const POLLS_MAX = 20;
const ASK_AGAIN_MS = 300;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What became of an order: asked for again until the switch has said so, or for some seconds. */
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
