import { SOUND_RULES, type SoundMeasure } from "../../protocols/audio/index.ts";
import {
  type ItemLimit,
  limitOfItem,
  type Rulebook,
  type Standing,
  type TestCatalogue,
} from "../../regulation/index.ts";
import type { Figure, FigureKey, RunFigures } from "../measure/index.ts";

/** The limit of a metric, and its source. */
export interface FigureLimit {
  readonly comparison: "at-least" | "at-most";
  readonly value: number;
  /** "assumed" until the source has been read; reports show the standing. */
  readonly standing: Standing;
  /** The rule or clause, or `lines` for the operator's commitment. */
  readonly source: string;
}

/** An evaluated metric; "below-floor" when the probe's own jitter exceeds the measurable value. */
export interface JudgedFigure extends Figure {
  /** Whether it is an item of the catalogue that evidence can name; the others are the probe's own. */
  readonly isItem: boolean;
  readonly limit: FigureLimit;
  readonly verdict: "pass" | "fail" | "not-measured" | "below-floor";
  /** Whether the measurement is no larger than the probe's measurement of itself. */
  readonly isBelowFloor: boolean;
}

/** Inputs of the evaluation of a run. */
export interface JudgedBy {
  readonly catalogue: TestCatalogue;
  readonly rulebook: Rulebook;
  /** Number of lines in the operator's commitment for the year. */
  readonly lines: number;
}

/** Metrics of the number of lines: a commitment may raise the limit of the rule, never lower it. */
const OF_LINES: readonly FigureKey[] = ["channels", "simultaneous"];
const OF_SOUND: Readonly<Partial<Record<FigureKey, SoundMeasure>>> = {
  "packet-loss": "loss",
  jitter: "jitter",
  mos: "mos",
};

const both = (comparison: FigureLimit["comparison"], value: number, source: string): FigureLimit => ({
  comparison,
  value,
  source,
  standing: "assumed",
});

/** Limits of metrics outside the catalogue; no regulation sets them for a call centre. */
const OWN: Readonly<Partial<Record<FigureKey, FigureLimit>>> = {
  "records-times": both("at-most", 1, "Sambung: the tolerance of two clocks that are kept by NTP"),
  "two-way-sound": both("at-least", 100, "Sambung: every second of every call carries sound both ways"),
  "crossed-calls": both("at-most", 0, "Sambung: nobody hears somebody else's call"),
  // E.721 table 1: post-selection delay of a local connection, 95th percentile, normal load.
  "set-up-delay": both("at-most", 6, "ITU-T E.721 (05/1999), Table 1"),
  menu: both("at-least", 100, "Sambung: every branch of a menu leads somewhere"),
};

/** Evaluates every metric of a run. */
export function judgeFigures({ figures, floorJitterP99Ms }: RunFigures, by: JudgedBy): readonly JudgedFigure[] {
  return figures.map((figure) => {
    const { limit, isItem } = limitFor(figure.key, by);
    const isBelowFloor = figure.key === "jitter" && figure.value !== null && figure.value <= floorJitterP99Ms;
    return { ...figure, isItem, limit, isBelowFloor, verdict: verdictOf(figure, limit, isBelowFloor) };
  });
}

function verdictOf({ value }: Figure, limit: FigureLimit, isBelowFloor: boolean): JudgedFigure["verdict"] {
  if (value === null) return "not-measured";
  const isMet = limit.comparison === "at-least" ? value >= limit.value : value <= limit.value;
  if (isMet) return "pass";
  return isBelowFloor ? "below-floor" : "fail";
}

function limitFor(key: FigureKey, by: JudgedBy): { readonly limit: FigureLimit; readonly isItem: boolean } {
  const item = by.catalogue.items.find((one) => one.key === key);
  const given = item === undefined ? null : limitOfItem(item, by.rulebook);
  if (given !== null) return { limit: ofLines(key, given, by), isItem: true };
  const own = OWN[key] ?? soundLimit(OF_SOUND[key] ?? "loss");
  return { limit: own, isItem: false };
}

function ofLines(
  key: FigureKey,
  { comparison, value, rule, standing }: ItemLimit,
  { catalogue, lines }: JudgedBy,
): FigureLimit {
  if (OF_LINES.includes(key) && lines > value)
    return { comparison, value: lines, standing: "confirmed", source: "lines" };
  return { comparison, value, standing, source: rule ?? `catalogue ${catalogue.version}` };
}

/** The limit of usable voice quality, the same as for calls of the service. */
function soundLimit(measure: SoundMeasure): FigureLimit {
  const rule = SOUND_RULES.find((one) => one.measure === measure) ?? SOUND_RULES[0];
  if (rule === undefined) throw new Error("there are rules for sound");
  const { isMoreBetter, fair, source, standing } = rule;
  return { comparison: isMoreBetter ? "at-least" : "at-most", value: fair, standing, source };
}
