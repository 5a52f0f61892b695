import type { RawBranch } from "./raw.ts";

/** Result of one menu path. */
export interface BranchFigures {
  readonly keys: string;
  readonly isReached: boolean;
  /** Why it counts as dead; null for a reached branch. */
  readonly why: "not-answered" | "ended-early" | "silent" | "menu-again" | "same-as-another" | "tone-missing" | null;
  /** Duration of the audio after the keys, up to its first pause. */
  readonly soundMs: number;
}

const FRAME_MS = 20;
/** Lower levels are silence. */
const QUIET_DB = -45;
/** Minimum duration of audio that counts as a prompt, and of a pause that ends it. */
const PROMPT_FRAMES_MIN = 15;
const PAUSE_FRAMES = 20;
/** A tone must be most of the audio for this time. */
const TONE_SHARE_MIN = 50;
const TONE_FRAMES_MIN = 10;
/** Length of the compared part of two sounds, and the similarity of two plays of the same recording. */
const COMPARED_FRAMES = 150;
const ALIKE_DB = 3;
const ALIKE_SHARE = 0.9;
const SHIFT_MAX = 3;

/** Evaluates each branch of a menu: reached when its keys are followed by audio that is neither the menu's nor another branch's. */
export function menuFigures(branches: readonly RawBranch[]): readonly BranchFigures[] {
  const sounds = branches.map((branch) => soundAfter(branch.levels, branch.pressedAt));
  return branches.map((branch, nth) => {
    const sound = sounds[nth] ?? [];
    const others = sounds.filter((other, at) => at !== nth && branches[at]?.toneHz === null && other.length > 0);
    const why = whyDead(branch, sound, others);
    return { keys: branch.keys, isReached: why === null, why, soundMs: sound.length * FRAME_MS };
  });
}

function whyDead(
  branch: RawBranch,
  sound: readonly number[],
  others: readonly (readonly number[])[],
): BranchFigures["why"] {
  if (branch.status === "not-answered") return "not-answered";
  if (branch.toneHz !== null) {
    const loud = branch.toneShares.slice(branch.pressedAt).filter((share) => share >= TONE_SHARE_MIN);
    return loud.length >= TONE_FRAMES_MIN ? null : "tone-missing";
  }
  if (sound.length < PROMPT_FRAMES_MIN) return branch.status === "ended-early" ? "ended-early" : "silent";
  if (isAlike(sound, soundAfter(branch.levels.slice(0, branch.pressedAt), 0))) return "menu-again";
  return others.some((other) => isAlike(sound, other)) ? "same-as-another" : null;
}

/** The levels of the first audio after a frame, up to its first pause. */
function soundAfter(levels: readonly number[], from: number): readonly number[] {
  const begin = levels.findIndex((level, at) => at >= from && level > QUIET_DB);
  if (begin < 0) return [];
  let [end, quiet] = [begin, 0];
  for (let at = begin; at < levels.length && quiet < PAUSE_FRAMES; at += 1) {
    quiet = (levels[at] ?? QUIET_DB) > QUIET_DB ? 0 : quiet + 1;
    if (quiet === 0) end = at + 1;
  }
  return levels.slice(begin, end);
}

/** Whether the levels of two sounds follow the same curve, allowing for an offset of their first frame. */
function isAlike(left: readonly number[], right: readonly number[]): boolean {
  const length = Math.min(left.length, right.length, COMPARED_FRAMES);
  const longer = Math.min(Math.max(left.length, right.length), COMPARED_FRAMES);
  if (length < PROMPT_FRAMES_MIN || longer - length > 2 * SHIFT_MAX + PAUSE_FRAMES) return false;
  const shifts = Array.from({ length: 2 * SHIFT_MAX + 1 }, (_, nth) => nth - SHIFT_MAX);
  return shifts.some((shift) => {
    const alike = left
      .slice(0, length)
      .filter((level, at) => Math.abs(level - (right[at + shift] ?? -99)) <= ALIKE_DB).length;
    return alike >= length * ALIKE_SHARE;
  });
}
