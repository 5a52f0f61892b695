import { setTimeout as delay } from "node:timers/promises";
import { shareAt } from "../../protocols/audio/index.ts";
import type { MenuBranch, PlannedCall } from "../scenarios/index.ts";
import type { CallingSide } from "./calling.effects.ts";
import type { RawBranch } from "./raw.ts";
import { levelOf } from "./tone-ear.ts";

/** Parameters of a menu path. */
export interface MenuWalk {
  readonly code: string;
  readonly planned: PlannedCall;
  readonly branch: MenuBranch;
  /** Listening time before the keys are pressed, and after them. */
  readonly listenMs: number;
  readonly followMs: number;
}

const PACKETS_MAX = 6_000;

/** Calls, receives the menu prompt, presses the keys of one branch and receives its audio; stores levels only, no speech. */
export async function walkMenu(side: CallingSide, walk: MenuWalk): Promise<RawBranch> {
  const { branch, code, planned, listenMs, followMs } = walk;
  const { keys, toneHz } = branch;
  const levels: number[] = [];
  const toneShares: number[] = [];
  const call = await side.call({
    planned,
    code,
    pair: null,
    packetsMax: PACKETS_MAX,
    onFrame: (samples) => {
      levels.push(levelOf(samples));
      if (toneHz !== null) toneShares.push(Math.round(100 * shareAt(samples, toneHz)));
    },
  });
  const rest = { keys, toneHz, levels, toneShares };
  if (!(await call.answered)) return { ...rest, status: "not-answered", pressedAt: 0 };
  await Promise.race([delay(listenMs, undefined, { ref: false }), call.ended]);
  const pressedAt = levels.length;
  call.line.press(keys);
  await Promise.race([delay(followMs, undefined, { ref: false }), call.ended]);
  const isEarly = call.raw().endedMs !== null;
  call.hangUp();
  await call.ended;
  return { ...rest, status: isEarly ? "ended-early" : "walked", pressedAt };
}
