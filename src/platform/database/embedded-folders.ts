import { createHash } from "node:crypto";
import { lstat, mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** The kernel refuses longer Unix socket paths (sun_path holds 108 bytes). */
const SOCKET_PATH_MAX = 100;

/** The cluster's own folder inside the data folder. */
export function clusterFolder(dataFolder: string): string {
  return path.join(path.resolve(dataFolder), "postgres");
}

/** A private folder for Unix sockets: inside the data folder, or a short one under the temporary folder when that is too deep. */
export async function socketFolder(dataFolder: string): Promise<string> {
  const inside = path.join(path.resolve(dataFolder), "run");
  const folder =
    `${inside}/.s.PGSQL.5432`.length <= SOCKET_PATH_MAX
      ? inside
      : path.join(os.tmpdir(), `sambung-${createHash("sha256").update(inside).digest("hex").slice(0, 16)}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (folder !== inside) await refuseForeign(folder);
  return folder;
}

/** Every user can write to the temporary folder: a folder created there by another user could hold a fake server that receives our password. */
async function refuseForeign(folder: string): Promise<void> {
  const found = await lstat(folder);
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0;
  if (!isOurs) throw new Error(`${folder} belongs to somebody else; remove it, or choose a shorter SAMBUNG_DATA`);
}
