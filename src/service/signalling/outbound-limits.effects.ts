import { openSourceGate } from "../../platform/sip-sockets/index.ts";

/** Calls to outside that one phone may have at once: two lines of a desk, and a transfer of each. */
const PHONE_CALLS_MAX = 4;
/** Calls that one phone may begin: a dialler is not a desk phone. */
const PHONE_STARTS = { perSecond: 20 / 60, burst: 20, sourcesMax: 20_000 };
/** Calls that may begin over one line. */
const TRUNK_STARTS = { perSecond: 10, burst: 100, sourcesMax: 1_000 };

/** A call to outside that a phone begins. */
export interface OutboundWish {
  /** The caller's leg: with it the call ends. */
  readonly legId: string;
  readonly phoneId: string;
  readonly trunkId: string;
}

/** How much phones may call outside; channels of the line are counted elsewhere. */
export interface OutboundLimits {
  /** Takes a place for a call; false when the phone or the line has had enough. */
  take(wish: OutboundWish, nowMs: number): boolean;
  legGone(legId: string): void;
  /** Whoever began a call leaves it and the call goes on: it holds the place until `legId` is gone. */
  standIn(legId: string, forLegId: string): void;
}

/** Opens the limits of one switch. Emergency calls are not asked here. */
export function openOutboundLimits(): OutboundLimits {
  const phoneOf = new Map<string, string>();
  const legsOf = new Map<string, Set<string>>();
  const phoneStarts = openSourceGate(PHONE_STARTS);
  const trunkStarts = openSourceGate(TRUNK_STARTS);
  const hold = (legId: string, phoneId: string): void => {
    phoneOf.set(legId, phoneId);
    legsOf.set(phoneId, (legsOf.get(phoneId) ?? new Set()).add(legId));
  };
  const legGone = (legId: string): void => {
    const phoneId = phoneOf.get(legId);
    if (phoneId === undefined) return;
    phoneOf.delete(legId);
    const legs = legsOf.get(phoneId);
    legs?.delete(legId);
    if (legs?.size === 0) legsOf.delete(phoneId);
  };
  return {
    take: ({ legId, phoneId, trunkId }, nowMs) => {
      if ((legsOf.get(phoneId)?.size ?? 0) >= PHONE_CALLS_MAX) return false;
      if (!phoneStarts.allows(phoneId, nowMs) || !trunkStarts.allows(trunkId, nowMs)) return false;
      hold(legId, phoneId);
      return true;
    },
    legGone,
    standIn: (legId, forLegId) => {
      const phoneId = phoneOf.get(forLegId);
      // Two calls of one phone may be joined: the leg that stays stands for one of them already.
      if (phoneId === undefined || phoneOf.has(legId)) return;
      legGone(forLegId);
      hold(legId, phoneId);
    },
  };
}
