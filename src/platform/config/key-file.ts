import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const KEY_BYTES = 32;

/** A key of 32 bytes beside the database: a file of mode 0600, made on first use, never replaced. */
export async function keyFromFile(dataFolder: string, name: string): Promise<Buffer> {
  const file = path.join(path.resolve(dataFolder), "keys", `${name}.key`);
  const known = await readFile(file).catch(() => undefined);
  if (known !== undefined) return known;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(KEY_BYTES), { mode: 0o600 });
  await link(draft, file).catch(() => undefined);
  await rm(draft, { force: true });
  return readFile(file);
}
