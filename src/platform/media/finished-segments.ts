import { readdir, unlink } from "node:fs/promises";
import path from "node:path";
import { channelsIn, WAV_HEADER_BYTES } from "../../protocols/audio/index.ts";
import type { RecordingSegment } from "./engine.ts";
import { openSealedFile } from "./sealed-file.ts";

/** Bytes of a 16-bit sample. */
const SAMPLE_BYTES = 2;
const ENDING = /^(\d+)\.wav\.sealed$/;

/** Path of a segment's finished file, which gets this name once all of it is on disk. */
export function segmentFile(folder: string, recording: string, startedAtMs: number): string {
  return path.join(folder, `${recording}-${Math.round(startedAtMs)}.wav.sealed`);
}

/**
 * Segments of a recording whose files already exist, oldest first, after the requester died before it received the response.
 * Throws for a wrong key.
 */
export async function readFinishedSegments(
  folder: string,
  recording: string,
  key: Uint8Array,
): Promise<readonly RecordingSegment[]> {
  const segments: RecordingSegment[] = [];
  for (const startedAtMs of await startsOf(folder, recording)) {
    const file = segmentFile(folder, recording, startedAtMs);
    const sealed = await openSealedFile(file, key);
    try {
      const channels = channelsIn(await sealed.read(0, WAV_HEADER_BYTES));
      const samples = (sealed.bytes - WAV_HEADER_BYTES) / (SAMPLE_BYTES * channels);
      segments.push({ file, startedAtMs, samples, misplaced: 0, unreadable: 0 });
    } finally {
      await sealed.close();
    }
  }
  return segments;
}

/** Removes the files of a lost recording: an incomplete recording is never requested. */
export async function removeSegments(folder: string, recording: string): Promise<void> {
  for (const startedAtMs of await startsOf(folder, recording))
    await unlink(segmentFile(folder, recording, startedAtMs)).catch(() => undefined);
}

async function startsOf(folder: string, recording: string): Promise<readonly number[]> {
  return (await readdir(folder))
    .filter((name) => name.startsWith(`${recording}-`))
    .flatMap((name) => ENDING.exec(name.slice(recording.length + 1))?.[1] ?? [])
    .map(Number)
    .toSorted((left, right) => left - right);
}
