import type { CheckedRequest, CheckedResponse, SipPeer, TransactionKey } from "../../protocols/sip/index.ts";
import { dialogKeyOf } from "../../protocols/sip/index.ts";
import type { LegName, Signalling } from "../calls/index.ts";
import { dropCalled, inviteAnswered, inviteFailed, inviteParty } from "./called-leg.effects.ts";
import {
  acknowledged,
  answerCaller,
  dropCaller,
  openCallerLeg,
  rejectCaller,
  ringCaller,
} from "./caller-leg.effects.ts";
import { acceptReoffer, answerRefer, notifyRefer, refuseReoffer, requestInDialog } from "./inside-dialog.effects.ts";
import { type LegDeskOptions, type LegWorld, legKey, tellCall } from "./leg-world.effects.ts";
import type { SipCore } from "./sip-core.effects.ts";
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
  size(): number;
}

/** Opens the desk; the core it speaks through is asked for with each message, since the two know each other. */
export function openLegDesk(options: LegDeskOptions & { readonly core: () => SipCore }): LegDesk {
  const world: LegWorld = { ...options, legs: new Map(), byDialog: new Map(), byKey: new Map() };
  const dialogOf = (request: CheckedRequest) => {
    const key = dialogKeyOf(request);
    return key === null ? undefined : world.byDialog.get(key);
  };
  return {
    signalling: signallingOf(world),
    open: (name, asked) => openCallerLeg(world, name, asked),
    inside: (key, request) => {
      const leg = dialogOf(request);
      if (leg === undefined) return false;
      requestInDialog(world, leg, { key, request });
      return true;
    },
    ack: (request) => {
      const leg = dialogOf(request);
      if (leg !== undefined) acknowledged(world, leg, request);
    },
    cancelled: (inviteKey) => {
      const leg = world.byKey.get(inviteKey);
      if (leg !== undefined) tellCall(world, leg, { input: "cancelled" });
    },
    response: (key, response) => {
      const leg = world.byKey.get(key);
      if (leg !== undefined) inviteAnswered(world, leg, key, response);
    },
    failed: (key, why) => {
      const leg = world.byKey.get(key);
      world.byKey.delete(key);
      if (leg !== undefined) inviteFailed(world, leg, why);
    },
    size: () => world.legs.size,
  };
}

/** The calls' way to speak. A leg that is over hears nothing. */
function signallingOf(world: LegWorld): Signalling {
  const withLeg = (name: LegName, act: (leg: SipLeg) => void): void => {
    const leg = world.legs.get(legKey(name));
    if (leg !== undefined && leg.state !== "ended") act(leg);
  };
  return {
    invite: (name, wish) => inviteParty(world, name, wish),
    ring: (name) => withLeg(name, (leg) => ringCaller(world, leg)),
    answer: (name, sdp) => withLeg(name, (leg) => answerCaller(world, leg, sdp)),
    reject: (name, why) => withLeg(name, (leg) => rejectCaller(world, leg, why)),
    hangUp: (name, cause) =>
      withLeg(name, (leg) => (leg.role === "caller" ? dropCaller(world, leg, cause) : dropCalled(world, leg, cause))),
    acceptOffer: (name, sdp) => withLeg(name, (leg) => acceptReoffer(world, leg, sdp)),
    refuseOffer: (name) => withLeg(name, (leg) => refuseReoffer(world, leg)),
    answerTransfer: (name, isTaken) => withLeg(name, (leg) => answerRefer(world, leg, isTaken)),
    notifyTransfer: (name, status) => withLeg(name, (leg) => notifyRefer(world, leg, status)),
  };
}
