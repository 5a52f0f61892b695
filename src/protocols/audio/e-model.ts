/** Measurements of a G.711 stream. */
export interface LinkQuality {
  /** Share of lost or late packets, 0 to 1. */
  readonly lossShare: number;
  /** Mouth-to-ear delay. */
  readonly delayMs: number;
  /** Ratio of consecutive losses to random loss; 1 = random loss (ITU-T G.107 BurstR). */
  readonly burstRatio: number;
}

/** R with all of G.107's default values (ITU-T G.107 table 2). */
const BEST_RATING = 93.2;
/** G.711 with packet loss concealment: equipment impairment and robustness (ITU-T G.113 appendix I). */
const EQUIPMENT_IMPAIRMENT = 0;
const LOSS_ROBUSTNESS = 25.1;
/** Delay without impairment (ITU-T G.107 §7.4). */
const HARMLESS_DELAY_MS = 100;

/** The transmission rating R, 0 to 93.2 (ITU-T G.107 §7.1 with default values for everything that is not measured here). */
export function ratingOf(link: LinkQuality): number {
  const rating = BEST_RATING - delayImpairment(link.delayMs) - lossImpairment(link);
  return Math.max(0, Math.min(BEST_RATING, rating));
}

/** The mean opinion score estimated from R, 1 to 4.5 (ITU-T G.107 annex B). */
export function meanOpinionScore(rating: number): number {
  if (rating <= 0) return 1;
  if (rating >= 100) return 4.5;
  return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
}

/** Idd of ITU-T G.107 §7.4, equations 7-27 and 7-28. */
function delayImpairment(delayMs: number): number {
  if (delayMs <= HARMLESS_DELAY_MS) return 0;
  const x = Math.log2(delayMs / HARMLESS_DELAY_MS);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/** Ie-eff of ITU-T G.107 §7.5, equation 7-29. */
function lossImpairment({ lossShare, burstRatio }: LinkQuality): number {
  const lossPct = 100 * Math.max(0, Math.min(1, lossShare));
  const share = lossPct / (lossPct / Math.max(1, burstRatio) + LOSS_ROBUSTNESS);
  return EQUIPMENT_IMPAIRMENT + (95 - EQUIPMENT_IMPAIRMENT) * share;
}
