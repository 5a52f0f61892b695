import type { CallEvent, CallEventBody, TalkState } from "./call-event.ts";

/** An outbound leg with a price, while the events of its call are folded. */
export interface RatedLeg {
  readonly legId: string;
  readonly minuteRupiah: number;
  /** When its far end answered; null before that. */
  readonly sinceUs: number | null;
  /** Whether it is the leg of a consultation: events of a talk do not name that leg. */
  readonly isAsked: boolean;
}

/** Legs with a price, and the cost of those that have ended. */
export interface Rating {
  readonly legs: readonly RatedLeg[];
  readonly rupiah: number;
  /** Whether a consulted party is ringing. */
  readonly isAsking: boolean;
}

/** Without rated legs. */
export const NO_RATING: Rating = { legs: [], rupiah: 0, isAsking: false };

const US_PER_MINUTE = 60_000_000;

/**
 * The effect of an event on the cost of a call. A leg over a trunk costs from its answer to its end, at the price of its invitation, which the event
 * contains: a later change of the price changes no record.
 */
export function rated(rating: Rating, { body, elapsedUs }: CallEvent): Rating {
  const { kind } = body;
  if (kind === "leg.invited" || kind === "leg.taken") return joined(rating, body, elapsedUs);
  if (kind === "call.answered" || kind === "talk.began")
    return begun(rating, ({ legId }) => legId === body.legId, elapsedUs);
  if (kind === "transfer.done") return handedOn(rating, body.legId, elapsedUs);
  if (kind === "talk.changed") return talkChanged(rating, body.state, elapsedUs);
  if (kind === "leg.failed" || kind === "leg.given" || kind === "talk.ended")
    return over(rating, ({ legId }) => legId === body.legId, elapsedUs);
  if (kind === "legs.released") return over(rating, ({ legId }) => body.legIds.includes(legId), elapsedUs);
  return kind === "call.ended" ? over(rating, () => true, elapsedUs) : rating;
}

function joined(
  rating: Rating,
  body: Extract<CallEventBody, { readonly kind: "leg.invited" | "leg.taken" }>,
  elapsedUs: number,
): Rating {
  const { legId, minuteRupiah = 0 } = body;
  if (minuteRupiah === 0) return rating;
  // A leg that is taken over from another call is answered already.
  const sinceUs = body.kind === "leg.taken" ? elapsedUs : null;
  const isAsked = body.kind === "leg.invited" && rating.isAsking;
  return { ...rating, legs: [...rating.legs, { legId, minuteRupiah, sinceUs, isAsked }] };
}

function talkChanged(rating: Rating, state: TalkState, elapsedUs: number): Rating {
  const after = { ...rating, isAsking: state === "ringing" };
  if (state === "consulting" || state === "conference") return begun(after, ({ isAsked }) => isAsked, elapsedUs);
  return state === "ringing" ? after : over(after, ({ isAsked }) => isAsked, elapsedUs);
}

/** The consulted party talks with the caller from here on. */
function handedOn(rating: Rating, legId: string, elapsedUs: number): Rating {
  const after = begun(rating, (leg) => leg.legId === legId, elapsedUs);
  const legs = after.legs.map((leg) => (leg.legId === legId ? { ...leg, isAsked: false } : leg));
  return { ...after, legs, isAsking: false };
}

function begun(rating: Rating, which: (leg: RatedLeg) => boolean, elapsedUs: number): Rating {
  const legs = rating.legs.map((leg) => (which(leg) && leg.sinceUs === null ? { ...leg, sinceUs: elapsedUs } : leg));
  return { ...rating, legs };
}

function over(rating: Rating, which: (leg: RatedLeg) => boolean, elapsedUs: number): Rating {
  const gone = rating.legs.filter(which);
  if (gone.length === 0) return rating;
  const rupiah = gone.reduce((sum, { minuteRupiah, sinceUs }) => {
    const talkedUs = sinceUs === null ? 0 : Math.max(0, elapsedUs - sinceUs);
    return sum + Math.ceil((minuteRupiah * talkedUs) / US_PER_MINUTE);
  }, rating.rupiah);
  return { ...rating, legs: rating.legs.filter((leg) => !which(leg)), rupiah };
}
