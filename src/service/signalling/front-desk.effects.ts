import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import {
  answerTo,
  type CheckedRequest,
  respond,
  type SipHeader,
  type SipPeer,
  statusReason,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import type { Arrival, CallDesk, Destination, Party, Script, ScriptBook, Target } from "../calls/index.ts";
import {
  type DialledDeskCode,
  INTERNAL_RING_MS,
  type LineBook,
  type Route,
  routeFromPhone,
  routeFromTrunk,
  routeOfCallback,
  routeOfTransfer,
  type ServiceNumber,
  withoutDeskDigits,
} from "../numbers/index.ts";
import type { Phone } from "../phones/index.ts";
import { CALLBACK_FROM, WEBSITE_FROM } from "../records/index.ts";
import { type Channels, NO_CHANNELS, NO_SPENDING, type Spending, type Trunk, takeChannel } from "../trunks/index.ts";
import type { BindingBook } from "./binding-book.effects.ts";
import type { CallbackLimits, CallbackNumber } from "./callback-limits.effects.ts";
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
  type OutsideDesk,
  overTrunk,
  settle,
  targetsOf,
} from "./destinations.effects.ts";
import { dialledAs, directionOf } from "./dialled-as.ts";
import { flowDestination } from "./flow-destination.ts";
import type { LegDesk } from "./leg-desk.effects.ts";
import { ABILITIES, METHODS } from "./leg-parts.ts";
import { callOut, type OrderedCall, type OrderedCallRefusal } from "./order-call.effects.ts";
import type { OutboundLimits } from "./outbound-limits.effects.ts";
import { descriptionOf, languageOf, type Parties, partiesOf } from "./read-request.ts";
import { answerRegister } from "./register.effects.ts";
import { isHeard, isSecretWay } from "./secret-way.ts";
import { sessionFault } from "./session-watch.effects.ts";
import type { SipCore } from "./sip-core.effects.ts";
import type { StrangerGate } from "./stranger-gate.effects.ts";
import { beginTest } from "./test-call.effects.ts";
import type { TraceTap } from "./trace-tap.effects.ts";
import type { VisitorGate } from "./visitor-gate.effects.ts";

/** RFC 3261 §8.1.1.6: what a call begins with where nothing is said. */
const HOPS = 70;
const MINUTE_MS = 60_000;
/** What a caller is called who shows no number (RFC 3325 §9.1). */
const NOBODY = "anonymous";

/** What the front desk stands on. */
export interface FrontDeskOptions {
  readonly book: () => LineBook;
  readonly bindings: BindingBook;
  readonly calls: () => CallDesk;
  readonly legs: () => LegDesk;
  readonly core: () => SipCore;
  readonly gate: () => StrangerGate;
  readonly visitors: () => VisitorGate;
  readonly limits: OutboundLimits;
  readonly callbackLimits: CallbackLimits;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly trace: Pick<TraceTap, "begin">;
  /** What a call of this code does, where the code leads to a flow; null where it rings phones. */
  readonly scriptOf: ScriptBook;
  /** Which recording of a prompt a call centre plays: its name, with what tells it from others. */
  readonly promptVersion: (tenantId: string, prompt: string) => string;
  /** What a call of a code of the agents' desk does, begun in this language. */
  readonly deskScriptOf: (dialled: DialledDeskCode, language: string) => Script;
}

/** Where every new request is received: who speaks, what he wants, and where it leads. */
export interface FrontDesk {
  request(key: TransactionKey, request: CheckedRequest, source: SipPeer): void;
  /** Where a call that is handed on leads. */
  resolveTransfer(call: Pick<Arrival, "tenantId">, target: string): Destination;
  /** Where a number leads that an agent asks at from his desk; the call counts as one of his phone's. */
  resolveConsult(
    call: Pick<Arrival, "tenantId">,
    asked: { readonly number: string; readonly phoneId: string | null },
  ): Destination;
  /** Where a phone of the call's own call centre is. */
  resolvePhone(call: Pick<Arrival, "tenantId">, phoneId: string): Destination;
  /** Where a number leads that a call dials by itself. */
  resolveDial(call: LedCall, number: string): Destination;
  /** Whether a far end of a call may be asked to call a number by itself. */
  mayBeReferred(call: LedCall, asked: { readonly number: string; readonly isLine: boolean }): boolean;
  /** The devices of a phone as they can be reached now; each answer names new legs. */
  targetsOf(phoneId: string): readonly Target[];
  /** Whether somebody may book a callback. */
  mayBook(wish: CallbackNumber): boolean;
  /**
   * Begins the call of a callback, which holds its channel from here on. `no-line` when there is no room for it now; `barred` when
   * its number may not be called.
   */
  callBack(call: CallbackNumber & { readonly callId: string }): "begun" | "no-line" | "barred";
  /** Begins a call that an application has ordered, which holds its channel from here on; or says why not. */
  callOut(call: OrderedCall): "begun" | OrderedCallRefusal;
  /** Rings the phones of a number for a test; false when there is no room for another call. */
  testCall(call: { readonly callId: string; readonly number: ServiceNumber }): boolean;
  /** Gives the channel of a leg back. */
  legGone(legId: string): void;
  /** A call has ended with what it cost. */
  callEnded(call: EndedCall): void;
  /** A leg stays in place of the one that began the call. */
  standIn(legId: string, forLegId: string): void;
  channels(): Channels;
}

interface Desk extends FrontDeskOptions {
  channels: Channels;
  spending: Spending;
}

interface Asked {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
  readonly source: SipPeer;
}

/** Opens the front desk of a switch. */
export function openFrontDesk(options: FrontDeskOptions): FrontDesk {
  const desk: Desk = { ...options, channels: NO_CHANNELS, spending: NO_SPENDING };
  return {
    request: (key, request, source) => receiveRequest(desk, { key, request, source }),
    resolveTransfer: ({ tenantId }, target) => {
      const route = routeOfTransfer(desk.book(), { tenantId }, target);
      return destinationOf(desk, route);
    },
    resolveConsult: (call, asked) => consulted(desk, call, asked),
    resolvePhone: ({ tenantId }, phoneId) => ({
      ...{ kind: "targets", ringMs: INTERNAL_RING_MS, isRecorded: false },
      targets: desk.book().phones.byId.get(phoneId)?.tenantId === tenantId ? targetsOf(desk, phoneId) : [],
    }),
    resolveDial: (call, number) => ledTo(desk, call, number),
    mayBeReferred: (call, asked) => mayBeReferred(desk, call, asked),
    targetsOf: (phoneId) => targetsOf(desk, phoneId),
    mayBook: (wish) =>
      routeOfCallback(desk.book(), wish, wish.number).kind === "trunk" &&
      desk.callbackLimits.take(wish, desk.clock.nowMs()),
    callBack: (call) => callBack(desk, call),
    callOut: (call) => callOut(desk, call),
    testCall: (call) => beginTest(desk, { ...call, hops: HOPS }),
    legGone: (legId) => {
      letLegGo(desk, legId);
      desk.visitors().legGone(legId);
      desk.limits.legGone(legId);
    },
    callEnded: (call) => settle(desk, call),
    standIn: desk.limits.standIn,
    channels: () => desk.channels,
  };
}

function receiveRequest(desk: Desk, asked: Asked): void {
  const { request, key } = asked;
  const { method } = request.message;
  if (request.toTag !== null) {
    if (!desk.legs().inside(key, request)) answer(desk, asked, 481);
    return;
  }
  const fault =
    method === "INVITE" || method === "OPTIONS"
      ? answerTo(request, { ...ABILITIES, forwards: method === "INVITE" })
      : null;
  const refusal = fault ?? (method === "INVITE" ? sessionFault(request) : null);
  if (refusal !== null) return desk.core().respond(key, refusal);
  switch (method) {
    case "INVITE":
      return invited(desk, asked);
    case "REGISTER":
      return registering(desk, asked);
    case "OPTIONS":
      return answer(desk, asked, 200, [{ name: "Allow", value: METHODS.join(", ") }]);
    default:
      return answer(desk, asked, METHODS.includes(method) ? 481 : 405, [{ name: "Allow", value: METHODS.join(", ") }]);
  }
}

function answer(desk: Desk, { key, request }: Asked, status: number, headers: readonly SipHeader[] = []): void {
  const toTag = desk.ids.secret(6);
  desk.core().respond(key, respond(request.message, { status, reason: statusReason(status), toTag, headers }));
}

/** A line is known by its address, a phone by its password, a visitor by what the portal says of him; nobody else may call. */
function invited(desk: Desk, asked: Asked): void {
  if (asked.source.pass !== undefined) return invitedByVisitor(desk, asked);
  const trunk = desk.book().trunks.byAddress.get(asked.source.address);
  // Whoever speaks in the clear from the address of a line under TLS is not that line.
  if (trunk?.transport === "tls" && !isSecretWay(asked.source)) return answer(desk, asked, 403);
  if (trunk !== undefined) return invitedByTrunk(desk, asked, trunk);
  const phone = proven(desk, asked);
  if (phone !== null) invitedByPhone(desk, asked, phone);
}

/** The phone that the gate has found proven; whoever speaks from a line's address is asked here. */
function proven(desk: Desk, { key, request }: Asked): Phone | null {
  const phone = desk.gate().phoneOf(request);
  if (phone !== null) return phone;
  const judged = desk.gate().judge(request);
  if (judged.phone === null) desk.core().respond(key, judged.challenge);
  return judged.phone;
}

function registering(desk: Desk, asked: Asked): void {
  const phone = proven(desk, asked);
  if (phone === null) return;
  // RFC 3261 §21.4.4: the request was understood; a device that must speak in secret is not known in the clear.
  if (!isIn(desk, phone, asked.source)) return answer(desk, asked, 403);
  const { bindings, clock, ids } = desk;
  answerRegister({ core: desk.core(), bindings, nowMs: clock.nowMs(), toTag: ids.secret(6) }, asked, phone);
}

function invitedByTrunk(desk: Desk, asked: Asked, trunk: Trunk): void {
  const legId = desk.ids.next();
  const { caller, called } = partiesOf(asked.request, true);
  const parties = { caller, called: withoutDeskDigits(called) };
  const route = routeFromTrunk(desk.book(), trunk, called);
  const taken = takeChannel(desk.channels, { line: trunk, legId, isEmergency: false });
  if (taken.ok) desk.channels = taken.value;
  const destination: Destination = taken.ok
    ? leadingTo(desk, route, parties)
    : { kind: "nowhere", outcome: "channels-full" };
  const code = route.kind === "phones" ? (route.number?.code ?? null) : null;
  begin(desk, asked, {
    ...{ legId, parties, destination, code, tenantId: trunk.tenantId, direction: "inbound", isEmergency: false },
    ...{ party: { kind: "trunk", trunkId: trunk.id }, far: parties.caller },
  });
}

/** Whoever speaks from a website calls one number, and nobody says who he is. His call is that of any caller of the number. */
function invitedByVisitor(desk: Desk, asked: Asked): void {
  const visit = desk.visitors().visitOf(asked.request);
  if (visit === undefined) return answer(desk, asked, 403);
  const { id: callId, tenantId, widgetId, code, minutes } = visit;
  const legId = desk.ids.next();
  if (desk.book().closed.has(tenantId) || !desk.visitors().take(visit, legId)) return answer(desk, asked, 486);
  const parties = { caller: NOBODY, called: code };
  const route = routeFromTrunk(desk.book(), { tenantId }, code);
  begin(desk, asked, {
    ...{ callId, legId, parties, tenantId, far: NOBODY, isEmergency: false, direction: "inbound" },
    destination: leadingTo(desk, route, parties),
    code: route.kind === "phones" ? code : null,
    party: { kind: "visitor", widgetId },
    ...{ from: WEBSITE_FROM, lastsMs: minutes * MINUTE_MS },
  });
}

function invitedByPhone(desk: Desk, asked: Asked, phone: Phone): void {
  const dialled = partiesOf(asked.request, false).called;
  const called = withoutDeskDigits(dialled);
  const parties = { caller: phone.extension, called };
  const route = routeFromPhone(desk.book(), phone, dialled);
  const isEmergency = route.kind === "trunk" && route.isEmergency;
  const shown = route.kind === "trunk" ? (route.number?.code ?? null) : null;
  const legId = desk.ids.next();
  const mayCall = isEmergency || (isIn(desk, phone, asked.source) && isAllowed(desk, phone, { legId, route }));
  begin(desk, asked, {
    legId,
    parties,
    destination: mayCall ? phoneLeadingTo(desk, asked, { route, parties }) : DECLINED,
    code: shown,
    tenantId: phone.tenantId,
    direction: directionOf(route),
    party: { kind: "phone", phoneId: phone.id, contact: null },
    far: called,
    isEmergency,
  });
}

/** Whether a phone speaks as it must, and its call centre is not closed. */
function isIn(desk: Desk, phone: Phone, source: SipPeer): boolean {
  return isHeard(phone, source) && !desk.book().closed.has(phone.tenantId);
}

/** Only a phone that has proven itself reaches the agents' desk. No such call is recorded, and no key of it kept. */
function phoneLeadingTo(
  desk: Desk,
  { request }: Asked,
  { route, parties }: { readonly route: Route; readonly parties: Parties },
): Destination {
  if (route.kind !== "desk") return leadingTo(desk, route, parties);
  const script = desk.deskScriptOf(route.dialled, languageOf(request));
  return { kind: "tasks", script, isRecorded: false, areKeysSecret: true };
}

/** A phone that was broken into must not be able to keep every line busy at the call centre's expense. */
function isAllowed(
  desk: Desk,
  phone: Phone,
  { legId, route }: { readonly legId: string; readonly route: Route },
): boolean {
  if (route.kind !== "trunk") return true;
  return desk.limits.take({ legId, phoneId: phone.id, trunkId: route.trunkId }, desk.clock.nowMs());
}

interface Beginning extends Pick<Arrival, "lastsMs"> {
  /** Where it is known before, and what its record says instead of an address; left out for what calls have of themselves. */
  readonly callId?: string;
  readonly from?: string;
  readonly legId: string;
  readonly parties: Parties;
  readonly destination: Destination;
  readonly code: string | null;
  readonly tenantId: string;
  readonly direction: Arrival["direction"];
  readonly party: Party;
  readonly far: string;
  readonly isEmergency: boolean;
}

/** Begins a call: its first leg, then the call itself. */
function begin(desk: Desk, asked: Asked, beginning: Beginning): void {
  const { request, source, key } = asked;
  const { legId, parties, party, ...rest } = beginning;
  const { callId = desk.ids.next() } = beginning;
  const besides = party.kind === "phone" ? desk.calls().groupOf(party.phoneId) : null;
  desk.trace.begin({ callId, tenantId: beginning.tenantId });
  const offer = descriptionOf(request.message);
  if (!desk.legs().open({ callId, legId }, { ...asked, isLine: party.kind === "trunk" })) {
    letChannelsGo(desk, beginning);
    return answer(desk, { key, request, source }, 400);
  }
  const arrival: Arrival = {
    ...{ from: `${source.address}:${source.port}`, ...rest },
    ...{ callId, legId, party, ...parties },
    ...(besides === null ? {} : { besides }),
    hasOffer: offer !== null,
    hops: Math.max(0, (request.maxForwards ?? HOPS) - 1),
    sipCallId: request.callId.slice(0, 256),
  };
  if (desk.calls().arrive(arrival, offer)) return;
  letChannelsGo(desk, beginning);
  desk.legs().signalling.reject({ callId, legId }, { status: 503, cause: 34 });
}

/** Whoever is called back has so long to answer. */
const CALLBACK_RING_MS = 45_000;

/** A call that nobody has called: its first leg is planned towards whoever is called back, and its channel is taken. */
function callBack(
  desk: Desk,
  { callId, tenantId, called, number }: CallbackNumber & { readonly callId: string },
): "begun" | "no-line" | "barred" {
  const route = routeOfCallback(desk.book(), { tenantId, called }, number);
  if (route.kind === "nowhere") return "barred";
  const destination = dialledAs(overTrunk(desk, route), number);
  const [target] = destination.kind === "targets" ? destination.targets : [];
  if (target === undefined || destination.kind !== "targets") return "no-line";
  const code = route.number?.code ?? null;
  const { legId, party } = target;
  desk.trace.begin({ callId, tenantId });
  const isBegun = desk.calls().arrive(
    {
      ...{ callId, tenantId, code, legId, party, direction: "outbound", caller: code ?? called, called: number },
      ...{ far: number, isEmergency: false, sipCallId: `callback-${callId}`, from: CALLBACK_FROM, hasOffer: false },
      hops: HOPS,
      destination: { ...destination, kind: "callback", ringMs: CALLBACK_RING_MS },
    },
    null,
  );
  if (!isBegun) letUnbegunGo(desk, tenantId, [legId]);
  return isBegun ? "begun" : "no-line";
}

function letChannelsGo(desk: Desk, { legId, destination, tenantId }: Beginning): void {
  const legIds = destination.kind === "targets" ? destination.targets.map((target) => target.legId) : [];
  letUnbegunGo(desk, tenantId, [legId, ...legIds]);
  desk.limits.legGone(legId);
  desk.visitors().legGone(legId);
}

/** Where a new call leads: to the flow of the code that was called, else to whom its route rings. */
function leadingTo(desk: Desk, route: OutsideDesk, parties: Parties): Destination {
  const code = route.kind === "phones" ? route.called : null;
  const script = code === null ? null : desk.scriptOf(code, parties);
  if (script === null) return destinationOf(desk, route);
  return flowDestination(desk, script, route.kind === "phones" ? route.number : undefined);
}
