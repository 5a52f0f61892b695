/** Measured voice quality values of a leg. */
export type SoundMeasure = "mos" | "loss" | "jitter";

/** Rating of a measured value. */
export type SoundLevel = "good" | "fair" | "bad";

/**
 * Thresholds of good and fair values, with their source. `standing` states whether the source names this very value for
 * this very measure ("confirmed") or the value was chosen close to the sources ("assumed").
 */
export interface SoundRule {
  readonly measure: SoundMeasure;
  /** MOS 1.0–4.5, loss in percent of packets, jitter in milliseconds. */
  readonly good: number;
  readonly fair: number;
  readonly isMoreBetter: boolean;
  readonly source: string;
  readonly standing: "confirmed" | "assumed";
}

/** The current thresholds, worst measure last. */
export const SOUND_RULES: readonly SoundRule[] = [
  {
    // R 80 "satisfied" and R 70 "some users dissatisfied".
    measure: "mos",
    good: 4.03,
    fair: 3.6,
    isMoreBetter: true,
    source: "ITU-T G.107 (06/2015), Table B.1",
    standing: "confirmed",
  },
  {
    // Class 0 requires a loss ratio of 1 × 10⁻³; above 1 % G.711 without concealment breaks up audibly.
    measure: "loss",
    good: 0.1,
    fair: 1,
    isMoreBetter: false,
    source: "ITU-T Y.1541 (12/2011), Table 1; G.113 Appendix I",
    standing: "assumed",
  },
  {
    // Class 0 bounds delay variation by 50 ms; the mean of RFC 3550 §6.4.1 stays well below its extremes.
    measure: "jitter",
    good: 20,
    fair: 50,
    isMoreBetter: false,
    source: "ITU-T Y.1541 (12/2011), Table 1; RFC 3550 §6.4.1",
    standing: "assumed",
  },
];

/** Rating of a value; null for one that could not be measured. */
export function judgeSound(measure: SoundMeasure, value: number | null): SoundLevel | null {
  const rule = SOUND_RULES.find((one) => one.measure === measure);
  if (rule === undefined || value === null) return null;
  const reaches = (threshold: number) => (rule.isMoreBetter ? value >= threshold : value <= threshold);
  if (reaches(rule.good)) return "good";
  return reaches(rule.fair) ? "fair" : "bad";
}

/** Lost packets in percent of the expected ones; null when none was expected. */
export function lossPercent({ received, lost }: { readonly received: number; readonly lost: number }): number | null {
  const expected = received + lost;
  return expected <= 0 ? null : (Math.max(0, lost) / expected) * 100;
}
