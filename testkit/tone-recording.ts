import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { IdSource } from "../src/kernel/index.ts";
import { type Database, inTenant } from "../src/platform/database/index.ts";
import { SealingWriter } from "../src/platform/media/index.ts";
import { keyFromFile, seal } from "../src/platform/sealing/index.ts";
import { WAV_HEADER_BYTES, wavHeader } from "../src/protocols/audio/index.ts";
import { keepCalls } from "./calls.ts";

const RATE_HZ = 8_000;
const OWN_KEY = Buffer.alloc(32, 9);
/** The tones of the caller and of the agent. */
export const [LEFT_HZ, RIGHT_HZ] = [1_000, 600];

/** Where a recording is stored. */
export interface RecordingPlace {
  readonly db: Database;
  readonly dataFolder: string;
  readonly tenantId: string;
  readonly ids: IdSource;
}

/** A stereo signal: one tone on the left, another on the right. */
function tones(frames: number): Buffer {
  const bytes = Buffer.alloc(frames * 4);
  for (let at = 0; at < frames; at += 1) {
    bytes.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * LEFT_HZ * at) / RATE_HZ)), at * 4);
    bytes.writeInt16LE(Math.round(9_000 * Math.sin((2 * Math.PI * RIGHT_HZ * at) / RATE_HZ)), at * 4 + 2);
  }
  return bytes;
}

/** Stores a recording of tones with a sealed file for each segment, as the media process writes them; returns its id. */
export async function storeToneRecording(
  { db, dataFolder, tenantId, ids }: RecordingPlace,
  { state, pieces }: { readonly state: "kept" | "recording" | "lost" | "deleted"; readonly pieces: readonly number[] },
): Promise<string> {
  const folder = path.join(dataFolder, "media", "recordings");
  await mkdir(folder, { recursive: true });
  const id = ids.next();
  const segments: object[] = [];
  for (const [nth, frames] of pieces.entries()) {
    const file = `${id}-${nth}.wav.sealed`;
    const writer = await SealingWriter.create(path.join(folder, file), OWN_KEY);
    await writer.write(Buffer.alloc(WAV_HEADER_BYTES));
    await writer.write(tones(frames));
    await writer.finish(wavHeader({ channels: 2, frames }));
    segments.push({ file, startedAtMs: 0, samples: frames, misplaced: 0, unreadable: 0 });
  }
  const [callId = ""] = await keepCalls(db, tenantId, [
    { caller: "021777", code: "1500881", at: "2026-11-25T03:00:00Z" },
  ]);
  const sealedKey = seal(await keyFromFile(dataFolder, "service"), id, OWN_KEY);
  const times = { beganAt: new Date(0), keepUntil: "2027-11-25" };
  const row = { id, callId, tenantId, state, segments: JSON.stringify(segments), sealedKey };
  await inTenant(db, tenantId, (trx) =>
    trx
      .insertInto("recording")
      .values({ ...row, ...times })
      .execute(),
  );
  return id;
}
