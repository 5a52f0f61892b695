import type { Clock, IdSource } from "../../kernel/index.ts";
import type { TimerWheel } from "../../platform/sip-sockets/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { DigestServer, Received, SipPeer } from "../../protocols/sip/index.ts";
import { serialise } from "../../protocols/sip/index.ts";
import type { CallDesk, Signalling } from "../calls/index.ts";
import type { LineBook } from "../numbers/index.ts";
import type { BindingBook } from "./binding-book.effects.ts";
import { type FrontDesk, openFrontDesk } from "./front-desk.effects.ts";
import { openLegDesk } from "./leg-desk.effects.ts";
import { openSipCore, type SendBytes } from "./sip-core.effects.ts";
import type { TraceTap } from "./trace-tap.effects.ts";
import { wayTo } from "./way-to.ts";

/** What signalling stands on. */
export interface SignallingOptions {
  readonly book: () => LineBook;
  readonly bindings: BindingBook;
  readonly calls: () => CallDesk;
  readonly digest: DigestServer;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  /** A number from 0 up to 1. */
  readonly random: () => number;
  readonly send: SendBytes;
  readonly timers: TimerWheel;
  /** The name and port a peer reaches us by, in a transport. */
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  readonly onDrop: (why: string) => void;
  readonly trace: TraceTap;
}

/** SIP as the switch runs it. */
export interface RunningSignalling {
  readonly signalling: Signalling;
  readonly frontDesk: FrontDesk;
  /** Takes what came from a peer. */
  receive(received: Received): void;
  /** Transactions and dialogs that are open. */
  size(): { readonly transactions: number; readonly dialogs: number };
}

/** Opens transactions, dialogs and the front desk, which know each other. */
export function openSignalling(options: SignallingOptions): RunningSignalling {
  const { timers, onDrop, ids, log, trace } = options;
  const send: SendBytes = (bytes, to, onFailed) => {
    trace.sent(bytes, to);
    options.send(bytes, to, onFailed);
  };
  const core = openSipCore({
    send,
    timers,
    onDrop,
    user: {
      request: (key, request, source) => front.request(key, request, source),
      ack: (request) => legs.ack(request),
      cancelled: (key) => legs.cancelled(key),
      response: (key, response) => legs.response(key, response),
      failed: (key, why) => legs.failed(key, why),
    },
  });
  const legs = openLegDesk({
    ids,
    log,
    random: options.random,
    trace,
    timers,
    ownAddress: options.ownAddress,
    wayTo: (name, party) =>
      wayTo(party, {
        book: options.book(),
        bindingsOf: (phoneId) => options.bindings.of(phoneId, options.clock.nowMs()),
        shown: options.calls().shownTo(name.callId),
        ownHost: options.ownAddress("udp").host,
      }),
    tell: (callId, input, sdp) => options.calls().tell(callId, input, sdp),
    core: () => core,
  });
  const front = openFrontDesk({ ...options, core: () => core, legs: () => legs });
  return {
    signalling: legs.signalling,
    frontDesk: front,
    receive: (received) => {
      if (received.kind === "request") trace.received(received.request.message, received.source);
      if (received.kind === "response") trace.received(received.response.message, received.source);
      if (received.kind === "request") core.receiveRequest(received.request, received.source);
      else if (received.kind === "response") core.receiveResponse(received.response);
      else if (received.kind === "answer") send(serialise(received.response), received.to, () => undefined);
      else if (received.kind === "drop") onDrop(received.why);
    },
    size: () => ({ transactions: core.size(), dialogs: legs.size() }),
  };
}
