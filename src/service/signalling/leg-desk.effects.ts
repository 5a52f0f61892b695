import {
  type CheckedRequest,
  type CheckedResponse,
  dialogKeyOf,
  incoming,
  type LegInput,
  type SipPeer,
  sentAs,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import type { LegName, Signalling } from "../calls/index.ts";
import { hear } from "./leg-events.effects.ts";
import { signallingOf } from "./leg-wishes.effects.ts";
import { identity, keepLeg, type LegDeskOptions, type LegWorld, stepped } from "./leg-world.effects.ts";
import type { SipLeg } from "./sip-leg.ts";

/** All SIP dialogs of the calls of a switch. */
export interface LegDesk {
  readonly signalling: Signalling;
  /** Takes a new INVITE in as the caller's leg of a call; false when its dialog cannot be made. */
  open(
    name: LegName,
    asked: {
      readonly key: TransactionKey;
      readonly request: CheckedRequest;
      readonly source: SipPeer;
      readonly isLine: boolean;
    },
  ): boolean;
  /** Takes a request inside a dialog; false when there is no such dialog. */
  inside(key: TransactionKey, request: CheckedRequest): boolean;
  ack(request: CheckedRequest): void;
  cancelled(inviteKey: TransactionKey): void;
  response(key: TransactionKey, response: CheckedResponse): void;
  failed(key: TransactionKey, why: "timeout" | "transport-failed"): void;
  /** Whether a request is one inside a dialog that is there. */
  knows(request: CheckedRequest): boolean;
  size(): number;
}

/** Opens the desk. A leg decides by itself (`stepLeg`); the desk brings it what comes and carries out what it asks. */
export function openLegDesk(options: LegDeskOptions): LegDesk {
  const world: LegWorld = {
    ...options,
    legs: new Map(),
    byDialog: new Map(),
    byKey: new Map(),
    hear: (leg, event) => hear(world, leg, event),
  };
  const dialogOf = (request: CheckedRequest) => {
    const key = dialogKeyOf(request);
    return key === null ? undefined : world.byDialog.get(key);
  };
  const give = (leg: SipLeg | undefined, input: LegInput): boolean => {
    if (leg !== undefined) stepped(world, leg, input);
    return leg !== undefined;
  };
  return {
    signalling: signallingOf(world),
    open: (name, { key, request, source, isLine }) => {
      const begun = incoming(identity(world, source), key, request);
      if (!begun.ok) return false;
      const leg = keepLeg(world, { name, isLine, peer: source, state: begun.value, sipCallId: request.callId });
      world.byKey.set(key, leg);
      leg.keys.add(key);
      return true;
    },
    inside: (key, request) => give(dialogOf(request), { kind: "request", key, request }),
    ack: (request) => void give(dialogOf(request), { kind: "ack", request }),
    cancelled: (key) => void give(world.byKey.get(key), { kind: "cancelled", key }),
    response: (key, response) => void give(world.byKey.get(key), { kind: "response", response }),
    failed: (key, why) => {
      const sent = sentAs(key);
      if (sent !== null) give(world.byKey.get(key), { kind: "failed", ...sent, why });
    },
    knows: (request) => dialogOf(request) !== undefined,
    size: () => world.legs.size,
  };
}
