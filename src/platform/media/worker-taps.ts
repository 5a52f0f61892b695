import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf } from "./commands.ts";
import type { MediaAnswers, MediaRefusal } from "./engine.ts";
import { openTapSocket, StreamTap } from "./stream-tap.ts";
import type { MediaWorkerState } from "./worker-state.ts";

type Answer<Kind extends keyof MediaAnswers> = Result<MediaAnswers[Kind], MediaRefusal>;

/** Maximum number of taps of one leg. */
const TAPS_OF_LEG_MAX = 8;

/** Starts to send the incoming and outgoing audio of a leg to a program on this machine. */
export async function openTap(
  workerState: MediaWorkerState,
  command: CommandOf<"open-tap">,
): Promise<Answer<"open-tap">> {
  if (workerState.streams.has(command.tap)) return refuse("tap-exists");
  workerState.tapSocket ??= openTapSocket((token) => workerState.streamsByToken.get(token));
  const socket = await workerState.tapSocket;
  const leg = workerState.legs.get(command.leg);
  if (leg === undefined) return refuse("leg-unknown");
  if (leg.streams.length >= TAPS_OF_LEG_MAX) return refuse("taps-exhausted");
  const tap = new StreamTap(command, { leg, socket });
  workerState.streams.set(tap.id, tap);
  workerState.streamsByToken.set(tap.token, tap);
  leg.streams = [...leg.streams, tap];
  return ok(null);
}

/** Closes a tap; the leg's output returns to its other source. */
export function closeTap(workerState: MediaWorkerState, id: string): Answer<"close-tap"> {
  const tap = workerState.streams.get(id);
  if (tap === undefined) return refuse("tap-unknown");
  workerState.forgetTap(tap);
  return ok(null);
}
