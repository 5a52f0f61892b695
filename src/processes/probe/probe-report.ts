import type { Texts } from "../../platform/texts/index.ts";
import type { ProbeRecord } from "../../probe/evidence/index.ts";
import type { JudgedFigure } from "../../probe/judge/index.ts";
import type { RunFigures } from "../../probe/measure/index.ts";
import type { ProbeRunEvent } from "../../probe/measure/wire.ts";

/** Says one text of the probe in the language that was asked for. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** The texts of the probe in a language. */
export function probeWords(texts: Texts, locale: "id" | "en"): Say {
  // Refusals stand with those of all rooms.
  return (key, params) => texts.text(locale, key.startsWith("errors.") ? key : `probe.${key}`, params);
}

/** A step of a run in words; null for what happens too often to be said each time. */
export function progressText(say: Say, event: ProbeRunEvent): string | null {
  switch (event.kind) {
    case "registered":
      return say("news.registered", { user: event.user });
    case "calling":
      return say("news.calling", { calls: event.calls });
    case "answered":
      return event.answered === event.calls || event.answered % 10 === 0
        ? say("news.answered", { answered: event.answered, calls: event.calls })
        : null;
    case "failed":
      return say("news.failed", { caller: event.callerNumber, reason: reasonText(say, event.reason) });
    case "over":
      return say("news.over", { answered: event.answered, calls: event.calls });
    case "branch":
      return say("news.branch", { keys: event.keys });
  }
}

/** Why a call came to nothing, in words; a status of SIP is shown as it came. */
function reasonText(say: Say, reason: string): string {
  const [, status] = /^sip-(\d{3})$/.exec(reason) ?? [];
  return status === undefined ? say(`reasons.${reason}`) : say("reasons.sip", { status });
}

type Shown = JudgedFigure | ProbeRecord["figures"][number];

/** Every figure with its limit and verdict, a line each. */
export function figureLines(say: Say, figures: readonly Shown[]): readonly string[] {
  const width = Math.max(...figures.map(({ key }) => say(`figures.${key}`).length));
  return figures.map((figure) => {
    const { key, value, unit, samples, limit, verdict, isItem, isBelowFloor, why } = figure;
    const measured = value === null ? say(`unmeasured.${why ?? ""}`) : `${value} ${say(`units.${unit}`)}`;
    const bound = `${say(`comparisons.${limit.comparison}`)} ${limit.value}, ${say(`standings.${limit.standing}`)}`;
    const notes = [
      say("samples", { samples }),
      ...(isItem ? [] : [say("own")]),
      ...(isBelowFloor ? [say("belowFloor")] : []),
    ];
    const title = say(`figures.${key}`).padEnd(width);
    return `  ${say(`verdicts.${verdict}`)}  ${title}  ${measured} (${bound}; ${notes.join("; ")})`;
  });
}

/** What a reader has to know beside the figures: what they prove, the probe's own floor, and what went wrong where. */
export function remarkLines(say: Say, comes: RunFigures): readonly string[] {
  const wrong = comes.calls.filter(({ isAnswered, isUsable }) => isAnswered && !isUsable);
  const dead = comes.menu.filter(({ isReached }) => !isReached);
  return [
    say(`proofs.${comes.proof}`),
    say("floor", { ms: comes.floorJitterP99Ms }),
    ...wrong.slice(0, REMARKS_MAX).map((call) => soundRemark(say, call)),
    ...(wrong.length > REMARKS_MAX ? [say("andMore", { count: wrong.length - REMARKS_MAX })] : []),
    ...dead.map(({ keys, why }) => say("deadBranch", { keys, why: say(`branches.${why ?? ""}`) })),
  ];
}

const REMARKS_MAX = 10;
/** As the figures count: half of the frames of a second. */
const FRAMES_MIN = 25;

function soundRemark(say: Say, call: RunFigures["calls"][number]): string {
  const bad = (stream: typeof call.toCaller) =>
    stream === null ? call.judgedSeconds : stream.seconds.filter(({ own }) => own < FRAMES_MIN).length;
  const counts = { toCaller: bad(call.toCaller), toCalled: bad(call.toCalled), judged: call.judgedSeconds };
  const key = call.isCrossed ? "crossedCall" : "badCall";
  return say(key, { caller: call.callerNumber, ...counts });
}
