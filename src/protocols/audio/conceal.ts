import { FRAME_SAMPLES } from "./g711.ts";

/** What is kept to hide the next lost frame: the last frame heard, and how many were hidden since. */
export interface Concealment {
  readonly last: Int16Array;
  readonly hidden: number;
}

/** Nothing heard yet: a lost frame is silence. */
export const NOTHING_RECEIVED: Concealment = { last: new Int16Array(FRAME_SAMPLES), hidden: 0 };

/** After so many lost frames in a row there is silence (60 ms, as ITU-T G.711 appendix I fades). */
const HIDDEN_MAX = 3;

/** Remembers a frame that came. */
export function receivedFrame(frame: Int16Array): Concealment {
  return { last: frame, hidden: 0 };
}

/**
 * Fills a lost frame: the last one turned round in time, so that it joins without a jump, and fading to nothing over
 * three frames. Simpler than the pitch search of ITU-T G.711 appendix I.
 */
export function hideLoss({ last, hidden }: Concealment): { readonly state: Concealment; readonly frame: Int16Array } {
  const frame = new Int16Array(last.length);
  const whole = HIDDEN_MAX * last.length;
  if (hidden >= HIDDEN_MAX) return { state: { last, hidden }, frame };
  for (let at = 0; at < last.length; at += 1) {
    const fade = 1 - (hidden * last.length + at) / whole;
    const from = hidden % 2 === 0 ? last.length - 1 - at : at;
    frame[at] = Math.round((last[from] ?? 0) * fade);
  }
  return { state: { last, hidden: hidden + 1 }, frame };
}
