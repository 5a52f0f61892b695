import { type Bucket, type BucketSize, takeTokens } from "../../../messaging/sms/index.ts";

/** What one call centre may ask of the field's interface: in a second, after a pause, and at once. */
export const REST_LIMITS = {
  /** Everything that is asked. */
  all: { perSecond: 300, most: 2_000 },
  /** Calls and messages that are created, among it. */
  creating: { perSecond: 100, most: 1_000 },
  atOnce: 50,
} as const;

/** Sounds that one call centre may be sent at once: each keeps its files open for as long as whoever reads it takes. */
export const SOUND_LIMITS = { ...REST_LIMITS, atOnce: 10 } as const;

/** The limits of a door. */
export interface RestRateLimits {
  readonly all: BucketSize;
  readonly creating: BucketSize;
  readonly atOnce: number;
}

/** What is asked: by whom, and whether it creates something. */
export interface RateLimitedRequest {
  readonly who: string;
  readonly isCreating: boolean;
  readonly nowMs: number;
}

/** Let in until `leave` is said, once; or how long to wait. */
export type LetIn = { readonly isIn: true; leave(): void } | { readonly isIn: false; readonly waitMs: number };

/** Beyond so many those who ask for nothing and have full buckets are forgotten, which changes nothing for them; beyond twice as many anybody who asks for nothing. */
const REMEMBERED_MAX = 10_000;
/** Of those who came longest ago so many are looked at for each that comes. */
const EVICTION_SCAN_MAX = 32;
/** Whoever has as much under way as he may comes again after so long. */
const BUSY_MS = 1_000;

interface ClientUsage {
  readonly all: Bucket | undefined;
  readonly creating: Bucket | undefined;
  readonly going: number;
}

const NEW: ClientUsage = { all: undefined, creating: undefined, going: 0 };

/** Opens a door that lets everybody in by a pace of his own, and by no more at once than his share: nobody's flood makes another wait. */
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
      // What is refused costs nothing of what is left.
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
    /** How many are remembered. */
    remembered: (): number => standings.size,
    /** How many of his are under way. */
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

/** A door for all who ask. */
export type RestRateLimit = ReturnType<typeof openRestRateLimit>;

/** What is behind the doors: everything, and what is a sound, which is asked at both and takes a place only of those of sounds. */
export interface RestRateLimitPair {
  readonly door: RestRateLimit;
  /** Left out where nothing is known yet of whoever asks. */
  readonly sounds?: RestRateLimit;
}

/** An answer on its way to whoever asked. */
export interface GoingAnswer {
  readonly closed: boolean;
  readonly destroyed: boolean;
  once(event: "close", act: () => void): unknown;
}

/**
 * Lets a request in until its answer is over. Whoever has hung up meanwhile is `gone` and keeps no place: that his answer is over was said
 * before anybody listened, and is not said again.
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
