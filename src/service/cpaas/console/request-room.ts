/** Remaining request-log allowance of a call centre at an instant (token bucket). */
export interface RequestRoom {
  readonly left: number;
  readonly atMs: number;
}

/** Requests logged per call centre: burst size and refill rate per second. */
const BURST = 2_000;
const PER_SECOND = 20;
const SECOND_MS = 1_000;

/** Allowance after one more request; null if it is used up and the request is not logged. */
export function roomAfter(room: RequestRoom | undefined, nowMs: number): RequestRoom | null {
  const filled =
    room === undefined ? BURST : Math.min(BURST, room.left + (Math.max(0, nowMs - room.atMs) / SECOND_MS) * PER_SECOND);
  return filled < 1 ? null : { left: filled - 1, atMs: nowMs };
}
