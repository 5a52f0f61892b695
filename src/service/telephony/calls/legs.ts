import type { CallEventBody } from "../cdr/index.ts";
import { type Call, type Instant, type Leg, legOf, type Target, withEvents, withLeg } from "./call.ts";
import type { CallEffect, CallStep } from "./call-step.ts";
import { costOf } from "./transfer/party.ts";

/** Maximum number of devices that one call rings at once. */
const TARGETS_MAX = 32;

/** Adds legs to targets: their media is opened first, then they are invited. */
export function addTargets(call: Call, now: Instant, targets: readonly Target[]): CallStep {
  const some = targets.slice(0, TARGETS_MAX);
  const legs = some.map(
    ({ legId, party }): Leg => ({
      id: legId,
      party,
      state: "preparing",
      isHolding: false,
      hasSound: false,
      digits: "",
      unpaired: [],
    }),
  );
  const bodies = some.map(
    ({ legId, party, told }): CallEventBody => ({
      kind: "leg.invited",
      legId,
      phoneId: party.kind === "phone" ? party.phoneId : null,
      trunkId: party.kind === "trunk" ? party.trunkId : null,
      ...costOf(party),
      ...(told === undefined ? {} : { dialled: told.dialled, told: told.wish, toldAs: told.as }),
    }),
  );
  const said = withEvents({ ...call, legs: [...call.legs, ...legs] }, now, bodies);
  return {
    call: said,
    effects: [
      { effect: "write" },
      ...some.map(({ legId, party }): CallEffect => ({ effect: "open-media", legId, party })),
    ],
  };
}

/** Ends a leg that is or may be answered, and its media. */
export function dropped(legId: string, cause: number): readonly CallEffect[] {
  return [
    { effect: "hang-up", legId, cause },
    { effect: "close-media", legId },
  ];
}

/** Releases legs that ring or may be answered at any moment; `cause` 26 says that the call was completed elsewhere. */
export function releaseLegs(
  call: Call,
  now: Instant,
  { legIds, cause }: { readonly legIds: readonly string[]; readonly cause: number },
): CallStep {
  const open = legIds.filter((id) => ![undefined, "gone"].includes(legOf(call, id)?.state));
  if (open.length === 0) return { call, effects: [] };
  const left = open.reduce((rest, id) => withLeg(rest, id, { state: "gone" }), call);
  return {
    call: withEvents(left, now, [{ kind: "legs.released", legIds: open }]),
    effects: [{ effect: "write" }, ...open.flatMap((id) => dropped(id, cause))],
  };
}
