import type { Arrival, Destination } from "../calls/index.ts";
import type { Route } from "../dial-plan/index.ts";

/** A trunk receives the number that was dialled, not the number that the caller of the call had called. */
export function dialledAs(destination: Destination, dialled: string): Destination {
  if (destination.kind !== "targets") return destination;
  const targets = destination.targets.map(({ legId, party }) =>
    party.kind === "trunk" ? { legId, party: { ...party, dialled } } : { legId, party },
  );
  return { ...destination, targets };
}

/** Direction of a phone's call, by its route. */
export function directionOf({ kind }: Route): Arrival["direction"] {
  if (kind === "trunk") return "outbound";
  return kind === "desk" ? "desk" : "internal";
}
