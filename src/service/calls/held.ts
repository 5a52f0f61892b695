import type { Call, Instant } from "./call.ts";

const US_PER_MS = 1_000;

/** How long a leg has been holding the call in all. */
export function holdMsOf(call: Call, legId: string, now: Instant): number {
  let heldSinceUs: number | null = null;
  let heldUs = 0;
  for (const { body, elapsedUs } of call.events) {
    if (!("legId" in body) || body.legId !== legId) continue;
    if (body.kind === "hold.began") heldSinceUs ??= elapsedUs;
    if (body.kind !== "hold.ended" || heldSinceUs === null) continue;
    heldUs += elapsedUs - heldSinceUs;
    heldSinceUs = null;
  }
  if (heldSinceUs !== null) heldUs += now.elapsedUs - heldSinceUs;
  return Math.round(heldUs / US_PER_MS);
}
