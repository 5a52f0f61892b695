import { FRAME_SAMPLES } from "./g711.ts";

/** State of packet loss concealment: the last received frame, and the number of frames concealed since. */
export interface Concealment {
  readonly last: Int16Array;
  readonly hidden: number;
}

/** Initial state: a lost frame becomes silence. */
export const NOTHING_RECEIVED: Concealment = { last: new Int16Array(FRAME_SAMPLES), hidden: 0 };

/** Number of consecutive lost frames after which the output is silent (60 ms, as ITU-T G.711 appendix I fades). */
const HIDDEN_MAX = 3;

/** Stores a received frame. */
export function receivedFrame(frame: Int16Array): Concealment {
  return { last: frame, hidden: 0 };
}

/**
 * Fills a lost frame: the last frame reversed in time, so that it joins without a jump, and faded to silence over
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
