import type { CommandOf, RecordingSegment } from "../../../../platform/media/index.ts";
import type { RecordedConference } from "../conference/conference-port.ts";
import type { Ask } from "../media/sound-parts.effects.ts";

/** The mix of a conference: its worker, null for none, and the name of a leg in it; null for a leg that is not in it. */
export interface MixPlace {
  readonly worker: number | null;
  readonly memberOf: (legId: string) => string | null;
}

/** The known state of the engine for the recording of a conference. */
export interface RecordedMix {
  /** The worker that records; null for none. Uncertain where its answer was lost. */
  worker: number | null;
  /** Number of started segments: a new one starts when the mix moves to another worker. */
  pieces: number;
  /** Null while unknown: the answer was lost, or the engine has restarted. */
  isPaused: boolean | null;
  /** The recorded legs, as far as confirmed. */
  legs: readonly string[];
  /** The last change that was applied. */
  applied: number;
  /** Why a leg that should be recorded is not. */
  apart: Error | null;
  /** Whether its end was requested: the answer may have been lost. */
  isEnding: boolean;
  /** Its files, once it has ended. */
  segments: readonly RecordingSegment[] | null;
}

/** The requested state of the recording and the known state of the engine. */
interface MixRecording {
  /** The requested state now; for an ended recording the last one. */
  readonly wanted: RecordedConference;
  readonly isEnded: boolean;
  readonly place: MixPlace;
  /** Changes with every event after which the engine needs the state again. */
  readonly changes: number;
  /** Null until it is on disk. */
  readonly keyBase64: string | null;
  /** Calls recorded on disk as content of the recording. */
  readonly held: ReadonlySet<string>;
  readonly engine: RecordedMix;
}

/** The state of the engine before the first command. */
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

/** Maximum commands of one run; changes during the run need further ones. */
const STEPS_MAX = 100;

/** The next command for the engine. */
type Next = "start" | "pause" | "seal" | "change" | "resume" | "stop";

/**
 * Sends the missing commands to the engine; the requested state is read before each. A leg is excluded before any other is included: the recording is paused
 * first, and resumed last.
 */
export async function settleMix(ask: Ask, recording: MixRecording, onStep: () => void): Promise<void> {
  let steps = 0;
  for (let next = nextOf(recording); next !== null; next = nextOf(recording)) {
    steps += 1;
    // An engine that alternates between answers is not contacted for a while.
    if (steps > STEPS_MAX) throw new Error("the engine does not come to rest");
    await carryOut(ask, recording, next);
    onStep();
  }
  const { engine } = recording;
  if (engine.apart === null || recording.isEnded) return;
  // All others are recorded; the missing leg is requested again.
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

/** The legs that are recorded on disk as content, as far as they are in the mix. */
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
    // The engine has restarted or lost the recording; or the earlier answer was lost.
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
  // Counts as started until the engine says otherwise: the next command after a lost answer reveals it.
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
    // An earlier start whose answer was lost: the next command sets how it continues.
    if (says(error, /recording-exists/)) return;
    if (!says(error, UNSURE)) Object.assign(engine, { worker: null, pieces: engine.pieces - 1 });
    throw error;
  }
}

/** A leg that is missing, or not in the mix, does not prevent the inclusion or exclusion of others. */
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

/** Failures after which it is unknown whether a command was carried out. */
const UNSURE = /engine-away|engine-failed|deadline-passed/;

function says(error: unknown, what: RegExp): boolean {
  return error instanceof Error && what.test(error.message);
}
