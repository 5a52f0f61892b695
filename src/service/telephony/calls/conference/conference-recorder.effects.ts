import { present } from "../../../../kernel/index.ts";
import type { Log } from "../../../../platform/telemetry/index.ts";
import type { Ask, RecordingKeeper } from "../media/sound-parts.effects.ts";
import { openReconciler, type Reconciler } from "../reconciler.effects.ts";
import { type MixPlace, type RecordedMix, settleMix, unrecordedMix } from "../recording/recorded-mix.effects.ts";
import type { RecordedConference } from "./conference-port.ts";

/** Records conferences; a failure here never affects the audio of participants. */
export interface ConferenceRecorder {
  /** Sets the calls that a recording contains from now on; a recording that is no longer requested is finished. */
  follow(conferenceId: string, wanted: RecordedConference | null, place: MixPlace): void;
  /** The engine has restarted: everything is restored to the requested state. */
  again(): void;
  /** Whether a recording is in progress or being finished. */
  isRecording(recordingId: string): boolean;
  /** Settles when no work is pending. */
  settled(): Promise<void>;
}

/** Dependencies of the conference recorder. */
export interface ConferenceRecorderOptions {
  readonly ask: Ask;
  readonly log: Log;
  readonly recordings: RecordingKeeper;
}

/** A recording: the requested state, the known state of the engine, and the known state on disk. */
interface Track {
  readonly conferenceId: string;
  /** For an ended recording, the last requested state. */
  wanted: RecordedConference;
  place: MixPlace;
  isEnded: boolean;
  changes: number;
  readonly engine: RecordedMix;
  /** Null until its start is on disk. */
  keyBase64: string | null;
  /** A recording that could not be started is not retried. */
  isRefused: boolean;
  /** Calls that are recorded on disk as its content. */
  readonly held: Set<string>;
  isKeptPaused: boolean;
  isFinished: boolean;
}

/** Engine and disk have separate queues: excluding a participant does not wait for the disk. */
interface Turns {
  readonly engine: Reconciler;
  readonly disk: Reconciler;
}

const TRIES_MAX = 20;
const [AGAIN_MS, AWAY_MS] = [500, 5_000];

/** Opens the recorder on the engine. */
export function openConferenceRecorder(options: ConferenceRecorderOptions): ConferenceRecorder {
  const tracks = new Map<Track, Turns>();
  /** Recordings in progress, by conference. */
  const going = new Map<string, Track>();
  const working = new Set<Promise<void>>();
  const changed = (track: Track, change: Partial<Track>): void => {
    Object.assign(track, change, { changes: track.changes + 1 });
    const turns = tracks.get(track);
    turns?.engine.look();
    turns?.disk.look();
  };
  const begun = (conferenceId: string, wanted: RecordedConference, place: MixPlace): Track => {
    const track = newTrack(conferenceId, wanted, place);
    tracks.set(track, openTurns(options, track, { working, onOver: () => void tracks.delete(track) }));
    going.set(conferenceId, track);
    return track;
  };
  return {
    follow: (conferenceId, wanted, place) => {
      const before = going.get(conferenceId);
      const isSame = before?.wanted.recordingId === wanted?.recordingId;
      if (before !== undefined && !isSame) {
        going.delete(conferenceId);
        changed(before, { isEnded: true });
      }
      if (wanted === null) return;
      const track = isSame ? before : undefined;
      changed(track ?? begun(conferenceId, wanted, place), { wanted, place });
    },
    again: () => {
      for (const track of tracks.keys()) {
        track.engine.isPaused = null;
        changed(track, {});
      }
    },
    isRecording: (recordingId) => [...tracks.keys()].some(({ wanted }) => wanted.recordingId === recordingId),
    settled: async () => {
      while (working.size > 0) await Promise.allSettled(working);
    },
  };
}

function newTrack(conferenceId: string, wanted: RecordedConference, place: MixPlace): Track {
  const none = { isEnded: false, changes: 0, isRefused: false, isKeptPaused: false, isFinished: false };
  return { conferenceId, wanted, place, keyBase64: null, held: new Set(), engine: unrecordedMix(), ...none };
}

function openTurns(
  options: ConferenceRecorderOptions,
  track: Track,
  { working, onOver }: { readonly working: Set<Promise<void>>; readonly onOver: () => void },
): Turns {
  const againMs = (error: unknown, tries: number): number | null => {
    const { conferenceId } = track;
    options.log.warn({ err: error, conferenceId, tries }, "conference.not-recorded");
    if (tries < TRIES_MAX) return AGAIN_MS;
    if (!track.isEnded) return AWAY_MS;
    // A recording that cannot be finished here is found by the sweep for unfinished recordings.
    onOver();
    return null;
  };
  const engine: Reconciler = openReconciler({
    work: async () => {
      await settleMix(options.ask, track, () => void (toWrite(track) !== null && disk.look()));
      if (track.isEnded) disk.look();
    },
    againMs,
    working,
  });
  const disk: Reconciler = openReconciler({
    work: async () => {
      for (let next = toWrite(track); next !== null; next = toWrite(track)) {
        await write(options, track, next);
        if (next !== "begin" && next !== "hold") continue;
        track.changes += 1;
        engine.look();
      }
      if (isOver(track)) onOver();
    },
    againMs,
    working,
  });
  return { engine, disk };
}

/** The next write to disk. */
type Write = "begin" | "hold" | "paused" | "finish";

function toWrite(track: Track): Write | null {
  const { isEnded, keyBase64, isRefused, engine, isKeptPaused } = track;
  if (isOver(track) || isRefused) return null;
  if (isEnded) return engine.pieces === 0 || engine.segments !== null ? "finish" : null;
  if (keyBase64 === null) return "begin";
  if (newcomers(track).length > 0) return "hold";
  return engine.isPaused !== null && engine.isPaused !== isKeptPaused ? "paused" : null;
}

/** No work is left: everything is on disk, or the recording never began. */
function isOver({ isEnded, isFinished, keyBase64 }: Track): boolean {
  return isEnded && (isFinished || keyBase64 === null);
}

function newcomers({ wanted, held }: Track): readonly string[] {
  return wanted.members.map(({ callId }) => callId).filter((callId) => !held.has(callId));
}

async function write(options: ConferenceRecorderOptions, track: Track, next: Write): Promise<void> {
  const { recordings } = options;
  const { recordingId, tenantId } = track.wanted;
  switch (next) {
    case "begin":
      return begin(options, track);
    case "hold": {
      const callIds = newcomers(track);
      await recordings.hold({ recordingId, tenantId, callIds });
      for (const callId of callIds) track.held.add(callId);
      return;
    }
    case "paused": {
      // The pause is written to disk for readers once the engine has paused.
      const isPaused = present(track.engine.isPaused, "whether it stands still is known");
      await recordings.keepPaused({ recordingId, tenantId, isPaused });
      track.isKeptPaused = isPaused;
      return;
    }
    case "finish":
      await recordings.finish({ recordingId, tenantId }, track.engine.segments ?? []);
      track.isFinished = true;
  }
}

async function begin({ recordings, log }: ConferenceRecorderOptions, track: Track): Promise<void> {
  const { conferenceId, wanted } = track;
  const { recordingId, callId, tenantId, told } = wanted;
  const callIds = wanted.members.map((member) => member.callId);
  const conference = { conferenceId, callIds, told };
  const begun = await recordings.begin({ recordingId, callId, tenantId, messageQueue: null, conference });
  if (!begun.ok) {
    track.isRefused = true;
    return log.warn({ conferenceId, tenantId }, "recording.refused");
  }
  track.keyBase64 = begun.value;
  for (const one of callIds) track.held.add(one);
}
