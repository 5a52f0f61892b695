import type { SipMessage } from "../../protocols/sip/index.ts";

/** How much one address may say. */
export interface GateLimits {
  /** Messages a second, over time. */
  readonly perSecond: number;
  /** Messages at once. */
  readonly burst: number;
  /** Addresses that are told apart; beyond, the one not heard of for longest is forgotten. */
  readonly sourcesMax: number;
}

/** Lets a source through, or not. */
export interface SourceGate {
  allows(address: string, nowMs: number): boolean;
  size(): number;
}

interface Bucket {
  left: number;
  filledMs: number;
}

/**
 * Opens a gate with a bucket for each address. Sources over UDP can be forged, so a full bucket refuses messages and never
 * an address for longer: nobody can lock out somebody else.
 */
export function openSourceGate({ perSecond, burst, sourcesMax }: GateLimits): SourceGate {
  const buckets = new Map<string, Bucket>();
  return {
    allows(address, nowMs) {
      const known = buckets.get(address);
      const bucket = known ?? { left: burst, filledMs: nowMs };
      bucket.left = Math.min(burst, bucket.left + ((nowMs - bucket.filledMs) * perSecond) / 1_000);
      bucket.filledMs = nowMs;
      // Put last, so that the first is the one not heard of for longest.
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

/** Programs that look for open telephone systems, as they name themselves. */
const SCANNERS =
  /friendly-scanner|sipvicious|sip-?scan|sundayddr|iwar|sipsak|sipcli|vaxsip|pplsip|smap|siparmyknife|custom-?sip-?scanner/i;

/** True for a message of a known scanner: it is dropped without a word, since every answer is what it looks for. */
export function isOfScanner(message: SipMessage): boolean {
  return message.headers.some(
    ({ name, value }) => (name === "User-Agent" || name === "Server") && SCANNERS.test(value),
  );
}
