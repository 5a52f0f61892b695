import type { Clock, IdSource } from "../../../kernel/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import {
  type CheckedRequest,
  respond,
  type SipHeader,
  type SipPeer,
  statusReason,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";
import type { Arrival, CallEngine, Destination, Party, Script, ScriptResolver } from "../calls/index.ts";
import type { DialledFeatureCode, RoutingDirectory } from "../dial-plan/index.ts";
import type { Channels, Spending } from "../trunks/index.ts";
import type { CallbackLimits } from "./callback-limits.effects.ts";
import type { ClickToCallAdmission } from "./click-to-call-admission.effects.ts";
import { type CallRoute, destinationOf, letUnbegunGo } from "./destinations.effects.ts";
import type { DialogController } from "./dialog-controller.effects.ts";
import { flowDestination } from "./flow-destination.ts";
import type { LocationService } from "./location-service.effects.ts";
import type { OutboundLimits } from "./outbound-limits.effects.ts";
import { descriptionOf, type Parties } from "./read-request.ts";
import type { SipCore } from "./sip-core.effects.ts";
import type { TraceTap } from "./sip-trace.effects.ts";
import type { UnauthenticatedLimiter } from "./unauthenticated-limiter.effects.ts";
import type { ClientGate } from "./webrtc-client-admission.effects.ts";

/** RFC 3261 §8.1.1.6: the default Max-Forwards. */
export const HOPS = 70;

/** The script of a call from a client: it runs the client's application, which receives the client's parameters. */
export type ClientScripts = (client: {
  readonly tenantId: string;
  readonly applicationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}) => Script | null;

/** Dependencies of the SIP request router. */
export interface SipRequestRouterOptions {
  readonly book: () => RoutingDirectory;
  readonly bindings: LocationService;
  readonly calls: () => CallEngine;
  readonly legs: () => DialogController;
  readonly core: () => SipCore;
  readonly gate: () => UnauthenticatedLimiter;
  readonly visitors: () => ClickToCallAdmission;
  readonly clients: () => ClientGate;
  readonly limits: OutboundLimits;
  readonly callbackLimits: CallbackLimits;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly trace: Pick<TraceTap, "begin">;
  /** The script of a call to this code, where the code leads to a flow; null where it rings phones. */
  readonly scriptOf: ScriptResolver;
  /** The script of a call from a client of a call centre's application; null where there is no such application, or it has no voice settings. */
  readonly clientScriptOf: ClientScripts;
  /** The name of a call centre's prompt with the version of its recording. */
  readonly promptVersion: (tenantId: string, prompt: string) => string;
  /** The script of a call to a feature code, in the language of the call. */
  readonly deskScriptOf: (dialled: DialledFeatureCode, language: string) => Script;
}

/** State of the router: its dependencies, and the channels and money in use. */
export interface RouterState extends SipRequestRouterOptions {
  channels: Channels;
  spending: Spending;
}

/** A received request. */
export interface ReceivedRequest {
  readonly key: TransactionKey;
  readonly request: CheckedRequest;
  readonly source: SipPeer;
}

/** Answers a request with a status. */
export function answer(
  routerState: RouterState,
  { key, request }: ReceivedRequest,
  status: number,
  headers: readonly SipHeader[] = [],
): void {
  const toTag = routerState.ids.secret(6);
  routerState.core().respond(key, respond(request.message, { status, reason: statusReason(status), toTag, headers }));
}

/** Properties of a new call. */
export interface Beginning extends Pick<Arrival, "lastsMs"> {
  /** Set where the call id is known before, and the text that the record shows instead of an address; omitted for the call's own values. */
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

/** Starts a call: its first leg, then the call itself. */
export function begin(routerState: RouterState, asked: ReceivedRequest, beginning: Beginning): void {
  const { request, source, key } = asked;
  const { legId, parties, party, ...rest } = beginning;
  const { callId = routerState.ids.next() } = beginning;
  const besides = party.kind === "phone" ? routerState.calls().groupOf(party.phoneId) : null;
  routerState.trace.begin({ callId, tenantId: beginning.tenantId });
  const offer = descriptionOf(request.message);
  if (!routerState.legs().open({ callId, legId }, { ...asked, isLine: party.kind === "trunk" })) {
    letChannelsGo(routerState, beginning);
    return answer(routerState, { key, request, source }, 400);
  }
  const arrival: Arrival = {
    from: `${source.address}:${source.port}`,
    ...rest,
    callId,
    legId,
    party,
    ...parties,
    ...(besides === null ? {} : { besides }),
    hasOffer: offer !== null,
    hops: Math.max(0, (request.maxForwards ?? HOPS) - 1),
    sipCallId: request.callId.slice(0, 256),
  };
  if (routerState.calls().arrive(arrival, offer)) return;
  letChannelsGo(routerState, beginning);
  routerState.legs().signalling.reject({ callId, legId }, { status: 503, cause: 34 });
}

function letChannelsGo(routerState: RouterState, { legId, destination, tenantId }: Beginning): void {
  const legIds = destination.kind === "targets" ? destination.targets.map((target) => target.legId) : [];
  letUnbegunGo(routerState, tenantId, [legId, ...legIds]);
  routerState.limits.legGone(legId);
  routerState.visitors().legGone(legId);
  routerState.clients().legGone(legId);
}

/** The destination of a new call: the flow of the called code, otherwise the targets of its route. */
export function leadingTo(routerState: RouterState, route: CallRoute, parties: Parties): Destination {
  const code = route.kind === "phones" ? route.called : null;
  const script = code === null ? null : routerState.scriptOf(code, parties);
  if (script === null) return destinationOf(routerState, route);
  return flowDestination(routerState, script, route.kind === "phones" ? route.number : undefined);
}
