import { type Bucket, type BucketSize, takeTokens } from "../../../messaging/sms/index.ts";

/** Rate limit of a call centre: requests per second, burst, and concurrent requests. */
export const REST_LIMITS = {
  /** All requests. */
  all: { perSecond: 300, most: 2_000 },
  /** Requests among them that create calls and messages. */
  creating: { perSecond: 100, most: 1_000 },
  atOnce: 50,
} as const;

/** Concurrent audio downloads per call centre: each keeps its files open until the client has read them. */
export const SOUND_LIMITS = { ...REST_LIMITS, atOnce: 10 } as const;

/** Limits of a rate limiter. */
export interface RestRateLimits {
  readonly all: BucketSize;
  readonly creating: BucketSize;
  readonly atOnce: number;
}

/** A request: its client, and whether it creates a resource. */
export interface RateLimitedRequest {
  readonly who: string;
  readonly isCreating: boolean;
  readonly nowMs: number;
}

/** Admitted until `leave` is called, which is idempotent; or the time to wait. */
export type LetIn = { readonly isIn: true; leave(): void } | { readonly isIn: false; readonly waitMs: number };

/**
 * Beyond this number, idle clients with full buckets are evicted, which does not affect them; beyond twice this number,
 * any idle client.
 */
const REMEMBERED_MAX = 10_000;
/** Maximum number of least recently used clients examined per request. */
const EVICTION_SCAN_MAX = 32;
/** Retry delay of a client at its concurrency limit. */
const BUSY_MS = 1_000;

interface ClientUsage {
  readonly all: Bucket | undefined;
  readonly creating: Bucket | undefined;
  readonly going: number;
}

const NEW: ClientUsage = { all: undefined, creating: undefined, going: 0 };

/** Opens a rate limiter with token buckets and a concurrency limit per client, so that a flood of one client does not delay others. */
export function openRestRateLimit(limits: RestRateLimits = REST_LIMITS) {
  const standings = new Map<string, ClientUsage>();
  const keep = (who: string, standing: ClientUsage, nowMs: number): void => {
    standings.delete(who);
    standings.set(who, standing);
    if (standings.size > REMEMBERED_MAX) forgetSome(standings, limits, nowMs);
  };
  const leave = (who: string): void => {
    const standing = standings.get(who);
    if (standing !== undefined) standings.set(who, { ...standing, going: Math.max(0, standing.going - 1) });
  };
  return {
    letIn: ({ who, isCreating, nowMs }: RateLimitedRequest): LetIn => {
      const before = standings.get(who) ?? NEW;
      if (before.going >= limits.atOnce) return { isIn: false, waitMs: BUSY_MS };
      const wish = { wanted: 1, nowMs };
      const all = takeTokens(before.all, wish, limits.all);
      const creating = isCreating ? takeTokens(before.creating, wish, limits.creating) : undefined;
      const waitMs = Math.max(all.waitMs, creating?.waitMs ?? 0);
      // A rejected request consumes no tokens.
      if (waitMs > 0) return { isIn: false, waitMs };
      keep(who, { all: all.bucket, creating: creating?.bucket ?? before.creating, going: before.going + 1 }, nowMs);
      let hasLeft = false;
      return {
        isIn: true,
        leave: () => {
          if (!hasLeft) leave(who);
          hasLeft = true;
        },
      };
    },
    /** Number of remembered clients. */
    remembered: (): number => standings.size,
    /** Active requests of a client. */
    going: (who: string): number => standings.get(who)?.going ?? 0,
  };
}

function forgetSome(standings: Map<string, ClientUsage>, limits: RestRateLimits, nowMs: number): void {
  const isTooMany = standings.size > 2 * REMEMBERED_MAX;
  let looked = 0;
  for (const [who, { all, creating, going }] of standings) {
    const isNew = isFull(all, limits.all, nowMs) && isFull(creating, limits.creating, nowMs);
    if (going === 0 && (isNew || isTooMany)) standings.delete(who);
    looked += 1;
    if (looked >= EVICTION_SCAN_MAX || standings.size <= REMEMBERED_MAX) return;
  }
}

const isFull = (bucket: Bucket | undefined, size: BucketSize, nowMs: number): boolean =>
  takeTokens(bucket, { wanted: 0, nowMs }, size).bucket.tokens >= size.most;

/** A rate limiter for all clients. */
export type RestRateLimit = ReturnType<typeof openRestRateLimit>;

/** Two limiters: `door` for all requests, and `sounds` for audio, which checks both and occupies a slot of `sounds` only. */
export interface RestRateLimitPair {
  readonly door: RestRateLimit;
  /** Undefined for unauthenticated clients. */
  readonly sounds?: RestRateLimit;
}

/** A pending response. */
export interface GoingAnswer {
  readonly closed: boolean;
  readonly destroyed: boolean;
  once(event: "close", act: () => void): unknown;
}

/**
 * Admits a request until its response is closed. A disconnected client is `gone` and occupies no slot: its close event
 * was emitted before any listener was attached, and is not emitted again.
 */
export function enterBy(
  { door, sounds }: RestRateLimitPair,
  { isSound, ...asked }: RateLimitedRequest & { readonly isSound: boolean },
  answer: GoingAnswer,
): "in" | "gone" | { readonly waitMs: number } {
  if (answer.closed || answer.destroyed) return "gone";
  const taken = door.letIn(asked);
  if (!taken.isIn) return { waitMs: taken.waitMs };
  if (!isSound) {
    answer.once("close", taken.leave);
    return "in";
  }
  taken.leave();
  const heard = sounds?.letIn(asked);
  if (heard?.isIn === false) return { waitMs: heard.waitMs };
  if (heard !== undefined) answer.once("close", heard.leave);
  return "in";
}
