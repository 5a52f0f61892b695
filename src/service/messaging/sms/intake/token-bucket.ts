/** A token bucket. */
export interface Bucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** Refill rate a second, and capacity. */
export interface BucketSize {
  readonly perSecond: number;
  readonly most: number;
}

const SECOND_MS = 1_000;

/** The bucket after `wanted` tokens were taken, or the time until they are available. A full bucket pays any amount, so that no request waits for ever. */
export function takeTokens(
  bucket: Bucket | undefined,
  wish: { readonly wanted: number; readonly nowMs: number },
  { perSecond, most }: BucketSize,
): { readonly bucket: Bucket; readonly waitMs: number } {
  const { wanted, nowMs } = wish;
  const before = bucket ?? { tokens: most, atMs: nowMs };
  const elapsedMs = Math.max(0, nowMs - before.atMs);
  const tokens = Math.min(most, before.tokens + (elapsedMs * perSecond) / SECOND_MS);
  const needed = Math.min(wanted, most);
  if (tokens >= needed) return { bucket: { tokens: tokens - wanted, atMs: nowMs }, waitMs: 0 };
  return { bucket: { tokens, atMs: nowMs }, waitMs: Math.ceil(((needed - tokens) * SECOND_MS) / perSecond) };
}
