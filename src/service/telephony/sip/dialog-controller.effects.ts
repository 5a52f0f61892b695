import {
  type CheckedRequest,
  type CheckedResponse,
  dialogKeyOf,
  incoming,
  type LegInput,
  type SipPeer,
  sentAs,
  type TransactionKey,
  uriText,
} from "../../../protocols/sip/index.ts";
import type { LegName, Signalling } from "../calls/index.ts";
import type { Binding } from "../phones/index.ts";
import {
  type B2buaContext,
  type DialogControllerOptions,
  identity,
  keepLeg,
  stepped,
} from "./b2bua-context.effects.ts";
import { signallingOf } from "./leg-commands.effects.ts";
import { hear } from "./leg-events.effects.ts";
import type { SipLeg } from "./sip-leg.ts";

/** The Contact of the far end of a leg. */
function contactOf(leg: SipLeg | undefined): string | null {
  const target = leg?.state.dialog?.remoteTarget;
  return target === undefined ? null : uriText(target);
}

/** A page that has opened a new connection after losing one is the same device: its legs continue over the new one. */
function moved(b2buaContext: B2buaContext, { contact, transport, address, port, connection }: Binding): void {
  for (const leg of b2buaContext.legs.values()) {
    const isSame = leg.peer.connection !== null && leg.peer.connection !== connection && contactOf(leg) === contact;
    if (isSame) Object.assign(leg, { peer: { transport, address, port, connection }, source: address });
  }
}

/** All SIP dialogs of the calls of a switch. */
export interface DialogController {
  readonly signalling: Signalling;
  /** Accepts a new INVITE as the caller's leg of a call; false when its dialog cannot be created. */
  open(
    name: LegName,
    asked: {
      readonly key: TransactionKey;
      readonly request: CheckedRequest;
      readonly source: SipPeer;
      readonly isLine: boolean;
    },
  ): boolean;
  /** Handles a request inside a dialog; false when there is no such dialog. */
  inside(key: TransactionKey, request: CheckedRequest, source: SipPeer): boolean;
  ack(request: CheckedRequest): void;
  cancelled(inviteKey: TransactionKey): void;
  response(key: TransactionKey, response: CheckedResponse): void;
  failed(key: TransactionKey, why: "timeout" | "transport-failed"): void;
  /** Whether a request belongs to an existing dialog. */
  knows(request: CheckedRequest): boolean;
  /** Present bindings of a phone's devices: a leg of a page that has opened another connection continues over it. */
  reachedBy(bindings: readonly Binding[]): void;
  /** The source address of a leg's signalling; null for an ended leg. */
  sourceOf(legId: string): string | null;
  /** Whether a leg's far end is this device. */
  isAt(legId: string, contact: string): boolean;
  /** Whether a request is in the dialog of a leg whose far end is at this connection. */
  isFrom(request: CheckedRequest, connection: string): boolean;
  /** The legs whose far end is at a connection. */
  at(connection: string): readonly LegName[];
  size(): number;
}

/** Opens the controller. A leg decides by itself (`stepLeg`); the controller delivers its inputs and carries out its effects. */
export function openDialogController(options: DialogControllerOptions): DialogController {
  const b2buaContext: B2buaContext = {
    ...options,
    legs: new Map(),
    byDialog: new Map(),
    byKey: new Map(),
    hear: (leg, event) => hear(b2buaContext, leg, event),
  };
  const dialogOf = (request: CheckedRequest) => {
    const key = dialogKeyOf(request);
    return key === null ? undefined : b2buaContext.byDialog.get(key);
  };
  const give = (leg: SipLeg | undefined, input: LegInput): boolean => {
    if (leg !== undefined) stepped(b2buaContext, leg, input);
    return leg !== undefined;
  };
  return {
    signalling: signallingOf(b2buaContext),
    open: (name, { key, request, source, isLine }) => {
      const begun = incoming(identity(b2buaContext, source), key, request);
      if (!begun.ok) return false;
      const leg = keepLeg(b2buaContext, { name, isLine, peer: source, state: begun.value, sipCallId: request.callId });
      b2buaContext.byKey.set(key, leg);
      leg.keys.add(key);
      return true;
    },
    inside: (key, request, source) => {
      const leg = dialogOf(request);
      // A phone that has changed its network sends a new offer from there (RFC 3261 §14).
      if (leg !== undefined) leg.source = source.address;
      return give(leg, { kind: "request", key, request });
    },
    ack: (request) => void give(dialogOf(request), { kind: "ack", request }),
    cancelled: (key) => void give(b2buaContext.byKey.get(key), { kind: "cancelled", key }),
    response: (key, response) => void give(b2buaContext.byKey.get(key), { kind: "response", response }),
    failed: (key, why) => {
      const sent = sentAs(key);
      if (sent !== null) give(b2buaContext.byKey.get(key), { kind: "failed", ...sent, why });
    },
    knows: (request) => dialogOf(request) !== undefined,
    reachedBy: (bindings) => {
      for (const binding of bindings) if (binding.connection !== null) moved(b2buaContext, binding);
    },
    sourceOf: (legId) => b2buaContext.legs.get(legId)?.source ?? null,
    isAt: (legId, contact) => contactOf(b2buaContext.legs.get(legId)) === contact,
    isFrom: (request, connection) => dialogOf(request)?.peer.connection === connection,
    at: (connection) =>
      [...b2buaContext.legs.values()].flatMap(({ peer, name }) => (peer.connection === connection ? [name] : [])),
    size: () => b2buaContext.legs.size,
  };
}
