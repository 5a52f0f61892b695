import { openSourceGate } from "../../../platform/sip-sockets/index.ts";

/** Calls to outside that one phone may have at once: two lines of a desk, and a transfer of each. */
const PHONE_CALLS_MAX = 4;
/** Calls that one phone may begin: a dialler is not a desk phone. */
const PHONE_STARTS = { perSecond: 20 / 60, burst: 20, sourcesMax: 20_000 };
/**
 * Legs to outside that a call led by a program or a flow may have at once, which are those of one dial and the one that it was ordered
 * with, and how many it may begin: it is no dialler either.
 */
const CALL_LEGS_MAX = 11;
const CALL_STARTS = { perSecond: 20 / 60, burst: 20, sourcesMax: 20_000 };
/** Legs that all such calls of one call centre may begin. */
const CENTRE_STARTS = { perSecond: 10, burst: 100, sourcesMax: 10_000 };
/** Calls that may begin over one line. */
const TRUNK_STARTS = { perSecond: 10, burst: 100, sourcesMax: 1_000 };

/** A call to outside that a phone begins. */
export interface OutboundCallOptions {
  /** The caller's leg: with it the call ends. */
  readonly legId: string;
  readonly phoneId: string;
  readonly trunkId: string;
}

/** A leg to outside that a call begins by itself, as a program or a flow leads it. */
export interface OutboundLegOptions {
  readonly legId: string;
  readonly callId: string;
  readonly tenantId: string;
  readonly trunkId: string;
}

/** How much phones, and calls that are led, may call outside; channels of the line are counted elsewhere. */
export interface OutboundLimits {
  /** Takes a place for a call; false when the phone or the line has had enough. */
  take(options: OutboundCallOptions, nowMs: number): boolean;
  /** Takes a place for a leg of a call that is led; false when the call, its call centre or the line has had enough. */
  lead(wish: OutboundLegOptions, nowMs: number): boolean;
  legGone(legId: string): void;
  /** The leg that began the call has left and the call goes on: the call holds the place until `legId` has ended. */
  standIn(legId: string, forLegId: string): void;
}

/** Opens the limits of one switch. Emergency calls are not asked here. */
export function openOutboundLimits(): OutboundLimits {
  /** The phone or the call whose place a leg has. */
  const holderOf = new Map<string, string>();
  const legsOf = new Map<string, Set<string>>();
  const phoneStarts = openSourceGate(PHONE_STARTS);
  const [callStarts, centreStarts] = [openSourceGate(CALL_STARTS), openSourceGate(CENTRE_STARTS)];
  const trunkStarts = openSourceGate(TRUNK_STARTS);
  const hold = (legId: string, holder: string): void => {
    holderOf.set(legId, holder);
    legsOf.set(holder, (legsOf.get(holder) ?? new Set()).add(legId));
  };
  const legGone = (legId: string): void => {
    const holder = holderOf.get(legId);
    if (holder === undefined) return;
    holderOf.delete(legId);
    const legs = legsOf.get(holder);
    legs?.delete(legId);
    if (legs?.size === 0) legsOf.delete(holder);
  };
  return {
    take: ({ legId, phoneId, trunkId }, nowMs) => {
      if ((legsOf.get(phoneId)?.size ?? 0) >= PHONE_CALLS_MAX) return false;
      if (!phoneStarts.allows(phoneId, nowMs) || !trunkStarts.allows(trunkId, nowMs)) return false;
      hold(legId, phoneId);
      return true;
    },
    lead: ({ legId, callId, tenantId, trunkId }, nowMs) => {
      if ((legsOf.get(callId)?.size ?? 0) >= CALL_LEGS_MAX) return false;
      if (!callStarts.allows(callId, nowMs) || !centreStarts.allows(tenantId, nowMs)) return false;
      if (!trunkStarts.allows(trunkId, nowMs)) return false;
      hold(legId, callId);
      return true;
    },
    legGone,
    standIn: (legId, forLegId) => {
      const holder = holderOf.get(forLegId);
      // Two calls of one phone may be joined: the leg that stays stands for one of them already.
      if (holder === undefined || holderOf.has(legId)) return;
      legGone(forLegId);
      hold(legId, holder);
    },
  };
}
