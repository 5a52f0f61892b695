import { Temporal } from "temporal-polyfill";

/** A moment as a filter names it: a day of UTC, or an instant. */
export interface NamedMoments {
  /** On that day, or at that instant to the second. */
  readonly on?: string | undefined;
  /** On that day or before it, or at that instant at the latest. */
  readonly before?: string | undefined;
  /** On that day or after it, or from that instant on. */
  readonly after?: string | undefined;
}

/** From an instant on, and before another; undefined for no bound. */
export interface MomentRange {
  readonly fromMs?: number;
  readonly untilMs?: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** The range that the filters of a list name together; undefined where one is no moment. */
export function momentRange({ on, before, after }: NamedMoments): MomentRange | undefined {
  const [exact, until, from] = [on, before, after].map((text) => (text === undefined ? null : spanOf(text)));
  if (exact === undefined || until === undefined || from === undefined) return undefined;
  const starts = [exact, from].flatMap((span) => (span === null ? [] : [span.fromMs]));
  const ends = [exact, until].flatMap((span) => (span === null ? [] : [span.untilMs]));
  return {
    ...(starts.length === 0 ? {} : { fromMs: Math.max(...starts) }),
    ...(ends.length === 0 ? {} : { untilMs: Math.min(...ends) }),
  };
}

function spanOf(text: string): { readonly fromMs: number; readonly untilMs: number } | undefined {
  try {
    const isDay = DAY.test(text);
    const fromMs = Temporal.Instant.from(isDay ? `${text}T00:00:00Z` : text).epochMilliseconds;
    return { fromMs, untilMs: fromMs + (isDay ? DAY_MS : SECOND_MS) };
  } catch {
    return undefined;
  }
}
