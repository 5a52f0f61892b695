import { since32 } from "./packet.ts";

/** Where the frames of one direction lie on the time line of a recording, in samples since it began. */
export interface Timeline {
  readonly ssrc: number;
  readonly timestamp: number;
  readonly position: number;
}

/**
 * When position and arrival part by more than this, the sender's clock jumped: two seconds. Less would take packets that
 * a busy machine held up for a jump, and lay what follows over them.
 */
const PARTING_MAX = 16_000;

/**
 * The position of a frame. The first frame ends where it arrived, because its sound was before; later ones follow by
 * their timestamps, so that jitter moves nothing and gaps stay gaps. After a new SSRC or a jump, arrival counts again.
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

/** A stretch of time in samples; `to` is not part of it, and null means it still goes on. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** The parts of a frame that lie in no pause and not before the beginning. */
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
