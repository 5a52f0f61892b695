import type { CommandOf, MediaAnswers, MediaCommand, MediaEngine } from "../src/platform/media/index.ts";

/** Asks the media engine under load, which may take its time; throws when it refuses. */
export async function askMedia<Kind extends MediaCommand["kind"]>(
  engine: MediaEngine,
  command: CommandOf<Kind>,
): Promise<MediaAnswers[Kind]> {
  const result = await engine.mixer.request(command, { deadlineMs: 60_000 });
  if (!result.ok) throw new Error(`${command.kind}: ${result.refusal}`);
  return result.value;
}
