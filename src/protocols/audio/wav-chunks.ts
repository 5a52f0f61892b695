const CHUNKS_MAX = 100;

/** A chunk of a RIFF file: offset and length of its bytes. */
export interface Chunk {
  readonly start: number;
  readonly length: number;
}

/** Finds a chunk. Chunks are padded to an even length; a chunk that claims more bytes than the file has (a truncated file) ends with the file. */
export function chunkOf(view: DataView, bytes: Uint8Array, name: string): Chunk | null {
  let at = 12;
  for (let seen = 0; seen < CHUNKS_MAX && at + 8 <= bytes.length; seen += 1) {
    const length = view.getUint32(at + 4, true);
    const start = at + 8;
    if (wordAt(bytes, at) === name) return { start, length: Math.min(length, bytes.length - start) };
    at = start + length + (length % 2);
  }
  return null;
}

/** A four-character code of a file as text. */
export function wordAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Writes characters into a file. */
export function writeWord(bytes: Uint8Array, at: number, word: string): void {
  for (let nth = 0; nth < word.length; nth += 1) bytes[at + nth] = word.charCodeAt(nth);
}
