import { randomBytes } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Database } from "../../platform/database/index.ts";
import { SealingWriter } from "../../platform/media/index.ts";
import { seal } from "../../platform/sealing/index.ts";
import type { Speech } from "../../platform/speech/index.ts";
import { SAMPLE_RATE_HZ, WAV_HEADER_BYTES, wavHeader } from "../../protocols/audio/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { storePastRecording } from "../../service/telephony/recordings/wire.ts";
import { openCallerVoices, type SpokenScript } from "./caller-voices.ts";
import type { HistoryRecording } from "./history-calls.ts";

const DAY_MS = 86_400_000;
/** Maximum number of stored recordings; the newest are stored. */
const RECORDINGS_MAX = 24;
const PAUSE_SAMPLES = SAMPLE_RATE_HZ / 2;
/** A voicemail has the first turns of its caller's script. */
const MESSAGE_TURNS = 2;
const FRAME_BYTES = 4;
const KEY_BYTES = 32;

/** A turn of a conversation, and its speaker. */
interface Turn {
  readonly by: "agent" | "caller";
  readonly samples: Int16Array;
}

/** Dependencies of writing past recordings. */
export interface RecordingOptions {
  readonly db: Database;
  readonly tenantId: string;
  readonly dataFolder: string;
  /** The key that encrypts the key of each recording. */
  readonly key: Buffer;
  readonly speech: Speech;
  /** Retention of a recording in days. */
  readonly keepDays: number;
}

interface Audio {
  readonly caller: Int16Array;
  readonly agent: Int16Array;
}

/** Stores recordings of past calls in the switch's format, with the voices of the simulated callers and agents. */
export async function writeRecordings(
  options: RecordingOptions,
  recordings: readonly HistoryRecording[],
): Promise<void> {
  const folder = path.join(options.dataFolder, "media", "recordings");
  await mkdir(folder, { recursive: true });
  const voices = openCallerVoices(options.speech);
  const agent = turnsOf("agent", await voices("agent", "id"));
  const caller = turnsOf("caller", await voices("caller-billing", "id"));
  const conversation = spoken(agent.flatMap((turn, nth) => [turn, ...caller.slice(nth, nth + 1)]));
  const message = spoken(turnsOf("caller", await voices("caller-fault", "id")).slice(0, MESSAGE_TURNS));
  for (const recording of recordings.slice(-RECORDINGS_MAX)) {
    const audio = recording.messageQueue === null ? conversation : message;
    await writeRecording(options, recording, { folder, audio });
  }
}

function turnsOf(by: Turn["by"], script: SpokenScript): readonly Turn[] {
  return script.map((samples) => ({ by, samples }));
}

async function writeRecording(
  { db, tenantId, key, keepDays }: RecordingOptions,
  recording: HistoryRecording,
  { folder, audio }: { readonly folder: string; readonly audio: Audio },
): Promise<void> {
  const { recordingId: id, callId, messageQueue, beganAtMs, endedAtMs } = recording;
  const own = randomBytes(KEY_BYTES);
  const samples = Math.ceil(((endedAtMs - beganAtMs) / 1_000) * SAMPLE_RATE_HZ);
  const file = path.join(folder, `${id}-0.wav.sealed`);
  const writer = await SealingWriter.create(file, own);
  await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
  await writer.write(stereo(audio, samples));
  await writer.finish(wavHeader({ channels: 2, frames: samples }));
  await storePastRecording(db, {
    id,
    callId,
    tenantId,
    messageQueue,
    sealedKey: seal(key, id, own),
    beganAt: new Date(beganAtMs),
    endedAt: new Date(endedAtMs),
    keepUntil: officeDate(beganAtMs + keepDays * DAY_MS),
    segment: { file: path.basename(file), startedAtMs: beganAtMs, samples, misplaced: 0, unreadable: 0 },
    bytes: (await stat(file)).size,
  });
}

/** The caller on the left channel, the agent on the right, padded with silence. */
function stereo({ caller, agent }: Audio, frames: number): Buffer {
  const bytes = Buffer.alloc(frames * FRAME_BYTES);
  for (let at = 0; at < Math.min(frames, caller.length); at += 1) {
    bytes.writeInt16LE(caller[at] ?? 0, at * FRAME_BYTES);
    bytes.writeInt16LE(agent[at] ?? 0, at * FRAME_BYTES + FRAME_BYTES / 2);
  }
  return bytes;
}

/** Consecutive turns, each on the channel of its speaker. */
function spoken(turns: readonly Turn[]): Audio {
  const length = turns.reduce((sum, { samples }) => sum + samples.length + PAUSE_SAMPLES, 0);
  const audio = { caller: new Int16Array(length), agent: new Int16Array(length) };
  let at = PAUSE_SAMPLES;
  for (const { by, samples } of turns) {
    audio[by].set(samples, at);
    at += samples.length + PAUSE_SAMPLES;
  }
  return audio;
}
