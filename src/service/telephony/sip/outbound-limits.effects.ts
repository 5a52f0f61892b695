import { openSourceGate } from "../../../platform/sip-sockets/index.ts";

/** Maximum concurrent outgoing calls of one phone: two lines of a desk phone, and a transfer of each. */
const PHONE_CALLS_MAX = 4;
/** Rate of outgoing calls of one phone, too low for a dialler. */
const PHONE_STARTS = { perSecond: 20 / 60, burst: 20, sourcesMax: 20_000 };
/**
 * Maximum concurrent outgoing legs of a call controlled by a script (those of one dial and the originated one), and how many it may begin, too few for a
 * dialler.
 */
const CALL_LEGS_MAX = 11;
const CALL_STARTS = { perSecond: 20 / 60, burst: 20, sourcesMax: 20_000 };
/** Rate of outgoing legs of all such calls of one call centre. */
const CENTRE_STARTS = { perSecond: 10, burst: 100, sourcesMax: 10_000 };
/** Rate of calls over one trunk. */
const TRUNK_STARTS = { perSecond: 10, burst: 100, sourcesMax: 1_000 };

/** An outgoing call of a phone. */
export interface OutboundCallOptions {
  /** The caller's leg: the call ends with it. */
  readonly legId: string;
  readonly phoneId: string;
  readonly trunkId: string;
}

/** An outgoing leg that a script dials. */
export interface OutboundLegOptions {
  readonly legId: string;
  readonly callId: string;
  readonly tenantId: string;
  readonly trunkId: string;
}

/** Limits for outgoing calls of phones and of scripts; channels of a trunk are counted elsewhere. */
export interface OutboundLimits {
  /** Counts a call; false when the phone or the trunk has reached its limit. */
  take(options: OutboundCallOptions, nowMs: number): boolean;
  /** Counts a leg that a script dials; false when the call, its call centre or the trunk has reached its limit. */
  lead(wish: OutboundLegOptions, nowMs: number): boolean;
  legGone(legId: string): void;
  /** The leg that began the call has left and the call continues: it counts until `legId` has ended. */
  standIn(legId: string, forLegId: string): void;
}

/** Opens the limits of one switch. Emergency calls are not limited here. */
export function openOutboundLimits(): OutboundLimits {
  /** The phone or the call for which a leg counts. */
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
      // Two calls of one phone may be joined: the remaining leg already counts for one of them.
      if (holder === undefined || holderOf.has(legId)) return;
      legGone(forLegId);
      hold(legId, holder);
    },
  };
}
