import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from "fflate";

/** One file of an archive. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Maximum number of files in an archive. */
const FILES_MAX = 500;
/** The earliest instant of the ZIP format, in the time zone of the machine, as the writer expects it. */
const MTIME = new Date(1980, 0, 1);

/** Packs files as ZIP; equal files give equal bytes. */
export function packArchive(files: readonly ArchiveFile[]): Uint8Array {
  if (files.length > FILES_MAX) throw new RangeError(`an archive holds at most ${FILES_MAX} files`);
  const entries: Zippable = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return zipSync(entries, { mtime: MTIME, level: 6 });
}

/** Repacks an office file with `createdAtMs` as its only time: its writer inserts the current time. */
export function withOneTime(bytes: Uint8Array, createdAtMs: number): Uint8Array {
  const time = new Date(createdAtMs).toISOString().replace(/\.\d+/u, "");
  const files = Object.entries(unzipSync(bytes)).map(([name, content]) => {
    if (name !== "docProps/core.xml") return { name, bytes: content };
    const written = strFromU8(content).replaceAll(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu,
      (_whole, opening: string) => `${opening}${time}`,
    );
    return { name, bytes: strToU8(written) };
  });
  return packArchive(files);
}
