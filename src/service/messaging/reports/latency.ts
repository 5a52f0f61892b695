/** Number of segments in one latency class (see `sms_latency_bucket`). */
export interface LatencyCount {
  readonly bucket: number;
  readonly segments: number;
}

/** Ratio of the upper bounds of adjacent classes. */
const STEP = 1.2;

/** Upper bound of a class. */
function endMs(bucket: number): number {
  return Math.round(STEP ** (bucket + 1));
}

/** Percentile of delivery latency in milliseconds, at most 20 % above the true value. Null without deliveries. */
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
