import type { Clock, IdSource } from "../../../kernel/index.ts";
import { monthIn } from "../../../regulation/index.ts";
import type { Arrival, Destination, Party, SoughtDevice, Target } from "../calls/index.ts";
import {
  INTERNAL_RING_MS,
  type RecordingNotice,
  type Route,
  type RoutingDirectory,
  routeOfConsult,
  routeOfDial,
  type ServiceNumber,
} from "../dial-plan/index.ts";
import { ringingOf } from "../phones/index.ts";
import {
  type CentreSpending,
  type Channels,
  giveChannel,
  legOver,
  outboundTrunk,
  type Spending,
  settleCall,
  takeChannel,
  takeSpending,
} from "../trunks/index.ts";
import { dialledAs } from "./called-number.ts";
import type { LocationService } from "./location-service.effects.ts";
import type { OutboundLimits } from "./outbound-limits.effects.ts";

/** Ring time of a call to a phone or an outside number. */
const OUTBOUND_RING_MS = 60_000;

/** Destination of a call that is not permitted. */
export const DECLINED: Destination = { kind: "nowhere", outcome: "declined" };

/** A route other than one to a feature code. */
export type CallRoute = Exclude<Route, { readonly kind: "desk" }>;

/** Dependencies for turning a route into legs; channels of trunks are assigned here. */
export interface DestinationContext {
  readonly book: () => RoutingDirectory;
  readonly bindings: LocationService;
  readonly limits: OutboundLimits;
  readonly clock: Clock;
  readonly ids: IdSource;
  channels: Channels;
  spending: Spending;
}

/** An agent's outgoing call uses the outbound limit of the agent's phone until its leg ends. */
export function consulted(
  destinationContext: DestinationContext,
  { tenantId }: Pick<Arrival, "tenantId">,
  { number, phoneId }: { readonly number: string; readonly phoneId: string | null },
): Destination {
  const route = routeOfConsult(destinationContext.book(), { tenantId }, number);
  const destination = dialledAs(destinationOf(destinationContext, route), number);
  const [target] = destination.kind === "targets" ? destination.targets : [];
  if (route.kind !== "trunk" || target === undefined) return destination;
  const wish = { legId: target.legId, phoneId: phoneId ?? "", trunkId: route.trunkId };
  if (destinationContext.limits.take(wish, destinationContext.clock.nowMs())) return destination;
  letUnbegunGo(destinationContext, tenantId, [target.legId]);
  return DECLINED;
}

/** A call controlled by a script: the numbers it dials count for it, its call centre and its code. */
export type LedCall = Pick<Arrival, "callId" | "tenantId" | "code" | "dialsUnder">;

/** The route of a number that a script dials. Rate-limited, so that one caller cannot keep every trunk busy at the call centre's expense. */
export function ledTo(
  destinationContext: DestinationContext,
  { callId, tenantId, ...call }: LedCall,
  number: string,
): Destination {
  const code = call.code ?? call.dialsUnder ?? null;
  const route = routeOfDial(destinationContext.book(), { tenantId, code }, number);
  const destination = dialledAs(destinationOf(destinationContext, route), number);
  const [target] = destination.kind === "targets" ? destination.targets : [];
  if (route.kind !== "trunk" || target === undefined) return destination;
  const { legId } = target;
  if (
    destinationContext.limits.lead(
      { legId, callId, tenantId, trunkId: route.trunkId },
      destinationContext.clock.nowMs(),
    )
  )
    return destination;
  letUnbegunGo(destinationContext, tenantId, [legId]);
  return DECLINED;
}

/**
 * Whether a far end of a call may receive a REFER to a number: only where the call might dial it now, within all rules and limits. Over a trunk no extension is
 * permitted, and a code of the same call centre always is.
 */
export function mayBeReferred(
  destinationContext: DestinationContext,
  call: LedCall,
  { number, party }: { readonly number: string; readonly party: Arrival["party"] },
): boolean {
  // A web page calls its application or one number only.
  if (party.kind === "client" || party.kind === "visitor") return false;
  const isLine = party.kind === "trunk";
  const { tenantId } = call;
  const route = routeOfDial(
    destinationContext.book(),
    { tenantId, code: call.code ?? call.dialsUnder ?? null },
    number,
  );
  if (route.kind === "phones") return route.called !== null || (!isLine && route.phoneIds.length > 0);
  const found = ledTo(destinationContext, call, number);
  if (found.kind !== "targets") return false;
  const legIds = found.targets.map(({ legId }) => legId);
  letUnbegunGo(destinationContext, tenantId, legIds);
  for (const legId of legIds) destinationContext.limits.legGone(legId);
  return legIds.length > 0;
}

/** Turns a route into legs to be rung; the trunk's channel is assigned here, synchronously. */
export function destinationOf(destinationContext: DestinationContext, route: CallRoute): Destination {
  if (route.kind === "nowhere") return route;
  if (route.kind === "trunk") return overTrunk(destinationContext, route);
  const targets = route.phoneIds.flatMap((phoneId) => targetsOf(destinationContext, phoneId));
  const { number } = route;
  return {
    kind: "targets",
    targets,
    ringMs: number?.ringMs ?? INTERNAL_RING_MS,
    isRecorded: number?.isRecorded ?? false,
    ...noticeOf(number),
  };
}

/** Looks up a phone whose device has gone silent: the other devices, rung for the same talk, and whether the silent one is reachable. */
export function soughtDevice(
  desk: Pick<DestinationContext, "bindings" | "clock" | "ids">,
  phoneId: string,
  isAt: (contact: string) => boolean,
): SoughtDevice {
  const devices = desk.bindings.of(phoneId, desk.clock.nowMs());
  const isThere = devices.some(({ contact }) => isAt(contact));
  const others = ringingOf(devices).filter(({ contact }) => !isAt(contact));
  // A page continues by itself; a desk phone that auto-answers would let a room hear the caller.
  const targets = others.map(
    ({ contact, transport }): Target => ({
      legId: desk.ids.next(),
      party: { kind: "phone", phoneId, contact, ...(isOfPage(transport) ? { isBack: true as const } : {}) },
    }),
  );
  return { targets, isThere };
}

/** Whether a device is a browser (SIP over WebSocket, RFC 7118). */
function isOfPage(transport: string): boolean {
  return transport === "ws" || transport === "wss";
}

/** The devices of a phone that are reachable now; each result has new leg ids. */
export function targetsOf(
  desk: Pick<DestinationContext, "bindings" | "clock" | "ids">,
  phoneId: string,
): readonly Target[] {
  return ringingOf(desk.bindings.of(phoneId, desk.clock.nowMs())).map(
    ({ contact }): Target => ({ legId: desk.ids.next(), party: { kind: "phone", phoneId, contact } }),
  );
}

/** A leg over a trunk, whose channel is assigned from now on. */
export function overTrunk(
  destinationContext: DestinationContext,
  route: Route & { readonly kind: "trunk" },
): Destination {
  const line = destinationContext.book().trunks.byId.get(route.trunkId);
  const legId = destinationContext.ids.next();
  const taken = line && takeChannel(destinationContext.channels, { line, legId, isEmergency: route.isEmergency });
  if (line === undefined || taken?.ok !== true) return { kind: "nowhere", outcome: "channels-full" };
  const { minuteRupiah } = route;
  const nowMs = destinationContext.clock.nowMs();
  const { tenantId, centreSpending: centre } = line;
  const wish = { legId, tenantId, minuteRupiah, centre, nowMs, month: monthOf(centre, nowMs) };
  const spent = takeSpending(destinationContext.spending, wish);
  if (!spent.ok) return { kind: "nowhere", outcome: spent.refusal };
  destinationContext.channels = taken.value;
  destinationContext.spending = spent.value;
  const cost = minuteRupiah === 0 ? {} : { minuteRupiah };
  const notice = noticeOf(route.number);
  const party: Party = { kind: "trunk", trunkId: route.trunkId, ...cost, ...notice };
  const isRecorded = route.number?.isRecorded ?? false;
  const target = { legId, party };
  return { kind: "targets", targets: [target], ringMs: OUTBOUND_RING_MS, isRecorded, ...notice };
}

/** The notice that precedes recorded calls of a number. */
function noticeOf(number: ServiceNumber | null | undefined): { readonly notice?: RecordingNotice } {
  return number?.recordingNotice === undefined ? {} : { notice: number.recordingNotice };
}

/** The far end of a leg has left: its channel is free, and its price stays reserved until its call is settled. */
export function letLegGo(destinationContext: DestinationContext, legId: string): void {
  destinationContext.channels = giveChannel(destinationContext.channels, legId);
  destinationContext.spending = legOver(destinationContext.spending, legId, destinationContext.clock.nowMs());
}

/** An ended call, with its legs and their cost. */
export interface EndedCall {
  readonly tenantId: string;
  readonly legIds: readonly string[];
  readonly chargeRupiah: number;
  readonly endedAtMs: number;
}

/** A call has ended: its cost counts from now on, before its record is on disk. */
export function settle(destinationContext: DestinationContext, { endedAtMs, ...call }: EndedCall): void {
  const centre = outboundTrunk(destinationContext.book().trunks, call.tenantId)?.centreSpending ?? null;
  destinationContext.spending = settleCall(destinationContext.spending, {
    ...call,
    centre,
    month: monthOf(centre, endedAtMs),
  });
}

function monthOf(centre: CentreSpending | null, atMs: number): string {
  return centre === null ? "" : monthIn(atMs, centre.timeZone);
}

/** A call that was not begun costs nothing and releases its channels. */
export function letUnbegunGo(
  destinationContext: DestinationContext,
  tenantId: string,
  legIds: readonly string[],
): void {
  for (const id of legIds) letLegGo(destinationContext, id);
  settle(destinationContext, { tenantId, legIds, chargeRupiah: 0, endedAtMs: destinationContext.clock.nowMs() });
}
