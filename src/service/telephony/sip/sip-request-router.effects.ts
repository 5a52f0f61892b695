import { answerTo, type CheckedRequest, type SipPeer, type TransactionKey } from "../../../protocols/sip/index.ts";
import type { Arrival, Destination, Target } from "../calls/index.ts";
import { CALLBACK_FROM } from "../cdr/index.ts";
import {
  INTERNAL_RING_MS,
  type Route,
  routeFromPhone,
  routeFromTrunk,
  routeOfCallback,
  routeOfTransfer,
  type ServiceNumber,
  withoutFeatureCodeDigits,
} from "../dial-plan/index.ts";
import type { Phone } from "../phones/index.ts";
import { type Channels, NO_CHANNELS, NO_SPENDING, type Trunk, takeChannel } from "../trunks/index.ts";
import {
  answer,
  begin,
  HOPS,
  leadingTo,
  type ReceivedRequest,
  type RouterState,
  type SipRequestRouterOptions,
} from "./begin-call.effects.ts";
import type { CallbackNumber } from "./callback-limits.effects.ts";
import { dialledAs, directionOf } from "./called-number.ts";
import {
  consulted,
  DECLINED,
  destinationOf,
  type EndedCall,
  type LedCall,
  ledTo,
  letLegGo,
  letUnbegunGo,
  mayBeReferred,
  overTrunk,
  settle,
  targetsOf,
} from "./destinations.effects.ts";
import { ABILITIES, METHODS } from "./leg-parts.ts";
import { callOut, type OrderedCall, type OrderedCallRefusal } from "./order-call.effects.ts";
import { languageOf, type Parties, partiesOf } from "./read-request.ts";
import { answerRegister } from "./register.effects.ts";
import { sessionFault } from "./session-watch.effects.ts";
import { beginTest } from "./test-call.effects.ts";
import { isTransportAllowed } from "./transport-policy.ts";
import { clientDestination, invitedUnsigned, registeringUnsigned } from "./unsigned.effects.ts";

/** Receives every new request: authenticates its source, reads its target, and routes it. */
export interface SipRequestRouter {
  request(key: TransactionKey, request: CheckedRequest, source: SipPeer): void;
  /** The target of a transfer. */
  resolveTransfer(call: Pick<Arrival, "tenantId">, target: string): Destination;
  /** The route of a number that an agent consults from the desktop; the call counts as one of the agent's phone. */
  resolveConsult(
    call: Pick<Arrival, "tenantId">,
    asked: { readonly number: string; readonly phoneId: string | null },
  ): Destination;
  /** The devices of a phone of the call's own call centre. */
  resolvePhone(call: Pick<Arrival, "tenantId">, phoneId: string): Destination;
  /** The target of a number that a script dials. */
  resolveDial(call: LedCall, number: string): Destination;
  /** Whether a far end of a call may receive a REFER to a number. */
  mayBeReferred(call: LedCall, asked: { readonly number: string; readonly party: Arrival["party"] }): boolean;
  /** The devices of a phone that are reachable now; each result has new leg ids. */
  targetsOf(phoneId: string): readonly Target[];
  /** Whether a callback may be booked. */
  mayBook(wish: CallbackNumber): boolean;
  /** Begins the call of a callback and assigns its channel. `no-line` when there is no capacity for it now; `barred` when its number may not be called. */
  callBack(call: CallbackNumber & { readonly callId: string }): "begun" | "no-line" | "barred";
  /** Begins a call that an application originates and assigns its channel; or returns the reason of the refusal. */
  callOut(call: OrderedCall): "begun" | OrderedCallRefusal;
  /** Rings the phones of a number for a test; false when there is no capacity for another call. */
  testCall(call: { readonly callId: string; readonly number: ServiceNumber }): boolean;
  /** Releases the channel of a leg. */
  legGone(legId: string): void;
  /** Settles the cost of an ended call. */
  callEnded(call: EndedCall): void;
  /** A leg replaces the leg that began the call. */
  standIn(legId: string, forLegId: string): void;
  channels(): Channels;
}

/** Opens the request router of a switch. */
export function openSipRequestRouter(options: SipRequestRouterOptions): SipRequestRouter {
  const routerState: RouterState = { ...options, channels: NO_CHANNELS, spending: NO_SPENDING };
  return {
    request: (key, request, source) => receiveRequest(routerState, { key, request, source }),
    resolveTransfer: ({ tenantId }, target) =>
      clientDestination(routerState, { tenantId }, target) ??
      destinationOf(routerState, routeOfTransfer(routerState.book(), { tenantId }, target)),
    resolveConsult: (call, asked) => consulted(routerState, call, asked),
    resolvePhone: ({ tenantId }, phoneId) => ({
      kind: "targets",
      ringMs: INTERNAL_RING_MS,
      isRecorded: false,
      targets:
        routerState.book().phones.byId.get(phoneId)?.tenantId === tenantId ? targetsOf(routerState, phoneId) : [],
    }),
    resolveDial: (call, number) => ledTo(routerState, call, number),
    mayBeReferred: (call, asked) => mayBeReferred(routerState, call, asked),
    targetsOf: (phoneId) => targetsOf(routerState, phoneId),
    mayBook: (wish) =>
      routeOfCallback(routerState.book(), wish, wish.number).kind === "trunk" &&
      routerState.callbackLimits.take(wish, routerState.clock.nowMs()),
    callBack: (call) => callBack(routerState, call),
    callOut: (call) => callOut(routerState, call),
    testCall: (call) => beginTest(routerState, { ...call, hops: HOPS }),
    legGone: (legId) => {
      letLegGo(routerState, legId);
      routerState.visitors().legGone(legId);
      routerState.clients().legGone(legId);
      routerState.limits.legGone(legId);
    },
    callEnded: (call) => settle(routerState, call),
    standIn: routerState.limits.standIn,
    channels: () => routerState.channels,
  };
}

function receiveRequest(routerState: RouterState, asked: ReceivedRequest): void {
  const { request, key } = asked;
  const { method } = request.message;
  if (request.toTag !== null) {
    if (!routerState.legs().inside(key, request, asked.source)) answer(routerState, asked, 481);
    return;
  }
  const fault =
    method === "INVITE" || method === "OPTIONS"
      ? answerTo(request, { ...ABILITIES, forwards: method === "INVITE" })
      : null;
  const refusal = fault ?? (method === "INVITE" ? sessionFault(request) : null);
  if (refusal !== null) return routerState.core().respond(key, refusal);
  switch (method) {
    case "INVITE":
      return invited(routerState, asked);
    case "REGISTER":
      return registering(routerState, asked);
    case "OPTIONS":
      return answer(routerState, asked, 200, [{ name: "Allow", value: METHODS.join(", ") }]);
    default:
      return answer(routerState, asked, METHODS.includes(method) ? 481 : 405, [
        { name: "Allow", value: METHODS.join(", ") },
      ]);
  }
}

/** Begins the call of a trunk (authenticated by its approved address), of a phone (by its digest), or of a web caller. */
function invited(routerState: RouterState, request: ReceivedRequest): void {
  if (request.source.pass !== undefined) return invitedUnsigned(routerState, request);
  const trunk = routerState.gate().trunkOf(request.request, request.source);
  if (trunk !== undefined) return invitedByTrunk(routerState, request, trunk);
  const phone = proven(routerState, request);
  if (phone !== null) invitedByPhone(routerState, request, phone);
}

/** Returns the authenticated phone of a request; requests of a known transaction or dialog are checked here. */
function proven(routerState: RouterState, { key, request, source }: ReceivedRequest): Phone | null {
  const phone = routerState.gate().phoneOf(request);
  if (phone !== null) return phone;
  const judged = routerState.gate().judge(request, source);
  if (judged.phone === null) routerState.core().respond(key, judged.challenge);
  return judged.phone;
}

function registering(routerState: RouterState, request: ReceivedRequest): void {
  if (request.source.pass !== undefined) return registeringUnsigned(routerState, request);
  const phone = proven(routerState, request);
  if (phone === null) return;
  // RFC 3261 §21.4.4: the request was understood; a device that requires TLS is refused over an unencrypted transport.
  if (!isIn(routerState, phone, request.source)) return answer(routerState, request, 403);
  const { bindings, clock, ids } = routerState;
  answerRegister({ core: routerState.core(), bindings, nowMs: clock.nowMs(), toTag: ids.secret(6) }, request, phone);
}

function invitedByTrunk(routerState: RouterState, request: ReceivedRequest, trunk: Trunk): void {
  const legId = routerState.ids.next();
  const { caller, called } = partiesOf(request.request, true);
  const parties = { caller, called: withoutFeatureCodeDigits(called) };
  const route = routeFromTrunk(routerState.book(), trunk, called);
  const taken = takeChannel(routerState.channels, { line: trunk, legId, isEmergency: false });
  if (taken.ok) routerState.channels = taken.value;
  const destination: Destination = taken.ok
    ? leadingTo(routerState, route, parties)
    : { kind: "nowhere", outcome: "channels-full" };
  const code = route.kind === "phones" ? (route.number?.code ?? null) : null;
  begin(routerState, request, {
    legId,
    parties,
    destination,
    code,
    tenantId: trunk.tenantId,
    direction: "inbound",
    isEmergency: false,
    party: { kind: "trunk", trunkId: trunk.id },
    far: parties.caller,
  });
}

function invitedByPhone(routerState: RouterState, request: ReceivedRequest, phone: Phone): void {
  const dialled = partiesOf(request.request, false).called;
  const called = withoutFeatureCodeDigits(dialled);
  const parties = { caller: phone.extension, called };
  const route = routeFromPhone(routerState.book(), phone, dialled);
  const isEmergency = route.kind === "trunk" && route.isEmergency;
  const shown = route.kind === "trunk" ? (route.number?.code ?? null) : null;
  const legId = routerState.ids.next();
  const mayCall =
    isEmergency || (isIn(routerState, phone, request.source) && isAllowed(routerState, phone, { legId, route }));
  begin(routerState, request, {
    legId,
    parties,
    destination: mayCall ? phoneLeadingTo(routerState, request, { route, parties }) : DECLINED,
    code: shown,
    tenantId: phone.tenantId,
    direction: directionOf(route),
    party: { kind: "phone", phoneId: phone.id, contact: null },
    far: called,
    isEmergency,
  });
}

/** Whether a phone uses a permitted transport, and its call centre is not closed. */
function isIn(routerState: RouterState, phone: Phone, source: SipPeer): boolean {
  return isTransportAllowed(phone, source) && !routerState.book().closed.has(phone.tenantId);
}

/** Only an authenticated phone may dial feature codes. Such calls are not recorded, and neither are their keys. */
function phoneLeadingTo(
  routerState: RouterState,
  { request }: ReceivedRequest,
  { route, parties }: { readonly route: Route; readonly parties: Parties },
): Destination {
  if (route.kind !== "desk") return leadingTo(routerState, route, parties);
  const script = routerState.deskScriptOf(route.dialled, languageOf(request));
  return { kind: "tasks", script, isRecorded: false, areKeysSecret: true };
}

/** A compromised phone must not be able to keep every trunk busy at the call centre's expense. */
function isAllowed(
  routerState: RouterState,
  phone: Phone,
  { legId, route }: { readonly legId: string; readonly route: Route },
): boolean {
  if (route.kind !== "trunk") return true;
  return routerState.limits.take({ legId, phoneId: phone.id, trunkId: route.trunkId }, routerState.clock.nowMs());
}

/** Ring time of the customer of a callback. */
const CALLBACK_RING_MS = 45_000;

/** A callback has no caller: its first leg is planned to the customer, and its channel is assigned. */
function callBack(
  routerState: RouterState,
  { callId, tenantId, called, number }: CallbackNumber & { readonly callId: string },
): "begun" | "no-line" | "barred" {
  const route = routeOfCallback(routerState.book(), { tenantId, called }, number);
  if (route.kind === "nowhere") return "barred";
  const destination = dialledAs(overTrunk(routerState, route), number);
  const [target] = destination.kind === "targets" ? destination.targets : [];
  if (target === undefined || destination.kind !== "targets") return "no-line";
  const code = route.number?.code ?? null;
  const { legId, party } = target;
  routerState.trace.begin({ callId, tenantId });
  const isBegun = routerState.calls().arrive(
    {
      callId,
      tenantId,
      code,
      legId,
      party,
      direction: "outbound",
      caller: code ?? called,
      called: number,
      far: number,
      isEmergency: false,
      sipCallId: `callback-${callId}`,
      from: CALLBACK_FROM,
      hasOffer: false,
      hops: HOPS,
      destination: { ...destination, kind: "callback", ringMs: CALLBACK_RING_MS },
    },
    null,
  );
  if (!isBegun) letUnbegunGo(routerState, tenantId, [legId]);
  return isBegun ? "begun" : "no-line";
}
