import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf } from "./commands.ts";
import type { MediaAnswers, MediaRefusal } from "./engine.ts";
import { openTapSocket, StreamTap } from "./stream-tap.ts";
import type { MediaWorkerState } from "./worker-state.ts";

type Answer<Kind extends keyof MediaAnswers> = Result<MediaAnswers[Kind], MediaRefusal>;

/** Taps of one leg at the most. */
const TAPS_OF_LEG_MAX = 8;

/** Begins to tell somebody on this machine what comes from a leg and goes to it. */
export async function openTap(stage: MediaWorkerState, command: CommandOf<"open-tap">): Promise<Answer<"open-tap">> {
  if (stage.streams.has(command.tap)) return refuse("tap-exists");
  stage.tapSocket ??= openTapSocket((token) => stage.streamsByToken.get(token));
  const socket = await stage.tapSocket;
  const leg = stage.legs.get(command.leg);
  if (leg === undefined) return refuse("leg-unknown");
  if (leg.streams.length >= TAPS_OF_LEG_MAX) return refuse("taps-exhausted");
  const tap = new StreamTap(command, { leg, socket });
  stage.streams.set(tap.id, tap);
  stage.streamsByToken.set(tap.token, tap);
  leg.streams = [...leg.streams, tap];
  return ok(null);
}

/** Nobody listens there any more; the leg hears again what it heard else. */
export function closeTap(stage: MediaWorkerState, id: string): Answer<"close-tap"> {
  const tap = stage.streams.get(id);
  if (tap === undefined) return refuse("tap-unknown");
  stage.forgetTap(tap);
  return ok(null);
}
