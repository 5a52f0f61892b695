import { chmod, mkdir, unlink } from "node:fs/promises";
import type { Server } from "node:net";
import path from "node:path";

/** Listens on a Unix socket. Removes the file that a dead process left; only this user may connect. */
export async function listenForLines(server: Server, socketPath: string): Promise<void> {
  await mkdir(path.dirname(socketPath), { recursive: true, mode: 0o700 });
  await unlink(socketPath).catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(socketPath, resolve);
  });
  await chmod(socketPath, 0o600);
}
