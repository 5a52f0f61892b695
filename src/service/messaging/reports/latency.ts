/** How many segments took a length of time of a class; classes are those of `sms_latency_bucket`. */
export interface LatencyCount {
  readonly bucket: number;
  readonly segments: number;
}

/** Each class is so much longer than the one before. */
const STEP = 1.2;

/** The longest time of a class. */
function endMs(bucket: number): number {
  return Math.round(STEP ** (bucket + 1));
}

/** Within how many milliseconds a share of all was delivered: at most a fifth more than the truth. Null where nothing was. */
export function withinMs(counts: readonly LatencyCount[], share: number): number | null {
  const sorted = counts.toSorted((one, other) => one.bucket - other.bucket);
  const wanted = share * sorted.reduce((sum, { segments }) => sum + segments, 0);
  let before = 0;
  for (const { bucket, segments } of sorted) {
    before += segments;
    if (before > 0 && before >= wanted) return endMs(bucket);
  }
  return null;
}
