import type { CommandOf, RecordingSegment } from "../../../../platform/media/index.ts";
import type { Ask, MediaControllerOptions } from "../media/sound-parts.effects.ts";
import type { MediaController } from "../ports.ts";

/** Dependencies of the recordings of calls. */
export interface CallRecordingOptions extends Pick<MediaControllerOptions, "recordings" | "log" | "tell"> {
  readonly ask: Ask;
}

/** A voicemail to be recorded. */
export interface VoicemailOptions {
  readonly callId: string;
  readonly tenantId: string;
  readonly recordingId: string;
  readonly queueId: string;
  readonly legId: string;
}

/** Recordings of calls, each in its own queue of commands: the engine receives commands until it is in the last requested state, whatever fails in between. */
export interface CallRecordings
  extends Pick<
    MediaController,
    "beginRecording" | "holdRecording" | "pauseRecording" | "endRecording" | "dropRecording"
  > {
  /** Starts a voicemail; rejects where it cannot be started, and does not retry. */
  beginMessage(options: VoicemailOptions): Promise<void>;
  /** Ends a voicemail; a discarded one leaves a row without audio. */
  endMessage(recordingId: string, isKept: boolean): Promise<void>;
  /** The engine has restarted: everything is restored to the requested state. */
  again(): void;
  /** Whether a recording is in progress or being finished. */
  isRecording(recordingId: string): boolean;
  /** Settles once all ended recordings are complete. */
  settled(): Promise<unknown>;
  /** Stops all retries. */
  close(): void;
}

type Legs = readonly [string, string | null];

interface Track {
  readonly callId: string;
  readonly tenantId: string;
  readonly recordingId: string;
  readonly isTrimmed: boolean;
  /** A voicemail is started once and never changed. */
  readonly isMessage: boolean;
  /** The recorded legs, and whether the recording is suspended, as last requested. */
  legs: Legs;
  isStill: boolean;
  /** Whether it is to be shown as paused, and whether that is on disk. */
  isHeld: boolean;
  isKeptHeld: boolean;
  /** Null until the key is on disk. */
  keyBase64: string | null;
  /** Whether the engine has the recording, and the last command it received; null where that is unknown. */
  isThere: boolean;
  toldLegs: Legs | null;
  isToldStill: boolean | null;
  /** How often the engine was requested to start it. */
  pieces: number;
  /** The recording has ended: no further start. */
  isOver: boolean;
  work: Promise<void> | null;
  isKeeping: boolean;
  /** End the delays between retries. */
  readonly wakers: Set<() => void>;
}

interface Parts extends CallRecordingOptions {
  readonly tracks: Map<string, Track>;
  /** The recordings that are being finished. */
  readonly ending: Map<string, Promise<void>>;
  readonly endings: Set<Track>;
  isClosed: boolean;
}

const [AGAIN_MS, AGAIN_MS_MAX] = [500, 5_000];
/** Maximum attempts to write; after that the sweep for unfinished recordings finds it. */
const DISK_TRIES_MAX = 20;

/** Opens the recordings on the engine. */
export function openCallRecordings(options: CallRecordingOptions): CallRecordings {
  const parts: Parts = { ...options, tracks: new Map(), ending: new Map(), endings: new Set(), isClosed: false };
  const { tracks, ending } = parts;
  const over = (recordingId: string, end: (track: Track) => Promise<void>): Promise<void> =>
    ended(parts, recordingId, end);
  return {
    beginRecording: (wish) => begin(parts, wish),
    holdRecording: async (recordingId, isPaused) => {
      const track = tracks.get(recordingId);
      if (track === undefined) return;
      track.isHeld = isPaused;
      // It continues with the next talk, which is started separately.
      if (isPaused) track.isStill = true;
      await Promise.all([apply(parts, track), keepHeld(parts, track)]);
    },
    pauseRecording: async (recordingId) => {
      const track = tracks.get(recordingId);
      if (track === undefined) return;
      track.isStill = true;
      await apply(parts, track);
    },
    endRecording: ({ recordingId }) => over(recordingId, (track) => stop(parts, track)),
    dropRecording: (recordingId) => over(recordingId, (track) => drop(parts, track)),
    beginMessage: (wish) => beginMessage(parts, wish),
    endMessage: (recordingId, isKept) =>
      over(recordingId, (track) => (isKept ? stop(parts, track) : discard(parts, track))),
    again: () => {
      for (const track of tracks.values()) {
        if (track.isMessage) continue;
        unsure(track);
        apply(parts, track).catch(() => undefined);
      }
      for (const track of parts.endings) wake(track);
    },
    isRecording: (recordingId) => tracks.has(recordingId) || ending.has(recordingId),
    settled: () => Promise.allSettled(ending.values()),
    close: () => {
      parts.isClosed = true;
      for (const track of [...tracks.values(), ...parts.endings]) wake(track);
    },
  };
}

/** Starts a recording, or changes a started one to the present talk. */
async function begin(parts: Parts, wish: Parameters<MediaController["beginRecording"]>[0]): Promise<void> {
  const { callId, tenantId, recordingId, legIds, isTrimmed = false } = wish;
  const known = parts.tracks.get(recordingId);
  const track = known ?? newTrack({ callId, tenantId, recordingId, isTrimmed, isMessage: false, legs: legIds });
  parts.tracks.set(recordingId, track);
  Object.assign(track, { legs: legIds, isStill: false });
  if (known !== undefined) unsure(track);
  await apply(parts, track);
}

async function beginMessage(parts: Parts, options: VoicemailOptions): Promise<void> {
  const { callId, tenantId, recordingId, queueId, legId } = options;
  const track = newTrack({ callId, tenantId, recordingId, isTrimmed: false, isMessage: true, legs: [legId, null] });
  parts.tracks.set(recordingId, track);
  const work = startMessage(parts, track, queueId);
  track.work = work.catch(() => undefined);
  await work;
}

async function startMessage(parts: Parts, track: Track, messageQueue: string): Promise<void> {
  const { callId, tenantId, recordingId } = track;
  const begun = await parts.recordings.begin({ recordingId, callId, tenantId, messageQueue });
  if (!begun.ok) {
    parts.tracks.delete(recordingId);
    throw new Error(begun.refusal);
  }
  track.keyBase64 = begun.value;
  if (track.isOver) return;
  // A voicemail has one speaker: one channel.
  const [leg] = track.legs;
  const start = { recording: recordingId, legs: [leg], keyBase64: begun.value, isPaused: track.isStill };
  await sendCommand(parts, track, { kind: "start-mixed-recording", ...start });
}

function newTrack(own: Pick<Track, "callId" | "tenantId" | "recordingId" | "isTrimmed" | "isMessage" | "legs">): Track {
  return {
    ...own,
    isStill: false,
    isHeld: false,
    isKeptHeld: false,
    keyBase64: null,
    isThere: false,
    toldLegs: null,
    isToldStill: null,
    pieces: 0,
    isOver: false,
    work: null,
    isKeeping: false,
    wakers: new Set(),
  };
}

/** The state of the engine may differ from the last command. */
function unsure(track: Track): void {
  track.toldLegs = null;
  track.isToldStill = null;
}

type RecordingEngineCommand = CommandOf<
  "start-recording" | "start-mixed-recording" | "change-recording" | "pause-recording" | "resume-recording"
>;

/** The next command for the engine; null where its state is as requested. Exclusion of a party comes before inclusion. */
function nextOf(track: Track, keyBase64: string): RecordingEngineCommand | null {
  const { recordingId: recording, legs, isStill, toldLegs, isToldStill } = track;
  const [left, right] = legs;
  if (!track.isThere) return startOf(track, keyBase64);
  if (isStill && isToldStill !== true) return { kind: "pause-recording", recording };
  if (toldLegs?.[0] !== left || toldLegs[1] !== right) return { kind: "change-recording", recording, left, right };
  return isStill || isToldStill === false ? null : { kind: "resume-recording", recording };
}

function startOf({ recordingId, legs, isStill }: Track, keyBase64: string): CommandOf<"start-recording"> {
  const [left, right] = legs;
  return { kind: "start-recording", recording: recordingId, left, right, keyBase64, isPaused: isStill };
}

/** Brings a recording to its requested state, step by step, until it is reached or the recording is over. */
function apply(parts: Parts, track: Track): Promise<void> {
  wake(track);
  if (track.work !== null) return track.work;
  const { promise, resolve } = Promise.withResolvers<void>();
  track.work = promise;
  settle(parts, track).then(resolve, resolve);
  return promise;
}

async function settle(parts: Parts, track: Track): Promise<void> {
  let tries = 0;
  while (!track.isOver && !parts.isClosed) {
    try {
      const { keyBase64 } = track;
      const next = keyBase64 === null ? null : nextOf(track, keyBase64);
      if (keyBase64 !== null && next === null) break;
      if (next !== null) await sendCommand(parts, track, next);
      else if (!(await keepBegun(parts, track))) break;
      tries = 0;
    } catch (error) {
      if (tries === 0) noted(parts, track, error);
      tries += 1;
      await nap(track, tries);
    }
  }
  track.work = null;
}

/** Writes the key to disk before the first sample. False where the call centre has reached its storage limit. */
async function keepBegun(parts: Parts, track: Track): Promise<boolean> {
  const { callId, tenantId, recordingId } = track;
  const begun = await parts.recordings.begin({ recordingId, callId, tenantId, messageQueue: null });
  if (begun.ok) {
    track.keyBase64 = begun.value;
    keepHeld(parts, track).catch(() => undefined);
    return true;
  }
  parts.tracks.delete(recordingId);
  track.isOver = true;
  parts.log.warn({ callId, tenantId }, "recording.refused");
  parts.tell(callId, { input: "recording-refused", recordingId });
  return false;
}

async function sendCommand({ ask }: Parts, track: Track, command: RecordingEngineCommand): Promise<void> {
  if (command.kind === "start-recording" || command.kind === "start-mixed-recording") track.pieces += 1;
  try {
    await ask(command);
  } catch (error) {
    unsure(track);
    if (isRefusal(error, "recording-unknown")) track.isThere = false;
    // The answer to its start was lost: its legs and its pause are sent again.
    if (!isRefusal(error, "recording-exists")) throw error;
    track.pieces -= 1;
    track.isThere = true;
    return;
  }
  switch (command.kind) {
    case "start-recording":
      track.isThere = true;
      track.toldLegs = [command.left, command.right];
      track.isToldStill = command.isPaused;
      return;
    case "start-mixed-recording":
      track.isThere = true;
      track.isToldStill = command.isPaused;
      return;
    case "change-recording":
      track.toldLegs = [command.left ?? track.legs[0], command.right];
      return;
    case "pause-recording":
    case "resume-recording":
      track.isToldStill = command.kind === "pause-recording";
  }
}

/** Writes the pause state to disk for readers; the latest state wins. */
async function keepHeld(parts: Parts, track: Track): Promise<void> {
  if (track.isKeeping || track.keyBase64 === null) return;
  track.isKeeping = true;
  let tries = 0;
  while (track.isKeptHeld !== track.isHeld && !track.isOver && !parts.isClosed) {
    const { recordingId, tenantId, isHeld } = track;
    try {
      await parts.recordings.keepPaused({ recordingId, tenantId, isPaused: isHeld });
      track.isKeptHeld = isHeld;
      tries = 0;
    } catch (error) {
      if (tries === 0) noted(parts, track, error);
      tries += 1;
      await nap(track, tries);
    }
  }
  track.isKeeping = false;
}

/** The recording is no longer requested: nothing is started any more, and it is finished. */
function ended(parts: Parts, recordingId: string, end: (track: Track) => Promise<void>): Promise<void> {
  const track = parts.tracks.get(recordingId);
  if (track === undefined) return Promise.resolve();
  parts.tracks.delete(recordingId);
  track.isOver = true;
  parts.endings.add(track);
  wake(track);
  const done = end(track).finally(() => {
    parts.ending.delete(recordingId);
    parts.endings.delete(track);
  });
  parts.ending.set(recordingId, done);
  return done;
}

/** The engine stops regardless of the disk: the key is known since the start. */
async function stop(parts: Parts, track: Track): Promise<void> {
  const { recordingId: recording, tenantId } = track;
  // The engine knows no recording whose start is still in progress.
  if (!track.isThere) await track.work;
  const { keyBase64 } = track;
  // A row that exists nevertheless is found by the sweep for unfinished recordings.
  if (keyBase64 === null) return;
  let isAgain = track.pieces > 1;
  const isTrimmed = track.isTrimmed && !isAgain;
  let segments: readonly RecordingSegment[] = [];
  if (track.pieces > 0)
    await untilAnswered(parts, track, async () => {
      // The result of the stop is unknown: the pause ensures that nothing more is recorded.
      if (isAgain) await parts.ask({ kind: "pause-recording", recording }).catch(() => undefined);
      const own = { ...(isAgain ? { isAgain } : {}), ...(isTrimmed ? { isTrimmed } : {}) } as const;
      isAgain = true;
      ({ segments } = await parts.ask({ kind: "stop-recording", recording, keyBase64, ...own }));
    });
  await onDisk(parts, track, () => parts.recordings.finish({ recordingId: recording, tenantId }, segments));
}

/** Ends the recording and deletes it: regardless of the database, nothing more of the talk is recorded. */
async function drop(parts: Parts, track: Track): Promise<void> {
  const { recordingId: recording, tenantId } = track;
  // The engine knows no recording whose start is still in progress.
  if (!track.isThere) await track.work;
  const ask = (kind: "pause-recording" | "forget-recording") =>
    untilAnswered(parts, track, () => parts.ask({ kind, recording }));
  const stopped = Promise.allSettled([ask("pause-recording")]);
  await parts.recordings.drop({ recordingId: recording, tenantId });
  await stopped;
  await ask("forget-recording");
}

async function discard(parts: Parts, track: Track): Promise<void> {
  const { recordingId: recording, tenantId } = track;
  if (!track.isThere) await track.work;
  await untilAnswered(parts, track, () => parts.ask({ kind: "forget-recording", recording }));
  await onDisk(parts, track, () => parts.recordings.finish({ recordingId: recording, tenantId }, []));
}

/** Repeats a request until the engine answers it, with any result. */
async function untilAnswered(parts: Parts, track: Track, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await ask();
      return;
    } catch (error) {
      if (parts.isClosed || !UNANSWERED.some((refusal) => isRefusal(error, refusal))) throw error;
      if (tries === 1) noted(parts, track, error);
    }
    await nap(track, tries);
  }
}

async function onDisk(parts: Parts, track: Track, write: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (parts.isClosed || tries === DISK_TRIES_MAX) throw error;
      if (tries === 1) noted(parts, track, error);
    }
    await nap(track, tries);
  }
}

/** Refusals after which the state of the engine is unknown. */
const UNANSWERED = ["deadline-passed", "engine-away", "engine-failed"] as const;

function isRefusal(error: unknown, refusal: string): boolean {
  return error instanceof Error && error.message.includes(refusal);
}

function noted({ log }: Pick<Parts, "log">, { callId, recordingId }: Track, error: unknown): void {
  log.warn({ err: error, callId, recordingId }, "recording.tried-again");
}

/** Waits before the next attempt, or until the requested state changes. */
async function nap(track: Track, tries: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.min(AGAIN_MS_MAX, AGAIN_MS * tries)).unref();
  track.wakers.add(resolve);
  await promise;
  track.wakers.delete(resolve);
  clearTimeout(timer);
}

function wake(track: Track): void {
  for (const waker of track.wakers) waker();
}
