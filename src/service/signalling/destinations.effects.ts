import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Arrival, Destination, Party, Target } from "../calls/index.ts";
import { INTERNAL_RING_MS, type LineBook, type Route, routeOfConsult } from "../numbers/index.ts";
import { ringingOf } from "../phones/index.ts";
import { type Channels, giveChannel, takeChannel } from "../trunks/index.ts";
import type { BindingBook } from "./binding-book.effects.ts";
import { dialledAs } from "./dialled-as.ts";
import type { OutboundLimits } from "./outbound-limits.effects.ts";

/** A call to a phone or number outside rings this long. */
const OUTBOUND_RING_MS = 60_000;

/** Where a call leads that may not go on. */
export const DECLINED: Destination = { kind: "nowhere", outcome: "declined" };

/** A route that leads to no code of the agents' desk. */
export type OutsideDesk = Exclude<Route, { readonly kind: "desk" }>;

/** What is needed to turn a route into legs; channels of lines are given here. */
export interface DestinationDesk {
  readonly book: () => LineBook;
  readonly bindings: BindingBook;
  readonly limits: OutboundLimits;
  readonly clock: Clock;
  readonly ids: IdSource;
  channels: Channels;
}

/** An agent's call to outside takes its place among those of his phone, and gives it back with its leg. */
export function consulted(
  desk: DestinationDesk,
  { tenantId }: Pick<Arrival, "tenantId">,
  { number, phoneId }: { readonly number: string; readonly phoneId: string | null },
): Destination {
  const route = routeOfConsult(desk.book(), { tenantId }, number);
  const destination = dialledAs(destinationOf(desk, route), number);
  const [target] = destination.kind === "targets" ? destination.targets : [];
  if (route.kind !== "trunk" || target === undefined) return destination;
  const wish = { legId: target.legId, phoneId: phoneId ?? "", trunkId: route.trunkId };
  if (desk.limits.take(wish, desk.clock.nowMs())) return destination;
  desk.channels = giveChannel(desk.channels, target.legId);
  return DECLINED;
}

/** Turns a route into legs to be rung; a line gives its channel here, in the same turn. */
export function destinationOf(desk: DestinationDesk, route: OutsideDesk): Destination {
  if (route.kind === "nowhere") return route;
  if (route.kind === "trunk") return overTrunk(desk, route);
  const targets = route.phoneIds.flatMap((phoneId) => targetsOf(desk, phoneId));
  const { number } = route;
  return {
    kind: "targets",
    targets,
    ringMs: number?.ringMs ?? INTERNAL_RING_MS,
    isRecorded: number?.isRecorded ?? false,
  };
}

/** The devices of a phone as they can be reached now; each answer names new legs. */
export function targetsOf(desk: DestinationDesk, phoneId: string): readonly Target[] {
  return ringingOf(desk.bindings.of(phoneId, desk.clock.nowMs())).map(
    ({ contact }): Target => ({ legId: desk.ids.next(), party: { kind: "phone", phoneId, contact } }),
  );
}

/** A leg over a line, which has its channel from here on. */
export function overTrunk(desk: DestinationDesk, route: Route & { readonly kind: "trunk" }): Destination {
  const line = desk.book().trunks.byId.get(route.trunkId);
  const legId = desk.ids.next();
  const taken = line && takeChannel(desk.channels, { line, legId, isEmergency: route.isEmergency });
  if (taken?.ok !== true) return { kind: "nowhere", outcome: "channels-full" };
  desk.channels = taken.value;
  const party: Party = { kind: "trunk", trunkId: route.trunkId };
  const isRecorded = route.number?.isRecorded ?? false;
  return { kind: "targets", targets: [{ legId, party }], ringMs: OUTBOUND_RING_MS, isRecorded };
}
