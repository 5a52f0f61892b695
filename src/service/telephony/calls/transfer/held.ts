import type { Call, Instant } from "../call.ts";
import { isHeld } from "./talk-state.ts";

const US_PER_MS = 1_000;

/** Total time that a leg has held the call. */
export function holdMsOf(call: Call, legId: string, now: Instant): number {
  let heldSinceUs: number | null = null;
  let heldUs = 0;
  for (const { body, elapsedUs } of call.events) {
    if (!("legId" in body) || body.legId !== legId) continue;
    const isParted = body.kind === "talk.changed" && isHeld(body.state);
    if (body.kind === "hold.began" || isParted) heldSinceUs ??= elapsedUs;
    const isBack = body.kind === "hold.ended" || (body.kind === "talk.changed" && !isParted);
    if (!isBack || heldSinceUs === null) continue;
    heldUs += elapsedUs - heldSinceUs;
    heldSinceUs = null;
  }
  if (heldSinceUs !== null) heldUs += now.elapsedUs - heldSinceUs;
  return Math.round(heldUs / US_PER_MS);
}
