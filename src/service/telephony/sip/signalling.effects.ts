import type { Clock, IdSource } from "../../../kernel/index.ts";
import type { TimerWheel } from "../../../platform/sip-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { DigestServer, Received, SipPeer } from "../../../protocols/sip/index.ts";
import { serialise } from "../../../protocols/sip/index.ts";
import type { CallEngine, LegName, ScriptResolver, Signalling, SoughtDevice } from "../calls/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import { readClientPass } from "../phones/index.ts";
import type { Trunk, TrunkState } from "../trunks/index.ts";
import type { SipRequestRouterOptions } from "./begin-call.effects.ts";
import { openCallbackLimits } from "./callback-limits.effects.ts";
import { type ClickToCallAdmission, openClickToCallAdmission } from "./click-to-call-admission.effects.ts";
import { soughtDevice } from "./destinations.effects.ts";
import { type DialogController, openDialogController } from "./dialog-controller.effects.ts";
import { isUrgentLine } from "./emergency-invite.ts";
import { wayTo } from "./leg-target.ts";
import { type LocationService, openLocationService } from "./location-service.effects.ts";
import { openOutboundLimits } from "./outbound-limits.effects.ts";
import {
  type LoopMeter,
  type OverloadFigures,
  type OverloadGate,
  openOverloadGate,
} from "./overload-admission.effects.ts";
import { openSipCore, type SendBytes, type SipCore } from "./sip-core.effects.ts";
import { openSipRequestRouter, type SipRequestRouter } from "./sip-request-router.effects.ts";
import type { TraceTap } from "./sip-trace.effects.ts";
import { openTrunkProbe } from "./trunk-probe.effects.ts";
import { openUnauthenticatedLimiter, type UnauthenticatedLimiter } from "./unauthenticated-limiter.effects.ts";
import { type ClientGate, openClientGate } from "./webrtc-client-admission.effects.ts";

/** Dependencies of the signalling. */
export interface SignallingOptions {
  readonly book: () => RoutingDirectory;
  readonly bindings: LocationService;
  readonly calls: () => CallEngine;
  readonly digest: DigestServer;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly send: SendBytes;
  readonly timers: TimerWheel;
  /** The host and port at which a peer reaches this side, by transport. */
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly onDrop: (why: string) => void;
  /** Maximum concurrent calls of web callers. */
  readonly visitorCallsMax: number;
  readonly trace: TraceTap;
  /** Stores the result of a trunk probe. */
  readonly keepTrunkState: (trunk: Trunk, state: TrunkState) => void;
  /** How often each trunk is probed; null = only on request. */
  readonly askTrunksEveryMs: number | null;
  /** The script of a call from a client of a call centre's application. */
  readonly clientScriptOf: SipRequestRouterOptions["clientScriptOf"];
  /** The script of a call to a code, where the code leads to a flow. */
  readonly scriptOf: ScriptResolver;
  /** The version of a prompt that a call centre plays. */
  readonly promptVersion: (tenantId: string, prompt: string) => string;
  /** The script of a call to a feature code, in the language of the call. */
  readonly deskScriptOf: SipRequestRouterOptions["deskScriptOf"];
  /** Delay of the event loop. */
  readonly loop: LoopMeter;
  /** Age of the oldest event that is not on disk yet. */
  readonly writerAgeMs: () => number;
}

/** Q.850: normal call clearing. */
const CLEARED = 16;

/** The signalling of a running switch. */
export interface RunningSignalling {
  readonly signalling: Signalling;
  readonly frontDesk: SipRequestRouter;
  /** The source address of a leg's signalling; null for an ended leg. */
  sourceOf(legId: string): string | null;
  /** The other devices of a phone whose leg has gone silent. */
  seekDevice(leg: LegName, phoneId: string): SoughtDevice;
  /** Handles a received message. */
  receive(received: Received): void;
  /** A connection has ended: the call of a caller without an account that used it is hung up. */
  gone(connection: string): void;
  /** Whether a connection is to be closed: its admission has expired, and it has no call in progress. */
  isOver(source: SipPeer): boolean;
  /** States of the probed trunks. */
  trunkStates(): ReadonlyMap<string, TrunkState>;
  /** Probes every trunk now. */
  askTrunks(): void;
  /** Refusals because of overload. */
  overload(): OverloadFigures;
  /** Refuses new calls from now on, except emergency calls. */
  drain(): void;
  /** Stops probing and measuring. */
  close(): void;
  /** Numbers of open transactions and dialogs. */
  size(): { readonly transactions: number; readonly dialogs: number };
}

/** Opens transactions, dialogs and the request router, and connects them. */
export function openSignalling(options: SignallingOptions): RunningSignalling {
  const { timers, onDrop, ids, log, trace } = options;
  const send = tapped(options.send, trace);
  const gate = openUnauthenticatedLimiter({
    isDevice: options.bindings.isDevice,
    book: options.book,
    digest: options.digest,
    clock: options.clock,
    ids,
    log,
    send,
    onDrop,
    isKnown: (request) => core.knows(request) || legs.knows(request),
  });
  const { visitors, clients } = openUnsigned(options, { send, legs: () => legs });
  const core = openSipCore({
    send,
    timers,
    onDrop,
    isUrgent: ({ method, uri }) => isUrgentLine(`${method} ${uri} SIP/2.0`, options.book().emergency),
    user: {
      request: (key, request, source) => front.request(key, request, source),
      ack: (request) => legs.ack(request),
      cancelled: (key) => legs.cancelled(key),
      response: (key, response) => {
        if (!probe.response(key, response)) legs.response(key, response);
      },
      failed: (key, why) => {
        if (!probe.failed(key)) legs.failed(key, why);
      },
    },
  });
  const legs = openDialogController({
    ids,
    log,
    trace,
    timers,
    random: options.random,
    ownAddress: options.ownAddress,
    wayTo: (name, party) =>
      wayTo(party, {
        book: options.book(),
        bindingsOf: (phoneId) => options.bindings.of(phoneId, options.clock.nowMs()),
        clientAt: clients.bindingOf,
        shown: options.calls().shownTo(name.callId),
        ownHost: options.ownAddress("udp").host,
      }),
    tell: (callId, input, sdp) => options.calls().tell(callId, input, sdp),
    core: () => core,
  });
  const probe = openTrunkProbe({
    ids,
    log,
    clock: options.clock,
    ownAddress: options.ownAddress,
    core: () => core,
    trunks: () => options.book().trunks.byId,
    keep: options.keepTrunkState,
    everyMs: options.askTrunksEveryMs,
  });
  const front = openSipRequestRouter({
    ...options,
    bindings: followed(options, () => legs),
    core: () => core,
    legs: () => legs,
    gate: () => gate,
    visitors: () => visitors,
    clients: () => clients,
    limits: openOutboundLimits(),
    callbackLimits: openCallbackLimits(),
  });
  const overload = openOverload(options, { send, core });
  return {
    signalling: legs.signalling,
    ...drainable(front, overload),
    sourceOf: legs.sourceOf,
    seekDevice: ({ legId }, phoneId) => soughtDevice(options, phoneId, (contact) => legs.isAt(legId, contact)),
    receive: (received) => take(received, { trace, gate, visitors, clients, overload, core, send, onDrop }),
    gone: (connection) => leave(options, { visitors, clients, legs }, connection),
    isOver: clients.isOver,
    trunkStates: () => probe.states(),
    askTrunks: () => probe.ask(),
    overload: overload.figures,
    close: () => closeAll([probe, overload]),
    size: () => ({ transactions: core.size(), dialogs: legs.size() }),
  };
}

function closeAll(parts: readonly { close(): void }[]): void {
  for (const part of parts) part.close();
}

/** A request router that can be drained: from then on it begins no call and accepts none. */
function drainable(
  front: SipRequestRouter,
  overload: Pick<OverloadGate, "drain">,
): Pick<RunningSignalling, "frontDesk" | "drain"> {
  let isDraining = false;
  return {
    frontDesk: {
      ...front,
      callBack: (call) => (isDraining ? "no-line" : front.callBack(call)),
      callOut: (call) => (isDraining ? "switch-busy" : front.callOut(call)),
      testCall: (call) => !isDraining && front.testCall(call),
    },
    drain: () => {
      isDraining = true;
      overload.drain();
    },
  };
}

/** Opens the admission of web callers and of browsers with an access token, whose bindings are in memory only. */
function openUnsigned(
  { clock, log, onDrop, visitorCallsMax: callsMax }: SignallingOptions,
  both: { readonly send: SendBytes; readonly legs: () => DialogController },
): Pick<Takers, "visitors" | "clients"> {
  const bindings = openLocationService({ kept: new Map(), store: async () => undefined, log });
  return {
    visitors: openClickToCallAdmission({ ...both, onDrop, callsMax, steadyMs: () => performance.now() }),
    clients: openClientGate({ ...both, onDrop, bindings, nowMs: () => clock.nowMs() }),
  };
}

/** A closed page ends its calls: its connection cannot be opened again. */
function leave(
  { calls }: SignallingOptions,
  { visitors, clients, legs }: Pick<Takers, "visitors" | "clients"> & { readonly legs: DialogController },
  connection: string,
): void {
  if (!visitors.gone(connection) && !clients.gone(connection)) return;
  for (const name of legs.at(connection)) {
    calls().tell(name.callId, { input: "hung-up", legId: name.legId, cause: null });
    legs.signalling.hangUp(name, CLEARED);
  }
}

/** A phone that registers again during a call continues its legs over the new connection; waiting requests are sent there. */
function followed({ bindings, calls }: SignallingOptions, legs: () => DialogController): LocationService {
  return {
    ...bindings,
    keep: (phone, kept) => {
      const done = bindings.keep(phone, kept);
      legs().reachedBy(kept);
      calls().seen(phone.id);
      return done;
    },
  };
}

function openOverload(
  { book, loop, random, log, calls, writerAgeMs }: SignallingOptions,
  { send, core }: { readonly send: SendBytes; readonly core: SipCore },
): OverloadGate {
  return openOverloadGate({
    book,
    loop,
    random,
    log,
    send,
    isKnown: core.knows,
    load: () => ({
      writerAgeMs: writerAgeMs(),
      preparing: calls().preparing(),
      transactionsShare: core.filledShare(),
    }),
  });
}

interface Takers {
  readonly trace: TraceTap;
  readonly gate: UnauthenticatedLimiter;
  readonly visitors: ClickToCallAdmission;
  readonly clients: ClientGate;
  readonly overload: OverloadGate;
  readonly core: SipCore;
  readonly send: SendBytes;
  readonly onDrop: (why: string) => void;
}

/** Dispatches a message. A request passes the limiter of its source and the overload control first. */
function take(received: Received, takers: Takers): void {
  const { trace, overload, core, send, onDrop } = takers;
  noteReceived(trace, received);
  switch (received.kind) {
    case "request": {
      const { request, source } = received;
      if (gateOf(takers, source).admits(request, source) && overload.admits(request, source))
        core.receiveRequest(request, source);
      return;
    }
    case "response":
      return core.receiveResponse(received.response);
    case "answer":
      return send(serialise(received.response), received.to, () => undefined);
    case "drop":
      return onDrop(received.why);
    case "keep-alive":
      return;
  }
}

/** The admission for a request, by its account: a phone, a web caller, or a client with its token. */
function gateOf({ gate, visitors, clients }: Takers, { pass }: SipPeer): Pick<UnauthenticatedLimiter, "admits"> {
  if (pass === undefined) return gate;
  return readClientPass(pass) === null ? visitors : clients;
}

function tapped(send: SendBytes, trace: TraceTap): SendBytes {
  return (bytes, to, onFailed) => {
    trace.sent(bytes, to);
    send(bytes, to, onFailed);
  };
}

function noteReceived(trace: TraceTap, received: Received): void {
  if (received.kind === "request") trace.received(received.request.message, received.source);
  if (received.kind === "response") trace.received(received.response.message, received.source);
}
