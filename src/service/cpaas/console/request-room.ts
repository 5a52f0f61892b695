/** How much of a call centre's requests is still written down at an instant. */
export interface RequestRoom {
  readonly left: number;
  readonly atMs: number;
}

/** Requests of one call centre that are written down in a row, and a second after that. */
const BURST = 2_000;
const PER_SECOND = 20;
const SECOND_MS = 1_000;

/** The room after one more request; null where it has none, and is not written down. */
export function roomAfter(room: RequestRoom | undefined, nowMs: number): RequestRoom | null {
  const filled =
    room === undefined ? BURST : Math.min(BURST, room.left + (Math.max(0, nowMs - room.atMs) / SECOND_MS) * PER_SECOND);
  return filled < 1 ? null : { left: filled - 1, atMs: nowMs };
}
