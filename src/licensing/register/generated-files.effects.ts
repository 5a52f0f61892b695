import { createHash } from "node:crypto";

/** A downloadable file. */
export interface GeneratedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** Packs files into an archive off the event loop. */
export interface Packer {
  pack(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<Uint8Array>;
}

/** The name of the checksum list, in the format of `sha256sum --check`. */
export const SUMS_NAME = "SHA256SUMS.txt";

/** Files of editions, generated on demand. */
export interface GeneratedFiles<Edition> {
  /** Oldest first. */
  readonly editions: readonly Edition[];
  /** All files of an edition by name, with the archive and the checksums. */
  filesOf(edition: Edition): Promise<ReadonlyMap<string, GeneratedFile>>;
  find(version: string, name: string): Promise<GeneratedFile | undefined>;
}

/** Generates the files of an edition on the first request and caches them; a failure is retried. */
export function openGeneratedFiles<Edition extends { readonly version: string }>(made: {
  readonly editions: readonly Edition[];
  readonly archiveName: string;
  readonly packer: Packer;
  readonly make: (edition: Edition) => readonly Promise<GeneratedFile>[];
}): GeneratedFiles<Edition> {
  const { editions, archiveName, packer, make } = made;
  const kept = new Map<string, Promise<ReadonlyMap<string, GeneratedFile>>>();
  const makeAll = async (edition: Edition): Promise<ReadonlyMap<string, GeneratedFile>> => {
    const files = await Promise.all(make(edition));
    const sums = generatedFile(
      SUMS_NAME,
      Buffer.from(files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("")),
    );
    const packed = await packer.pack([...files, sums].map(({ name, bytes }) => ({ name, bytes })));
    return new Map([...files, sums, generatedFile(archiveName, packed)].map((file) => [file.name, file]));
  };
  const filesOf = (edition: Edition): Promise<ReadonlyMap<string, GeneratedFile>> => {
    const known = kept.get(edition.version);
    if (known !== undefined) return known;
    const making = makeAll(edition);
    kept.set(edition.version, making);
    making.catch(() => kept.delete(edition.version));
    return making;
  };
  return {
    editions,
    filesOf,
    find: async (version, name) => {
      const edition = editions.find((one) => one.version === version);
      return edition === undefined ? undefined : (await filesOf(edition)).get(name);
    },
  };
}

/** A file with its checksum. */
export function generatedFile(name: string, bytes: Uint8Array): GeneratedFile {
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
