import { Temporal } from "temporal-polyfill";

/** Time filters: a UTC date, or an instant. */
export interface NamedMoments {
  /** On that date, or within that second. */
  readonly on?: string | undefined;
  /** On or before that date, or until that instant. */
  readonly before?: string | undefined;
  /** On or after that date, or from that instant on. */
  readonly after?: string | undefined;
}

/** Half-open range of instants; undefined for no bound. */
export interface MomentRange {
  readonly fromMs?: number;
  readonly untilMs?: number;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

/** Combined range of the filters; undefined if one is invalid. */
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
