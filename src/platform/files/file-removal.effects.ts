import { rm } from "node:fs/promises";
import path from "node:path";

const ADDRESS = /^[0-9a-f]{64}$/;

/** Removes bytes from a folder store; the caller guarantees that no row names them. Absent bytes count as removed. */
export function folderRemoval(folder: string): (sha256: string) => Promise<void> {
  return async (sha256) => {
    if (!ADDRESS.test(sha256)) throw new Error("not a file address");
    await rm(path.join(folder, sha256.slice(0, 2), sha256), { force: true });
  };
}
