/** How near something is to its limit: from four fifths on it is warned of. */
export type LimitStatus = "unlimited" | "within" | "near" | "reached";

const NEAR_SHARE = 0.8;

/** The standing of `used` against a limit; null for no limit. */
export function limitStatus(used: number, max: number | null): LimitStatus {
  if (max === null) return "unlimited";
  if (used >= max) return "reached";
  return used >= max * NEAR_SHARE ? "near" : "within";
}
