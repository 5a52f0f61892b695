import type { CommandOf, MediaAnswers, MediaCommand, MediaEngine } from "../src/platform/media/index.ts";

/** Sends a command to the loaded media engine, with a long time-out; throws on a refusal. */
export async function askMedia<Kind extends MediaCommand["kind"]>(
  engine: MediaEngine,
  command: CommandOf<Kind>,
): Promise<MediaAnswers[Kind]> {
  const result = await engine.mixer.request(command, { deadlineMs: 60_000 });
  if (!result.ok) throw new Error(`${command.kind}: ${result.refusal}`);
  return result.value;
}
