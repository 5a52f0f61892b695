import { open, readdir, unlink } from "node:fs/promises";
import path from "node:path";
import type { Pause } from "../../protocols/rtp/index.ts";
import { segmentFile } from "./finished-segments.ts";
import { type ChunkPlace, doneRecord, type JournalRecord, scanJournal } from "./journal-format.ts";
import type { SegmentPlan } from "./split-recording.ts";

interface Found {
  readonly startedAtMs: number;
  chunks: ChunkPlace[];
  pauses: readonly Pause[];
}

/**
 * Segments of a dead worker, found in its journals: available until their recording is stopped and split. A journal
 * is deleted when no recording needs it.
 */
export class RecoveredSegments {
  readonly #folder: string;
  readonly #segments = new Map<string, Map<number, Found>>();
  /** Journals without a writer; a living worker deletes its own. */
  readonly #dead = new Set<string>();
  /** End of the complete records of a dead journal. */
  readonly #ends = new Map<string, number>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Reads the journals whose names start with `journalName`; all of them for "". Resolves to the number of segments found. */
  async read(journalName: string): Promise<number> {
    const names = (await readdir(this.#folder)).filter(
      (name) => name.endsWith(".journal") && (journalName === "" || name.startsWith(`${journalName}-`)),
    );
    const files = names.toSorted(byNumber).map((name) => path.join(this.#folder, name));
    for (const file of files) {
      await this.#readJournal(file);
      this.#dead.add(file);
    }
    await this.#dropMade();
    await this.#unlinkUnneeded(files);
    return [...this.#segments.values()].reduce((sum, found) => sum + found.size, 0);
  }

  /** Stores a segment that ended in order but was not requested. */
  keep(plan: SegmentPlan): void {
    if (plan.chunks.length === 0) return;
    const found = this.#foundFor(plan.segment.recording, plan.segment.startedAtMs);
    found.chunks.push(...plan.chunks);
    found.pauses = plan.pauses;
  }

  /** Segments of a recording, oldest first. */
  plansOf(recording: string): readonly SegmentPlan[] {
    return [...(this.#segments.get(recording)?.values() ?? [])]
      .filter(({ chunks }) => chunks.length > 0)
      .toSorted((left, right) => left.startedAtMs - right.startedAtMs)
      .map(({ startedAtMs, chunks, pauses }) => ({ segment: { recording, startedAtMs }, chunks, pauses }));
  }

  /** Releases a recording, and deletes the journals that no recording needs any more. */
  async forget(recording: string): Promise<void> {
    const files = this.#filesOf(recording);
    this.#segments.delete(recording);
    await this.#unlinkUnneeded(files);
  }

  /** Releases a lost recording. A dead journal that others need gets a record of it, so that a later read skips the recording. */
  async lose(recording: string): Promise<void> {
    const files = this.#filesOf(recording);
    await this.forget(recording);
    for (const file of files) if (this.#dead.has(file)) await this.#appendDone(file, recording);
  }

  /** Appended after the last complete record, because a truncated record would hide it. */
  async #appendDone(path: string, recording: string): Promise<void> {
    const end = this.#ends.get(path);
    if (end === undefined) return;
    const bytes = doneRecord(recording);
    const file = await open(path, "r+");
    try {
      await file.truncate(end);
      await file.write(bytes, 0, bytes.length, end);
      await file.datasync();
    } finally {
      await file.close();
    }
    this.#ends.set(path, end + bytes.length);
  }

  async #unlinkUnneeded(files: Iterable<string>): Promise<void> {
    const needed = this.#neededFiles();
    for (const file of files) {
      if (needed.has(file) || !this.#dead.delete(file)) continue;
      this.#ends.delete(file);
      await unlink(file).catch(() => undefined);
    }
  }

  /** Segments with a complete file no longer need their journal, although it has no such record: the worker died before. */
  async #dropMade(): Promise<void> {
    const made = new Set(await readdir(this.#folder));
    for (const [recording, segments] of this.#segments) {
      for (const startedAtMs of segments.keys())
        if (made.has(path.basename(segmentFile(this.#folder, recording, startedAtMs)))) segments.delete(startedAtMs);
      if (segments.size === 0) this.#segments.delete(recording);
    }
  }

  #neededFiles(): ReadonlySet<string> {
    return new Set([...this.#segments.keys()].flatMap((recording) => [...this.#filesOf(recording)]));
  }

  #filesOf(recording: string): ReadonlySet<string> {
    const found = [...(this.#segments.get(recording)?.values() ?? [])];
    return new Set(found.flatMap(({ chunks }) => chunks.map(({ file }) => file)));
  }

  async #readJournal(file: string): Promise<void> {
    const records: JournalRecord[] = [];
    for await (const record of scanJournal(file)) records.push(record);
    // Replaced synchronously, so that no reader sees half of it. The journals repeat all segments stored while the worker lived.
    for (const segments of this.#segments.values())
      for (const found of segments.values()) found.chunks = found.chunks.filter((place) => place.file !== file);
    for (const record of records) {
      this.#ends.set(file, record.endsAt);
      const { recording, startedAtMs } = record.segment;
      if (record.kind === "done") {
        this.#segments.delete(recording);
        continue;
      }
      const found = this.#foundFor(recording, startedAtMs);
      if (record.kind === "chunk") found.chunks.push(record.place);
      else found.pauses = record.pauses;
    }
  }

  #foundFor(recording: string, startedAtMs: number): Found {
    const segments = this.#segments.get(recording) ?? new Map<number, Found>();
    this.#segments.set(recording, segments);
    const found = segments.get(startedAtMs) ?? { startedAtMs, chunks: [], pauses: [] };
    segments.set(startedAtMs, found);
    return found;
  }
}

/** Journals of one worker are sorted numerically; the tenth comes after the ninth. */
function byNumber(left: string, right: string): number {
  return left.localeCompare(right, "en", { numeric: true });
}
