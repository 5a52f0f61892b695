import type { Log } from "../../platform/telemetry/index.ts";
import type { RecordedConference } from "./conference-port.ts";
import type { Ask, RecordingKeeper } from "./sound-parts.effects.ts";

/** Where the sound of a conference is: the worker of its mix, null for none, and as whom a leg is there. */
export interface MixPlace {
  readonly worker: number | null;
  readonly memberOf: (legId: string) => string;
}

/** Records conferences; nothing here keeps anybody from being heard. */
export interface ConferenceRecorder {
  /** Has a recording hold whom it is to hold from here on; one that is not wanted any more is finished. */
  follow(conferenceId: string, wanted: RecordedConference | null, place: MixPlace): void;
  /** The engine has begun anew: everything is put right as it is wanted now. */
  again(): void;
  /** Whether a recording is under way, or being finished. */
  isRecording(recordingId: string): boolean;
  /** Settles once nothing is under way. */
  settled(): Promise<void>;
}

/** What it stands on. */
export interface ConferenceRecorderOptions {
  readonly ask: Ask;
  readonly log: Log;
  readonly recordings: RecordingKeeper;
}

/** A recording that was begun. */
interface Running {
  readonly of: RecordedConference;
  readonly keyBase64: string;
  /** The worker that records; null while none does. */
  worker: number | null;
  /** Pieces that were begun: it goes on in another one where the mix goes to another worker. */
  pieces: number;
  isPaused: boolean;
  /** Whether its end was asked for: the answer may have been lost. */
  isEnding: boolean;
  /** Calls that are on record as held by it. */
  readonly held: Set<string>;
}

interface Track {
  readonly conferenceId: string;
  wanted: RecordedConference | null;
  place: MixPlace;
  running: Running | null;
  /** One that could not be begun is not tried again. */
  refused: string | null;
  changes: number;
  applied: number;
  isBusy: boolean;
  tries: number;
}

const TRIES_MAX = 20;
const AGAIN_MS = 500;

/** Opens the recorder over the engine. */
export function openConferenceRecorder(options: ConferenceRecorderOptions): ConferenceRecorder {
  const tracks = new Map<string, Track>();
  const working = new Set<Promise<void>>();
  const apply = (track: Track): void => {
    if (track.isBusy) return;
    track.isBusy = true;
    const work = settle(options, track)
      .then(() => {
        track.tries = 0;
      })
      .catch((error: unknown) => failed(track, error))
      .finally(() => {
        track.isBusy = false;
        working.delete(work);
        if (track.tries === 0 && track.applied !== track.changes) return apply(track);
        if (track.tries === 0 && track.wanted === null) tracks.delete(track.conferenceId);
      });
    working.add(work);
  };
  const failed = (track: Track, error: unknown): void => {
    track.tries += 1;
    const { conferenceId, tries } = track;
    options.log.warn({ err: error, conferenceId, tries }, "conference.not-recorded");
    if (tries < TRIES_MAX) return void setTimeout(() => apply(track), AGAIN_MS).unref();
    // What cannot be finished here is found by the look for unfinished ones.
    if (track.wanted === null) tracks.delete(conferenceId);
  };
  return {
    follow: (conferenceId, wanted, place) => {
      const track = tracks.get(conferenceId) ?? (wanted === null ? null : newTrack(conferenceId, place));
      if (track === null) return;
      tracks.set(conferenceId, track);
      Object.assign(track, { wanted, place, changes: track.changes + 1, tries: 0 });
      apply(track);
    },
    again: () => {
      for (const track of tracks.values()) {
        track.changes += 1;
        track.tries = 0;
        apply(track);
      }
    },
    isRecording: (recordingId) =>
      [...tracks.values()].some(
        ({ wanted, running }) => wanted?.recordingId === recordingId || running?.of.recordingId === recordingId,
      ),
    settled: async () => {
      while (working.size > 0) await Promise.allSettled(working);
    },
  };
}

function newTrack(conferenceId: string, place: MixPlace): Track {
  const none = { wanted: null, running: null, refused: null, changes: 0, applied: 0, isBusy: false, tries: 0 };
  return { conferenceId, place, ...none };
}

async function settle(options: ConferenceRecorderOptions, track: Track): Promise<void> {
  while (track.applied !== track.changes) {
    const { changes, wanted } = track;
    const { running } = track;
    if (running !== null && running.of.recordingId !== wanted?.recordingId) {
      await finish(options, running);
      track.running = null;
    }
    if (wanted !== null && track.refused !== wanted.recordingId) await record(options, track, wanted);
    track.applied = changes;
  }
}

async function record(options: ConferenceRecorderOptions, track: Track, wanted: RecordedConference): Promise<void> {
  const { recordings, log } = options;
  if (track.running === null) {
    const { recordingId, callId, tenantId, told } = wanted;
    const callIds = wanted.members.map((member) => member.callId);
    const conference = { conferenceId: track.conferenceId, callIds, told };
    const begun = await recordings.begin({ recordingId, callId, tenantId, messageQueue: null, conference });
    if (!begun.ok) {
      track.refused = recordingId;
      return log.warn({ conferenceId: track.conferenceId, tenantId }, "recording.refused");
    }
    const none = { worker: null, pieces: 0, isPaused: false, isEnding: false };
    track.running = { of: wanted, keyBase64: begun.value, held: new Set(callIds), ...none };
  }
  const { running, place } = track;
  // What is to be left out does not wait for the disk.
  await hold(options, { running, wanted, place });
  const newcomers = wanted.members.map(({ callId }) => callId).filter((callId) => !running.held.has(callId));
  if (newcomers.length === 0) return;
  const { recordingId, tenantId } = wanted;
  await recordings.hold({ recordingId, tenantId, callIds: newcomers });
  for (const callId of newcomers) running.held.add(callId);
  await hold(options, { running, wanted, place });
}

interface Holding {
  readonly running: Running;
  readonly wanted: RecordedConference;
  readonly place: MixPlace;
}

/** The engine records those of whom it is on disk that they are held. */
async function hold(options: ConferenceRecorderOptions, holding: Holding): Promise<void> {
  const { running, wanted, place } = holding;
  const { ask } = options;
  const recording = wanted.recordingId;
  const legs = wanted.members
    .filter(({ callId }) => running.held.has(callId))
    .map(({ legId }) => place.memberOf(legId));
  if (running.worker !== null && legs.length > 0 && running.worker !== place.worker) {
    await ask({ kind: "stop-recording", recording, keyBase64: running.keyBase64 });
    running.worker = null;
  }
  if (running.worker !== null) {
    try {
      await paused(options, holding);
      await ask({ kind: "change-mixed-recording", recording, legs });
      return;
    } catch (error) {
      if (!isLost(error)) throw error;
      running.worker = null;
    }
  }
  if (legs.length === 0) return;
  const { isPaused } = wanted;
  running.pieces += 1;
  await ask({ kind: "start-mixed-recording", recording, legs, keyBase64: running.keyBase64, isPaused });
  running.worker = place.worker;
  await keepPaused(options, holding);
}

async function paused(options: ConferenceRecorderOptions, holding: Holding): Promise<void> {
  const { running, wanted } = holding;
  if (running.isPaused === wanted.isPaused) return;
  const kind = wanted.isPaused ? "pause-recording" : "resume-recording";
  await options.ask({ kind, recording: wanted.recordingId });
  await keepPaused(options, holding);
}

/** That it stands still is on disk for those who ask. */
async function keepPaused(options: ConferenceRecorderOptions, { running, wanted }: Holding): Promise<void> {
  if (running.isPaused === wanted.isPaused) return;
  running.isPaused = wanted.isPaused;
  const { recordingId, tenantId, isPaused } = wanted;
  await options.recordings.keepPaused({ recordingId, tenantId, isPaused });
}

/** The engine knows no recording of that name: it has begun anew, or lost it. */
function isLost(error: unknown): boolean {
  return error instanceof Error && error.message.includes("recording-unknown");
}

async function finish({ ask, recordings }: ConferenceRecorderOptions, running: Running): Promise<void> {
  const { of, keyBase64, pieces, isEnding } = running;
  const { recordingId, tenantId, isTrimmed } = of;
  if (pieces === 0) return recordings.finish({ recordingId, tenantId }, []);
  running.isEnding = true;
  const { segments } = await ask({
    ...{ kind: "stop-recording", recording: recordingId, keyBase64 },
    ...(pieces > 1 || isEnding ? { isAgain: true } : {}),
    ...(isTrimmed && pieces === 1 ? { isTrimmed: true } : {}),
  });
  await recordings.finish({ recordingId, tenantId }, segments);
}
