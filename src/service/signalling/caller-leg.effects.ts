import {
  accepted,
  type CheckedRequest,
  calleeDialog,
  type SipPeer,
  type TransactionKey,
} from "../../protocols/sip/index.ts";
import type { LegName } from "../calls/index.ts";
import {
  answerLeg,
  causeHeader,
  contactFor,
  described,
  forget,
  keepDialog,
  type LegWorld,
  legKey,
  METHODS,
  sendBye,
  tellCall,
} from "./leg-world.effects.ts";
import { reasonPhrase } from "./reason-phrase.ts";
import type { SipLeg } from "./sip-leg.ts";

/** RFC 3261 §17.1.1.1: T1 and T2; a 2xx that nobody acknowledges is given up after 64 T1. */
const T1_MS = 500;
const T2_MS = 4_000;
const GIVE_UP_MS = 64 * T1_MS;

/** An INVITE from outside becomes the caller's leg of a call; false when its Contact or Record-Route cannot be used. */
export function openCallerLeg(
  world: LegWorld,
  name: LegName,
  asked: {
    readonly key: TransactionKey;
    readonly request: CheckedRequest;
    readonly source: SipPeer;
    readonly isLine: boolean;
  },
): boolean {
  const { key, request, source, isLine } = asked;
  const localTag = world.ids.secret(8);
  const dialog = calleeDialog(request, localTag);
  if (!dialog.ok) return false;
  const leg: SipLeg = {
    name,
    role: "caller",
    localTag,
    isLine,
    peer: source,
    dialog: null,
    state: "inviting",
    invite: { key, request },
    branch: null,
    ack: null,
    isUnwanted: false,
    reoffer: null,
    refer: null,
    isReferred: false,
    sdp: null,
    repeat: null,
  };
  world.legs.set(legKey(name), leg);
  world.byKey.set(key, leg);
  keepDialog(world, leg, dialog.value);
  return true;
}

/** 180 Ringing. */
export function ringCaller(world: LegWorld, leg: SipLeg): void {
  if (leg.invite === null || leg.state !== "inviting") return;
  answerLeg(world, leg, leg.invite, { status: 180, reason: "Ringing", headers: [contactFor(world, leg.peer)] });
}

/** 200 with our answer, again and again until its ACK comes (RFC 3261 §13.3.1.4). */
export function answerCaller(world: LegWorld, leg: SipLeg, sdp: string): void {
  if (leg.invite === null || leg.state !== "inviting") return;
  leg.state = "answered";
  leg.sdp = sdp;
  const { invite } = leg;
  world.byKey.delete(invite.key);
  leg.invite = null;
  repeatSuccess(world, leg, invite, sdp);
}

/** Sends a 2xx to an INVITE and repeats it until `stopRepeating`. */
export function repeatSuccess(
  world: LegWorld,
  leg: SipLeg,
  asked: { readonly key: TransactionKey; readonly request: CheckedRequest },
  sdp: string,
): void {
  const { headers, body } = described(sdp);
  const said = [contactFor(world, leg.peer), { name: "Allow", value: METHODS.join(", ") }, ...headers];
  const send = () => answerLeg(world, leg, asked, { status: 200, reason: "OK", headers: said, body });
  let waited = 0;
  const again = (pauseMs: number): void => {
    leg.repeat = setTimeout(() => {
      waited += pauseMs;
      if (waited >= GIVE_UP_MS) return tellCall(world, leg, { input: "lost", legId: leg.name.legId });
      send();
      again(Math.min(pauseMs * 2, T2_MS));
    }, pauseMs);
  };
  send();
  again(T1_MS);
}

/** The ACK of a 2xx has come. */
export function acknowledged(world: LegWorld, leg: SipLeg, request: CheckedRequest): void {
  if (leg.repeat !== null) clearTimeout(leg.repeat);
  leg.repeat = null;
  if (leg.state === "answered") leg.state = "confirmed";
  if (leg.dialog !== null) keepDialog(world, leg, accepted(leg.dialog, request) ?? leg.dialog);
}

/** Refuses the caller. */
export function rejectCaller(
  world: LegWorld,
  leg: SipLeg,
  { status, cause }: { readonly status: number; readonly cause: number },
): void {
  if (leg.invite === null || leg.state !== "inviting") return;
  const retry = status === 503 && cause !== 34 ? [{ name: "Retry-After", value: "5" }] : [];
  const headers = [causeHeader(cause), ...retry];
  answerLeg(world, leg, leg.invite, { status, reason: reasonPhrase(status), headers });
  forget(world, leg);
}

/** Ends a caller's leg by what it needs. */
export function dropCaller(world: LegWorld, leg: SipLeg, cause: number): void {
  if (leg.state === "inviting") return rejectCaller(world, leg, { status: 480, cause });
  return sendBye(world, leg, cause);
}
