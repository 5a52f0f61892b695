import { randomBytes } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { CHUNK_BYTES, copyFile } from "./copy-tree.ts";
import { decrypting, encrypting } from "./encrypt.ts";

const KEY = randomBytes(32);
const SEAL_BYTES = 28;

/** A file of random bytes of the given size, and its encrypted copy under the name `files/a`. */
async function encrypted(bytes: number) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-encrypt-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [from, to, back] = ["plain", "sealed", "back"].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  const content = randomBytes(bytes);
  await writeFile(from, content);
  await copyFile(from, to, encrypting(KEY, "files/a"));
  return { content, to, open: (key = KEY, name = "files/a") => copyFile(to, back, decrypting(key, name)), back };
}

describe("a file that is encrypted in chunks", () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])(
    "of %i bytes comes back",
    async (bytes) => {
      const { content, back, open } = await encrypted(bytes);
      await open();
      expect((await readFile(back)).equals(content)).toBe(true);
    },
  );

  it("opens with its key and its name only", async () => {
    await expect((await encrypted(10)).open(randomBytes(32))).rejects.toThrow();
    await expect((await encrypted(10)).open(KEY, "files/b")).rejects.toThrow();
  });

  it("does not open when its end is cut off at a chunk, or when something follows", async () => {
    const cut = await encrypted(2 * CHUNK_BYTES);
    expect((await stat(cut.to)).size).toBe(2 * CHUNK_BYTES + 3 * SEAL_BYTES);
    await truncate(cut.to, 2 * (CHUNK_BYTES + SEAL_BYTES));
    await expect(cut.open()).rejects.toThrow();
    const longer = await encrypted(10);
    await appendFile(longer.to, "x");
    await expect(longer.open()).rejects.toThrow();
  });
});
