import { appendFile, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decode, readWav } from "../../protocols/audio/index.ts";
import type { Pause } from "../../protocols/rtp/index.ts";
import { readFinishedSegments } from "./finished-segments.ts";
import {
  type ChunkPlace,
  chunkRecord,
  doneRecord,
  pausesRecord,
  type RecordedFrame,
  readChunk,
  scanJournal,
} from "./journal-format.ts";
import { JournalWriter } from "./journal-writer.ts";
import { mixOf, Recorder, talkOf } from "./recorder.ts";
import { RecoveredSegments } from "./recovered-segments.ts";
import { openSealedFile, SealingWriter } from "./sealed-file.ts";
import { splitRecording } from "./split-recording.ts";

const KEY = Buffer.alloc(32, 1);
const segment = { recording: "r", startedAtMs: 1_000 };
const frame = (position: number, fill: number, channel: RecordedFrame["channel"] = 0): RecordedFrame => ({
  channel,
  law: "alaw",
  position,
  codes: new Uint8Array(160).fill(fill),
});
const sampleOf = (fill: number) => decode("alaw", Uint8Array.of(fill))[0];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sambung-files-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("a sealed file", () => {
  const sealed = async (bytes: Buffer, start = bytes.subarray(0, 4)) => {
    const file = path.join(folder, "file.sealed");
    const writer = await SealingWriter.create(file, KEY);
    for (let at = 0; at < bytes.length; at += 50_000) await writer.write(bytes.subarray(at, at + 50_000));
    await writer.finish(start);
    return file;
  };

  it.each([4, 65_535, 65_536, 65_537, 131_072, 200_000])("of %d bytes gives any part back", async (length) => {
    const bytes = Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7) % 251));
    const file = await openSealedFile(await sealed(bytes), KEY);
    expect(file.bytes).toBe(length);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: length }), fc.nat({ max: length }), async (left, right) => {
        const [from, to] = [Math.min(left, right), Math.max(left, right)];
        expect(Buffer.from(await file.read(from, to)).equals(bytes.subarray(from, to))).toBe(true);
      }),
      { numRuns: 20 },
    );
    await file.close();
  });

  it("shows that a byte was altered, chunks were swapped, or the end was cut off", async () => {
    const path1 = await sealed(Buffer.alloc(200_000, 9));
    const good = await readFile(path1);
    const chunk = 65_536 + 16;
    const swapped = Buffer.concat([
      good.subarray(0, 32),
      good.subarray(32 + chunk, 32 + 2 * chunk),
      good.subarray(32, 32 + chunk),
      good.subarray(32 + 2 * chunk),
    ]);
    const altered = Buffer.from(good);
    altered[40] = (altered[40] ?? 0) ^ 1;
    const cut = good.subarray(0, 32 + 2 * chunk);
    for (const bytes of [swapped, altered, cut]) {
      await writeFile(path1, bytes);
      const file = await openSealedFile(path1, KEY);
      await expect(file.read(0, file.bytes)).rejects.toThrow();
      await file.close();
    }
  });

  it("is not opened when it is none", async () => {
    const file = path.join(folder, "other");
    await writeFile(file, Buffer.alloc(100));
    await expect(openSealedFile(file, KEY)).rejects.toThrow("sealed");
  });
});

describe("a journal", () => {
  const scan = async (file: string) => {
    const kinds: string[] = [];
    for await (const record of scanJournal(file)) kinds.push(record.kind);
    return kinds;
  };

  it("is good up to where it was cut off, wherever that is", async () => {
    const records = [
      chunkRecord(segment, [frame(0, 1)], KEY),
      pausesRecord(segment, [{ from: 3, to: null }]),
      doneRecord("r"),
      chunkRecord(segment, [frame(160, 2)], KEY),
    ];
    const whole = Buffer.concat(records);
    const file = path.join(folder, "w-1.journal");
    for (let cut = 0; cut <= whole.length; cut += 37) {
      await writeFile(file, whole);
      await truncate(file, cut);
      let left = cut;
      const complete = records.filter((record) => {
        left -= record.length;
        return left >= 0;
      });
      expect((await scan(file)).length, `cut at ${cut}`).toBe(complete.length);
    }
    await appendFile(file, "rubbish that is no record");
    expect(["chunk", "pauses", "done", "chunk"].slice(0, (await scan(file)).length)).toEqual(await scan(file));
  });

  it("gives a chunk back to its key only", async () => {
    const file = path.join(folder, "w-1.journal");
    const bytes = chunkRecord(segment, [frame(7, 3, 1)], KEY);
    await writeFile(file, bytes);
    const handle = await open(file, "r");
    const place = { file, offset: 0, length: bytes.length };
    expect(await readChunk(handle, place, KEY)).toMatchObject([{ channel: 1, position: 7, law: "alaw" }]);
    expect(await readChunk(handle, place, Buffer.alloc(32, 2))).toBeNull();
    expect(await readChunk(handle, { ...place, offset: 3 }, KEY)).toBeNull();
    await handle.close();
  });

  it("is given up with a word when the disk fails, and goes when nothing in it is needed", async () => {
    const failures: string[] = [];
    const journal = new JournalWriter({ folder, name: "w", onFailure: (error) => void failures.push(error.message) });
    const recording = { segment, key: KEY, places: [] };
    journal.appendChunk(recording, [frame(0, 1)]);
    await journal.flushed(0);
    expect(await readdir(folder)).toEqual(["w-1.journal"]);
    journal.forget("r");
    await expect.poll(() => readdir(folder)).toEqual(["w-2.journal"]);
    journal.appendChunk(recording, [frame(0, 1)]);
    await journal.close(0);
    expect(await readdir(folder)).toEqual(["w-2.journal"]);
    expect(failures).toEqual([]);
  });
});

describe("the file of a mixed recording", () => {
  /** The file made of these frames, read back. */
  const made = async (
    frames: readonly RecordedFrame[],
    own: { readonly isTrimmed?: boolean; readonly pauses?: readonly Pause[] } = {},
  ) => {
    const { isTrimmed = false, pauses = [] } = own;
    const file = path.join(folder, "w-1.journal");
    const chunks: ChunkPlace[] = [];
    let offset = 0;
    for (const one of frames) {
      const bytes = chunkRecord(segment, [one], KEY);
      await appendFile(file, bytes);
      chunks.push({ file, offset, length: bytes.length });
      offset += bytes.length;
    }
    const split = await splitRecording({ plan: { segment, chunks, pauses }, key: KEY, folder, isTrimmed });
    const sealed = await openSealedFile(split.file, KEY);
    const wav = readWav(await sealed.read(0, sealed.bytes));
    await sealed.close();
    return { split, channels: wav.ok ? wav.value.channels : [] };
  };
  const [LOUD, LOUDEST, QUIET] = [0x80, 0xaa, 0xd5];

  it("is one channel in which voices are added up, and cut off where they are too loud together", async () => {
    const { split, channels } = await made([
      ...[frame(0, LOUD, "mixed"), frame(160, LOUD, "mixed"), frame(160, LOUD, "mixed")],
      ...[frame(320, LOUDEST, "mixed"), frame(320, LOUDEST, "mixed"), frame(400_000, LOUD, "mixed")],
    ]);
    const [sound = new Int16Array(0), ...others] = channels;
    expect(others).toEqual([]);
    const [loud = 0, loudest = 0] = [sampleOf(LOUD), sampleOf(LOUDEST)];
    expect([sound[10], sound[170], sound[330], sound[490]]).toEqual([loud, 2 * loud, Math.min(32_767, 2 * loudest), 0]);
    expect([sound[400_000], split.samples]).toEqual([loud, 400_160]);
    const [again] = await readFinishedSegments(folder, "r", KEY);
    expect(again?.samples).toBe(400_160);
  });

  it("leaves silence at both ends out, but not in the middle, and is empty where nothing was loud", async () => {
    const silent = (from: number) => frame(from, QUIET, "mixed");
    const { split, channels } = await made(
      [silent(0), frame(16_000, LOUDEST, "mixed"), silent(20_000), frame(30_000, LOUDEST, "mixed"), silent(60_000)],
      { isTrimmed: true },
    );
    expect(split.samples).toBe(30_160 - 16_000 + 2_000);
    expect([channels[0]?.[2_000], channels[0]?.[16_000], channels[0]?.[10_000]]).toEqual([
      sampleOf(LOUDEST),
      sampleOf(LOUDEST),
      0,
    ]);
    await rm(path.join(folder, "w-1.journal"));
    expect((await made([silent(0), silent(160)], { isTrimmed: true })).split.samples).toBe(0);
  });

  it("is silent where it stood still", async () => {
    const { channels } = await made([frame(0, LOUD, "mixed"), frame(160, LOUD, "mixed"), frame(320, LOUD, "mixed")], {
      pauses: [{ from: 160, to: 320 }],
    });
    expect([channels[0]?.[100], channels[0]?.[200], channels[0]?.[400]]).toEqual([sampleOf(LOUD), 0, sampleOf(LOUD)]);
  });
});

describe("a recording that goes on", () => {
  /** Number of chunks of one second with the given number of legs. */
  const chunksOf = async (legs: number): Promise<number> => {
    const journal = new JournalWriter({ folder, name: `w${legs}`, onFailure: () => undefined });
    const names = Array.from({ length: legs }, (_, nth) => `leg${nth}`);
    const of = legs > 2 ? mixOf(names) : talkOf("leg0", "leg1");
    const recorder = new Recorder(journal, { segment, key: KEY, legs: of, isPaused: false });
    for (let nth = 0; nth < 50; nth += 1) {
      const arrivalMs = segment.startedAtMs + nth * 20;
      const packet = { ssrc: 1, sequence: nth, timestamp: nth * 160, payloadType: 8, marker: false };
      for (const leg of names) {
        recorder.add(leg, { ...packet, payload: new Uint8Array(160).fill(1) }, { law: "alaw", arrivalMs });
      }
    }
    recorder.seal();
    await journal.close(0);
    return recorder.places.length;
  };

  it("is kept in as many chunks as one of two, however many talk", async () => {
    expect(await chunksOf(2)).toBe(3);
    expect(await chunksOf(32)).toBeLessThanOrEqual(3);
  });
});

describe("a journal that grows large", () => {
  it("goes on in another file, every chunk where it was said to be, and old files go when nothing in them is needed", async () => {
    const journal = new JournalWriter({ folder, name: "w", fileBytesMax: 900, onFailure: () => undefined });
    const early = { segment: { recording: "early", startedAtMs: 1 }, key: KEY, places: [] as ChunkPlace[] };
    const late = { segment: { recording: "late", startedAtMs: 2 }, key: KEY, places: [] as ChunkPlace[] };
    for (let nth = 0; nth < 5; nth += 1) journal.appendChunk(early, [frame(nth, nth)]);
    journal.flush(0);
    for (let nth = 0; nth < 20; nth += 1) journal.appendChunk(late, [frame(nth, nth)]);
    await journal.flushed(0);
    expect(new Set(late.places.map(({ file }) => file)).size).toBeGreaterThan(2);
    for (const { places } of [early, late]) {
      for (const [nth, place] of places.entries()) {
        const handle = await open(place.file, "r");
        expect(await readChunk(handle, place, KEY)).toMatchObject([{ position: nth }]);
        await handle.close();
      }
    }
    journal.forget("early");
    await journal.flushed(0);
    const left = await readdir(folder);
    expect(late.places.every(({ file }) => left.includes(path.basename(file)))).toBe(true);
    const alone = early.places
      .map(({ file }) => file)
      .filter((file) => !late.places.some((place) => place.file === file));
    expect(alone.length).toBeGreaterThan(0);
    const isAnyLeft = async () => (await readdir(folder)).some((name) => alone.some((file) => file.endsWith(name)));
    await expect.poll(isAnyLeft).toBe(false);
    await journal.close(0);
  });
});

describe("segments of a dead worker", () => {
  it("are found with their pauses, without what was split already, and their journals go with them", async () => {
    const other = { recording: "done", startedAtMs: 500 };
    const lines = [
      chunkRecord(other, [frame(0, 9)], KEY),
      chunkRecord(segment, [frame(0, 1)], KEY),
      doneRecord("done"),
      pausesRecord(segment, [{ from: 10, to: 20 }]),
      chunkRecord(segment, [frame(160, 2)], KEY),
    ];
    await writeFile(path.join(folder, "w-1.journal"), Buffer.concat(lines));
    await writeFile(path.join(folder, "w-2.journal"), chunkRecord(other, [frame(0, 9)], KEY).subarray(0, 30));
    const recovered = new RecoveredSegments(folder);
    expect(await recovered.read("")).toBe(1);
    expect(await readdir(folder)).toEqual(["w-1.journal"]);
    expect(recovered.plansOf("done")).toEqual([]);
    expect(recovered.plansOf("r")).toMatchObject([{ segment, pauses: [{ from: 10, to: 20 }], chunks: [{}, {}] }]);
    await recovered.forget("r");
    expect(await readdir(folder)).toEqual([]);
  });

  it("are found once where they were kept while it lived", async () => {
    const file = path.join(folder, "w-1.journal");
    const bytes = chunkRecord(segment, [frame(0, 1)], KEY);
    await writeFile(file, Buffer.concat([bytes, pausesRecord(segment, [{ from: 10, to: 20 }])]));
    const recovered = new RecoveredSegments(folder);
    const chunks = [{ file, offset: 0, length: bytes.length }];
    recovered.keep({ segment, chunks, pauses: [{ from: 10, to: 20 }] });
    expect(await recovered.read("w")).toBe(1);
    expect(recovered.plansOf("r")).toEqual([{ segment, chunks, pauses: [{ from: 10, to: 20 }] }]);
    await recovered.forget("r");
    expect(await readdir(folder)).toEqual([]);
  });

  it("do not take the journal of a living worker with them, in which others are still recorded", async () => {
    const file = path.join(folder, "w-1.journal");
    const bytes = chunkRecord(segment, [frame(0, 1)], KEY);
    await writeFile(file, bytes);
    const recovered = new RecoveredSegments(folder);
    recovered.keep({ segment, chunks: [{ file, offset: 0, length: bytes.length }], pauses: [] });
    await recovered.forget("r");
    expect(await readdir(folder)).toEqual(["w-1.journal"]);
  });

  it("are not found again once they are lost, though a crash cut their journal off and others need it", async () => {
    const file = path.join(folder, "w-1.journal");
    const other = { recording: "other", startedAtMs: 500 };
    const torn = chunkRecord(other, [frame(160, 9)], KEY).subarray(0, 30);
    await writeFile(
      file,
      Buffer.concat([chunkRecord(segment, [frame(0, 1)], KEY), chunkRecord(other, [frame(0, 9)], KEY), torn]),
    );
    const recovered = new RecoveredSegments(folder);
    expect(await recovered.read("")).toBe(2);
    await recovered.lose("r");
    const later = new RecoveredSegments(folder);
    expect(await later.read("")).toBe(1);
    expect(later.plansOf("r")).toEqual([]);
    expect(later.plansOf("other")).toMatchObject([{ segment: other, chunks: [{}] }]);
    await later.lose("other");
    expect(await readdir(folder)).toEqual([]);
  });

  it("whose file is whole need their journal no more, also when it does not say that they are done", async () => {
    const file = path.join(folder, "w-1.journal");
    const bytes = chunkRecord(segment, [frame(0, 1)], KEY);
    await writeFile(file, bytes);
    const chunks = [{ file, offset: 0, length: bytes.length }];
    const made = await splitRecording({ plan: { segment, chunks, pauses: [] }, key: KEY, folder });
    const recovered = new RecoveredSegments(folder);
    expect(await recovered.read("")).toBe(0);
    expect(await readdir(folder)).toEqual([path.basename(made.file)]);
    expect(await readFinishedSegments(folder, "r", KEY)).toEqual([{ ...made, misplaced: 0 }]);
    await expect(readFinishedSegments(folder, "r", Buffer.alloc(32, 2))).rejects.toThrow();
  });

  it("leave no draft behind when their file cannot be made", async () => {
    const chunks = [{ file: path.join(folder, "gone.journal"), offset: 0, length: 10 }];
    await expect(splitRecording({ plan: { segment, chunks, pauses: [] }, key: KEY, folder })).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("the file of a recording", () => {
  const split = async (
    frames: readonly RecordedFrame[],
    pauses: readonly { from: number; to: number | null }[] = [],
  ) => {
    const file = path.join(folder, "w-1.journal");
    const records = frames.map((one) => chunkRecord(segment, [one], KEY));
    await writeFile(file, Buffer.concat(records));
    let offset = 0;
    const chunks = records.map(({ length }) => {
      const place = { file, offset, length };
      offset += length;
      return place;
    });
    const made = await splitRecording({ plan: { segment, chunks, pauses }, key: KEY, folder });
    const sealed = await openSealedFile(made.file, KEY);
    const wav = readWav(await sealed.read(0, sealed.bytes));
    await sealed.close();
    return { made, channels: wav.ok ? wav.value.channels : [] };
  };

  it("has every frame at its place, gaps silent, the very samples of a pause gone", async () => {
    const { made, channels } = await split([frame(0, 1), frame(480, 2), frame(160, 3, 1)], [{ from: 500, to: 600 }]);
    const [left, right] = channels;
    expect(made).toMatchObject({ samples: 640, misplaced: 0, unreadable: 0 });
    expect([0, 159, 160, 479, 480, 499, 500, 599, 600, 639].map((at) => left?.[at])).toEqual([
      sampleOf(1),
      sampleOf(1),
      0,
      0,
      sampleOf(2),
      sampleOf(2),
      0,
      0,
      sampleOf(2),
      sampleOf(2),
    ]);
    expect([159, 160, 319, 320].map((at) => right?.[at])).toEqual([0, sampleOf(3), sampleOf(3), 0]);
  });

  it("keeps frames in place over minutes, also when they come a little out of order", async () => {
    const positions = Array.from({ length: 600 }, (_, nth) => nth * 1_600);
    const shuffled = positions.map((position, nth) =>
      nth % 2 === 0 ? (positions[nth + 1] ?? position) : (positions[nth - 1] ?? position),
    );
    const { made, channels } = await split(shuffled.map((position) => frame(position, 5)));
    expect(made).toMatchObject({ samples: 599 * 1_600 + 160, misplaced: 0 });
    expect(
      positions.every(
        (position) => channels[0]?.[position] === sampleOf(5) && channels[0]?.[position + 160] !== sampleOf(5),
      ),
    ).toBe(true);
  });

  it("counts what came far too late instead of putting it anywhere", async () => {
    const { made } = await split([frame(0, 1), frame(400_000, 2), frame(1_000, 3)]);
    expect(made.misplaced).toBe(160);
  });

  it("is there when nothing was said", async () => {
    const { made } = await split([]);
    expect(made.samples).toBe(0);
  });
});
