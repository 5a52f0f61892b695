import { since32 } from "./packet.ts";

/** Position of one direction's frames on the timeline of a recording, in samples since its start. */
export interface Timeline {
  readonly ssrc: number;
  readonly timestamp: number;
  readonly position: number;
}

/**
 * If position and arrival differ by more than this, the sender's clock has jumped: two seconds. A smaller value would treat packets
 * delayed by a busy machine as a jump, and place the following ones over them.
 */
const PARTING_MAX = 16_000;

/**
 * The position of a frame. The first frame ends at its arrival, because its audio precedes it; later frames follow
 * their timestamps, so that jitter has no effect and gaps are preserved. After a new SSRC or a jump, arrival counts again.
 */
export function placeFrame(
  line: Timeline | null,
  frame: { readonly ssrc: number; readonly timestamp: number; readonly samples: number; readonly arrivedAt: number },
): { readonly state: Timeline; readonly position: number } {
  const byArrival = frame.arrivedAt - frame.samples;
  const byTimestamp = line === null ? byArrival : line.position + since32(frame.timestamp, line.timestamp);
  const goesOn = line !== null && line.ssrc === frame.ssrc && Math.abs(byTimestamp - byArrival) <= PARTING_MAX;
  const position = goesOn ? byTimestamp : byArrival;
  return { state: { ssrc: frame.ssrc, timestamp: frame.timestamp, position }, position };
}

/** A range of time in samples; `to` is exclusive, and null while the pause continues. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** The parts of a frame outside of pauses and not before the start. */
export function outsideOfPauses(
  frame: { readonly position: number; readonly samples: number },
  pauses: readonly Pause[],
): readonly { readonly from: number; readonly to: number }[] {
  let parts = [{ from: Math.max(0, frame.position), to: frame.position + frame.samples }];
  for (const pause of pauses) {
    const end = pause.to ?? Number.POSITIVE_INFINITY;
    parts = parts.flatMap(({ from, to }) => [
      { from, to: Math.min(to, pause.from) },
      { from: Math.max(from, end), to },
    ]);
    parts = parts.filter(({ from, to }) => from < to);
  }
  return parts.filter(({ from, to }) => from < to);
}
