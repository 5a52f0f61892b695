import type { TimerWheel } from "../../../platform/sip-sockets/index.ts";
import {
  type CheckedRequest,
  type CheckedResponse,
  openTransactions,
  type SipHeader,
  type SipPeer,
  type SipRequest,
  type SipResponse,
  serialise,
  type TransactionEffect,
  type TransactionKey,
} from "../../../protocols/sip/index.ts";

/**
 * Maximum transactions of one switch: a call leaves three behind for 32 s (RFC 6026, RFC 3261 timers J and K), about 2 kB each, so that 1,000 calls a second
 * hold a hundred thousand.
 */
const TRANSACTIONS_MAX = 120_000;
/** The last 15 per cent are reserved for existing calls and for emergencies. */
const RESERVED = 18_000;

/** Sends bytes to a peer; `onFailed` is called at most once, later, when the peer cannot be reached. */
export type SendBytes = (bytes: Uint8Array, to: SipPeer, onFailed: () => void) => void;

/** Receives parsed messages of the core. */
export interface SipUser {
  request(key: TransactionKey, request: CheckedRequest, source: SipPeer): void;
  ack(request: CheckedRequest): void;
  cancelled(inviteKey: TransactionKey): void;
  response(key: TransactionKey, response: CheckedResponse): void;
  /** No response arrived, or the transport has failed. */
  failed(key: TransactionKey, why: "timeout" | "transport-failed"): void;
}

/** SIP transactions with their timers and transports. */
export interface SipCore {
  receiveRequest(request: CheckedRequest, source: SipPeer): void;
  receiveResponse(response: CheckedResponse): void;
  respond(key: TransactionKey, response: SipResponse): void;
  request(branch: string, request: SipRequest, to: SipPeer): void;
  /** An ACK of a 2xx has no transaction (RFC 3261 §13.2.2.4). */
  sendAck(request: SipRequest, to: SipPeer): void;
  cancel(branch: string, headers: readonly SipHeader[]): void;
  /** Whether a request belongs to an existing transaction. */
  knows(request: CheckedRequest): boolean;
  size(): number;
  /** Open transactions as a share of the maximum. */
  filledShare(): number;
}

/** Opens the core on a transport; received messages are passed to `user`. */
export function openSipCore(options: {
  readonly send: SendBytes;
  readonly timers: TimerWheel;
  readonly user: SipUser;
  readonly onDrop: (why: string) => void;
  /** Whether a request may use the reserve although it begins a call. */
  readonly isUrgent: (request: SipRequest) => boolean;
}): SipCore {
  const { send, timers, user, onDrop, isUrgent } = options;
  const table = openTransactions({ max: TRANSACTIONS_MAX, reserved: RESERVED, isUrgent });
  const act = (effect: TransactionEffect): void => {
    switch (effect.kind) {
      case "send":
        return send(effect.bytes, effect.to, () => {
          if (effect.key !== null) play(table.failTransport(effect.key));
        });
      case "arm": {
        const { key, timer, ms } = effect;
        return timers.arm(key, timer, ms, () => play(table.fire(key, timer)));
      }
      case "disarm":
        return timers.disarm(effect.key, effect.timer);
      case "ended":
        return timers.disarmAll(effect.key);
      case "request":
        return user.request(effect.key, effect.request, effect.source);
      case "ack":
        return user.ack(effect.request);
      case "cancelled":
        return user.cancelled(effect.key);
      case "response":
        return user.response(effect.key, effect.response);
      case "timeout":
      case "transport-failed":
        return user.failed(effect.key, effect.kind);
      case "drop":
        return onDrop(effect.why);
    }
  };
  const play = (effects: readonly TransactionEffect[]): void => {
    for (const effect of effects) act(effect);
  };
  return {
    receiveRequest: (request, source) => play(table.receiveRequest(request, source)),
    receiveResponse: (response) => play(table.receiveResponse(response)),
    respond: (key, response) => play(table.respond(key, response)),
    request: (branch, request, to) => play(table.request(branch, request, to)),
    sendAck: (request, to) => send(serialise(request), to, () => undefined),
    cancel: (branch, headers) => play(table.cancel(branch, headers)),
    knows: (request) => table.knows(request),
    size: () => table.size(),
    filledShare: () => table.size() / TRANSACTIONS_MAX,
  };
}
