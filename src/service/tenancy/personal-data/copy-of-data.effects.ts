import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import { type Database, inTenant } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalClass } from "./personal-part.ts";
import { type LentPart, rowsOf } from "./request.store.ts";

/** The maximum of rows of one class in a copy; a number with more belongs to no single person. */
const ROWS_MAX = 20_000;
/** The maximum of audio in one copy: a ZIP without 64-bit lengths is limited to four gigabytes. */
const SOUND_BYTES_MAX = 2_000_000_000;
const SOUND_FILES_MAX = 2_000;

/** The audio of a recording for a copy. */
export interface CopiedSound {
  readonly bytes: number;
  read(from: number, to: number): Readable;
  close(): Promise<void>;
}

/** Dependencies of a copy. */
export interface CopyDependencies {
  readonly db: Database;
  readonly parts: readonly LentPart[];
  /** Opens the audio of a recording, with an access record; undefined without audio. */
  readonly openSound: (recordingId: string) => Promise<CopiedSound | undefined>;
}

/**
 * The stored data of a number as a ZIP: one JSON and one CSV for each class, and the audio of the number's talks. It is generated while it is read and stored
 * nowhere; only a piece of it is in memory.
 */
export function copyOfData(
  dependencies: CopyDependencies,
  about: { readonly tenantId: string; readonly number: string; readonly madeAt: Date },
): Readable {
  return Readable.from(piecesOf(dependencies, about), { objectMode: false });
}

async function* piecesOf(
  dependencies: CopyDependencies,
  about: Parameters<typeof copyOfData>[1],
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    ready.push(piece);
  });
  const taken = (): readonly Uint8Array[] => {
    const pieces = ready;
    ready = [];
    return pieces;
  };
  const sounds: string[] = [];
  for (const part of dependencies.parts) {
    const rows = await inTenant(dependencies.db, about.tenantId, (trx) =>
      rowsOf(trx, part, { number: about.number, limit: ROWS_MAX }),
    );
    if (hasSound(part.name)) sounds.push(...rows.filter(isOwnTalk).map((row) => String(row["id"])));
    for (const [ending, text] of [
      ["json", jsonOf(rows)],
      ["csv", csvOf(rows)],
    ] as const) {
      const file = new ZipDeflate(`${part.name}.${ending}`, { level: 6 });
      file.mtime = about.madeAt;
      zip.add(file);
      file.push(strToU8(text), true);
    }
    yield* taken();
  }
  let left = SOUND_BYTES_MAX;
  for (const id of sounds.slice(0, SOUND_FILES_MAX)) {
    const sound = await dependencies.openSound(id);
    if (sound === undefined) continue;
    if (sound.bytes > left) {
      await sound.close();
      continue;
    }
    left -= sound.bytes;
    const file = new ZipPassThrough(`sound/${id}.wav`);
    file.mtime = about.madeAt;
    zip.add(file);
    for await (const piece of sound.read(0, sound.bytes)) {
      file.push(piece as Uint8Array);
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

function hasSound(name: PersonalClass): boolean {
  return name === "recordings" || name === "messages";
}

/** Conference audio contains the voices of all participants: the copy lists it, but does not include it. */
function isOwnTalk(row: FoundRow): boolean {
  return row["isConference"] !== true;
}

function jsonOf(rows: readonly FoundRow[]): string {
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** All columns of the rows, in their order; a text that could be read as a formula is escaped (RFC 4180 otherwise). */
function csvOf(rows: readonly FoundRow[]): string {
  const columns = Object.keys(rows[0] ?? { at: "" });
  const cellOf = (value: unknown): string => {
    if (value === null || value === undefined) return "";
    if (value instanceof Date) return value.toISOString();
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return stringify([columns, ...lines], { bom: true, escape_formulas: true });
}
