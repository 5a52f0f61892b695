import type { Result } from "../../kernel/index.ts";
import type { MediaCommand } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";
import { playsEndedByRestart, replayOf, type Snapshot } from "./snapshot.ts";

/** Sets up everything in a snapshot again, kind by kind; resolves to the ids that failed. */
export async function replay(
  snapshot: Snapshot,
  request: (command: MediaCommand) => Promise<Result<unknown, MediaRefusal>>,
): Promise<readonly string[]> {
  const lost: string[] = [];
  const waiting = [...replayOf(snapshot)];
  while (waiting.length > 0) {
    const kind = waiting[0]?.kind;
    const others = waiting.findIndex((command) => command.kind !== kind);
    const group = waiting.splice(0, others < 0 ? waiting.length : others);
    const results = await Promise.all(group.map(async (command) => ({ command, result: await request(command) })));
    lost.push(...results.filter(({ result }) => !result.ok).map(({ command }) => idOf(command)));
  }
  return lost;
}

/** Events about playbacks and other operations that a restart ended. */
export function endedByRestart(snapshot: Snapshot): readonly MediaEvent[] {
  return playsEndedByRestart(snapshot).map(({ leg, play }) => ({ kind: "play-ended", leg, play, why: "restart" }));
}

function idOf(command: MediaCommand): string {
  if ("leg" in command) return command.leg;
  if ("recording" in command) return command.recording;
  if ("mix" in command) return command.mix;
  if ("prompt" in command) return command.prompt;
  if ("tap" in command) return command.tap;
  return "left" in command ? command.left : command.kind;
}
