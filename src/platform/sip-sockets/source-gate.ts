import type { SipMessage } from "../../protocols/sip/index.ts";

/** Rate limit per address. */
export interface GateLimits {
  /** Sustained messages per second. */
  readonly perSecond: number;
  /** Maximum burst of messages. */
  readonly burst: number;
  /** Maximum number of tracked addresses; the least recently active one is evicted. */
  readonly sourcesMax: number;
}

/** Admits or refuses messages of a source. */
export interface SourceGate {
  allows(address: string, nowMs: number): boolean;
  size(): number;
}

interface Bucket {
  left: number;
  filledMs: number;
}

/**
 * Opens a token bucket for each address. UDP source addresses can be forged, so an empty bucket refuses messages and never
 * blocks an address for longer: a forger cannot lock out another source.
 */
export function openSourceGate({ perSecond, burst, sourcesMax }: GateLimits): SourceGate {
  const buckets = new Map<string, Bucket>();
  return {
    allows(address, nowMs) {
      const known = buckets.get(address);
      const bucket = known ?? { left: burst, filledMs: nowMs };
      bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.filledMs) * perSecond) / 1_000);
      bucket.filledMs = nowMs;
      // Reinserted at the end, so that the first entry is the least recently active one.
      if (known !== undefined) buckets.delete(address);
      buckets.set(address, bucket);
      const [oldest] = buckets.keys();
      if (buckets.size > sourcesMax && oldest !== undefined) buckets.delete(oldest);
      if (bucket.left < 1) return false;
      bucket.left -= 1;
      return true;
    },
    size: () => buckets.size,
  };
}

/** Programs that scan for open telephone systems, by their User-Agent. */
const SCANNERS =
  /friendly-scanner|sipvicious|sip-?scan|sundayddr|iwar|sipsak|sipcli|vaxsip|pplsip|smap|siparmyknife|custom-?sip-?scanner/i;

/** True for a message of a known scanner: it is dropped without a response, because any response is what a scanner seeks. */
export function isOfScanner(message: SipMessage): boolean {
  return message.headers.some(
    ({ name, value }) => (name === "User-Agent" || name === "Server") && SCANNERS.test(value),
  );
}
