/** The usage of a limit: from four fifths on a warning is shown. */
export type LimitStatus = "unlimited" | "within" | "near" | "reached";

const NEAR_SHARE = 0.8;

/** The status of `used` against a limit; null for no limit. */
export function limitStatus(used: number, max: number | null): LimitStatus {
  if (max === null) return "unlimited";
  if (used >= max) return "reached";
  return used >= max * NEAR_SHARE ? "near" : "within";
}
