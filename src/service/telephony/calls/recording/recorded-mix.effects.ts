import type { CommandOf, RecordingSegment } from "../../../../platform/media/index.ts";
import type { RecordedConference } from "../conference/conference-port.ts";
import type { Ask } from "../media/sound-parts.effects.ts";

/** Where the sound of a conference is: the worker of its mix, null for none, and as whom a leg is in it; null for one that is not. */
export interface MixPlace {
  readonly worker: number | null;
  readonly memberOf: (legId: string) => string | null;
}

/** What is known of the engine about the recording of a conference. */
export interface RecordedMix {
  /** The worker that records; null while none does. It is not sure that it does where its answer was lost. */
  worker: number | null;
  /** Pieces that were begun: it goes on in another one where the mix goes to another worker. */
  pieces: number;
  /** Null while nobody knows: the answer was lost, or the engine has begun anew. */
  isPaused: boolean | null;
  /** Whom it holds, as far as it was heard. */
  legs: readonly string[];
  /** The change that it has taken in last. */
  applied: number;
  /** Why somebody who is to be held is not. */
  apart: Error | null;
  /** Whether its end was asked for: the answer may have been lost. */
  isEnding: boolean;
  /** Its files, once it has ended. */
  segments: readonly RecordingSegment[] | null;
}

/** What the engine is to do, and what is known of it. */
interface MixRecording {
  /** What is wanted now; of one that has ended, what was wanted last. */
  readonly wanted: RecordedConference;
  readonly isEnded: boolean;
  readonly place: MixPlace;
  /** Another number for everything after which the engine is to be told anew. */
  readonly changes: number;
  /** Null while it is not on disk yet. */
  readonly keyBase64: string | null;
  /** Calls of which it is on disk that they are held. */
  readonly held: ReadonlySet<string>;
  readonly engine: RecordedMix;
}

/** The engine before it was asked anything. */
export function unrecordedMix(): RecordedMix {
  return {
    worker: null,
    pieces: 0,
    isPaused: null,
    legs: [],
    applied: -1,
    apart: null,
    isEnding: false,
    segments: null,
  };
}

const NOT_GOING_ON = { worker: null, apart: null } as const;

/** Commands in one go; what changes meanwhile takes some more. */
const STEPS_MAX = 100;

/** What the engine is asked next. */
type Next = "start" | "pause" | "seal" | "change" | "resume" | "stop";

/**
 * Has the engine do whatever it does not do yet; what is wanted is read before each command. Who is to be left out is left out before
 * anybody is kept: it stands still first, and goes on last.
 */
export async function settleMix(ask: Ask, recording: MixRecording, onStep: () => void): Promise<void> {
  let steps = 0;
  for (let next = nextOf(recording); next !== null; next = nextOf(recording)) {
    steps += 1;
    // An engine that says one thing and another in turn is left alone for a while.
    if (steps > STEPS_MAX) throw new Error("the engine does not come to rest");
    await carryOut(ask, recording, next);
    onStep();
  }
  const { engine } = recording;
  if (engine.apart === null || recording.isEnded) return;
  // All others are held; whoever is missing is asked for once more.
  engine.applied = -1;
  throw engine.apart;
}

function nextOf({ wanted, isEnded, place, changes, keyBase64, held, engine }: MixRecording): Next | null {
  const { worker, isPaused, applied, pieces, segments } = engine;
  if (isEnded) return pieces > 0 && segments === null ? "stop" : null;
  if (keyBase64 === null) return null;
  const isSomebody = place.worker !== null && legsOf({ wanted, held, place }).length > 0;
  if (worker === null) return isSomebody ? "start" : null;
  if (wanted.isPaused && isPaused !== true) return "pause";
  if (isSomebody && worker !== place.worker) return "seal";
  if (applied !== changes) return "change";
  return !wanted.isPaused && isPaused !== false ? "resume" : null;
}

/** Those of whom it is on disk that they are held, as far as they are in the mix. */
function legsOf({ wanted, held, place }: Pick<MixRecording, "wanted" | "held" | "place">): readonly string[] {
  return wanted.members
    .filter(({ callId }) => held.has(callId))
    .map(({ legId }) => place.memberOf(legId))
    .filter((leg) => leg !== null);
}

async function carryOut(ask: Ask, recording: MixRecording, next: Next): Promise<void> {
  const { engine, wanted } = recording;
  if (next === "start") return start(ask, recording);
  if (next === "stop") return stop(ask, recording);
  try {
    if (next === "seal") await ask({ kind: "seal-recording", recording: wanted.recordingId });
    else if (next === "change") await change(ask, recording);
    else await stand(ask, recording, next);
  } catch (error) {
    // It has begun anew, or lost it; or the answer of before was lost.
    if (!says(error, /recording-unknown/)) throw error;
    Object.assign(engine, NOT_GOING_ON);
  }
  if (next === "seal") Object.assign(engine, NOT_GOING_ON);
}

async function stand(ask: Ask, { engine, wanted }: MixRecording, next: "pause" | "resume"): Promise<void> {
  engine.isPaused = null;
  await ask({ kind: `${next}-recording`, recording: wanted.recordingId });
  engine.isPaused = next === "pause";
}

async function change(ask: Ask, recording: MixRecording): Promise<void> {
  const { engine, wanted, changes } = recording;
  const legs = legsOf(recording);
  const known = legs.filter((leg) => engine.legs.includes(leg));
  await holding(ask, { engine, legs, known }, (those) =>
    ask({ kind: "change-mixed-recording", recording: wanted.recordingId, legs: [...those] }),
  );
  engine.applied = changes;
}

async function start(ask: Ask, recording: MixRecording): Promise<void> {
  const { engine, wanted, place, changes, keyBase64 } = recording;
  const { recordingId, isPaused } = wanted;
  const legs = legsOf(recording);
  // As if it had begun until it says that it has not: what comes after a lost answer finds out.
  Object.assign(engine, { worker: place.worker, pieces: engine.pieces + 1, isPaused: null, legs, applied: -1 });
  const begin = {
    kind: "start-mixed-recording",
    recording: recordingId,
    keyBase64: keyBase64 ?? "",
    isPaused,
  } as const;
  try {
    await holding(ask, { engine, legs, known: legs }, (those) => ask({ ...begin, legs: [...those] }));
    Object.assign(engine, { isPaused, applied: changes });
  } catch (error) {
    // One of before whose answer was lost: it is told how to go on.
    if (says(error, /recording-exists/)) return;
    if (!says(error, UNSURE)) Object.assign(engine, { worker: null, pieces: engine.pieces - 1 });
    throw error;
  }
}

/** Whoever is not there, or not with the others, keeps nobody else from being held, or left out. */
async function holding(
  ask: Ask,
  { engine, legs, known }: { readonly engine: RecordedMix } & Readonly<Record<"legs" | "known", readonly string[]>>,
  hold: (legs: readonly string[]) => Promise<unknown>,
): Promise<void> {
  try {
    await hold(legs);
    Object.assign(engine, { legs, apart: null });
  } catch (error) {
    if (!says(error, /leg-unknown|legs-apart/)) throw error;
    const there = await thoseThere(ask, known);
    if (there.length === legs.length) throw error;
    await hold(there);
    Object.assign(engine, { legs: there, apart: error });
  }
}

async function thoseThere(ask: Ask, legs: readonly string[]): Promise<readonly string[]> {
  const are = await Promise.all(
    legs.map((leg) =>
      ask({ kind: "leg-figures", leg }).then(
        () => true,
        (error: unknown) => {
          if (!says(error, /leg-unknown/)) throw error;
          return false;
        },
      ),
    ),
  );
  return legs.filter((_, nth) => are[nth]);
}

async function stop(ask: Ask, { engine, wanted, keyBase64 }: MixRecording): Promise<void> {
  const { pieces, isEnding } = engine;
  const isOfMore = pieces > 1 || isEnding;
  engine.isEnding = true;
  const end: CommandOf<"stop-recording"> = {
    kind: "stop-recording",
    recording: wanted.recordingId,
    keyBase64: keyBase64 ?? "",
    ...(isOfMore ? { isAgain: true } : {}),
    ...(wanted.isTrimmed && pieces === 1 ? { isTrimmed: true } : {}),
  };
  engine.segments = (await ask(end)).segments;
}

/** After which nobody knows whether a command was carried out. */
const UNSURE = /engine-away|engine-failed|deadline-passed/;

function says(error: unknown, what: RegExp): boolean {
  return error instanceof Error && what.test(error.message);
}
