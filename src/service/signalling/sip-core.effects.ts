import {
  type CheckedRequest,
  type CheckedResponse,
  openTransactions,
  type SipPeer,
  type SipRequest,
  type SipResponse,
  serialise,
  type TransactionEffect,
  type TransactionKey,
} from "../../protocols/sip/index.ts";

/** Transactions of one switch at once. */
const TRANSACTIONS_MAX = 50_000;

/** Who is told what comes. */
export interface SipUser {
  request(key: TransactionKey, request: CheckedRequest, source: SipPeer): void;
  ack(request: CheckedRequest): void;
  cancelled(inviteKey: TransactionKey): void;
  response(key: TransactionKey, response: CheckedResponse): void;
  /** No answer came, or the way is broken. */
  failed(key: TransactionKey, why: "timeout" | "transport-failed"): void;
}

/** Transactions with their timers and the way out. */
export interface SipCore {
  receiveRequest(request: CheckedRequest, source: SipPeer): void;
  receiveResponse(response: CheckedResponse): void;
  respond(key: TransactionKey, response: SipResponse): void;
  request(branch: string, request: SipRequest, to: SipPeer): void;
  /** An ACK of a 2xx is no transaction (RFC 3261 §13.2.2.4). */
  sendAck(request: SipRequest, to: SipPeer): void;
  cancel(branch: string): void;
  /** The way to a peer is broken: what waits for it fails. */
  size(): number;
  /** Forgets everything; safe to call twice. */
  close(): void;
}

/** Opens the core over a way to send bytes; what comes is told to `user`. */
export function openSipCore(options: {
  readonly send: (bytes: Uint8Array, to: SipPeer) => boolean;
  readonly user: SipUser;
  readonly onDrop: (why: string) => void;
}): SipCore {
  const { send, user, onDrop } = options;
  const table = openTransactions({ max: TRANSACTIONS_MAX });
  const timers = new Map<string, NodeJS.Timeout>();
  const timersOf = new Map<TransactionKey, Set<string>>();

  const disarm = (name: string): void => {
    clearTimeout(timers.get(name));
    timers.delete(name);
  };
  const act = (effect: TransactionEffect): void => {
    switch (effect.kind) {
      case "send":
        if (!send(effect.bytes, effect.to) && effect.key !== null) play(table.failTransport(effect.key));
        return;
      case "arm": {
        const { key, timer } = effect;
        const name = `${key} ${timer}`;
        disarm(name);
        const fire = () => {
          timers.delete(name);
          play(table.fire(key, timer));
        };
        timers.set(name, setTimeout(fire, effect.ms));
        timersOf.set(key, (timersOf.get(key) ?? new Set()).add(name));
        return;
      }
      case "disarm":
        return disarm(`${effect.key} ${effect.timer}`);
      case "ended":
        for (const name of timersOf.get(effect.key) ?? []) disarm(name);
        timersOf.delete(effect.key);
        return;
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
    sendAck: (request, to) => {
      send(serialise(request), to);
    },
    cancel: (branch) => play(table.cancel(branch)),
    size: () => table.size(),
    close: () => {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      timersOf.clear();
    },
  };
}
