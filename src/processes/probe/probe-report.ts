import type { Texts } from "../../platform/texts/index.ts";
import type { ProbeRecord } from "../../probe/evidence/index.ts";
import type { JudgedFigure } from "../../probe/judge/index.ts";
import type { RunFigures } from "../../probe/measure/index.ts";
import type { ProbeRunEvent } from "../../probe/measure/wire.ts";

/** Returns a text of the probe in the selected language. */
export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** The texts of the probe in a language. */
export function probeWords(texts: Texts, locale: "id" | "en"): Say {
  // Refusals share the error texts of all modules.
  return (key, params) => texts.text(locale, key.startsWith("errors.") ? key : `probe.${key}`, params);
}

/** Text of a step of a run; null for events that are too frequent to print. */
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

/** Text for the failure of a call; a SIP status is shown unchanged. */
function reasonText(say: Say, reason: string): string {
  const [, status] = /^sip-(\d{3})$/.exec(reason) ?? [];
  return status === undefined ? say(`reasons.${reason}`) : say("reasons.sip", { status });
}

type Shown = JudgedFigure | ProbeRecord["figures"][number];

/** Every metric with its limit and verdict, one per line. */
export function figureLines(say: Say, figures: readonly Shown[]): readonly string[] {
  const width = Math.max(...figures.map(({ key }) => say(`figures.${key}`).length));
  const verdictWidth = Math.max(...figures.map(({ verdict }) => say(`verdicts.${verdict}`).length));
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
    const judged = say(`verdicts.${verdict}`).padEnd(verdictWidth);
    return `  ${judged}  ${title}  ${measured} (${bound}; ${notes.join("; ")})`;
  });
}

/** Remarks beside the metrics: their significance, the probe's own measurement limits, and the location of failures. */
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
/** The same threshold as in the metrics: half of the frames of a second. */
const FRAMES_MIN = 25;

function soundRemark(say: Say, call: RunFigures["calls"][number]): string {
  const bad = (stream: typeof call.toCaller) =>
    stream === null ? call.judgedSeconds : stream.seconds.filter(({ own }) => own < FRAMES_MIN).length;
  const counts = { toCaller: bad(call.toCaller), toCalled: bad(call.toCalled), judged: call.judgedSeconds };
  const key = call.isCrossed ? "crossedCall" : "badCall";
  return say(key, { caller: call.callerNumber, ...counts });
}
