import { rm } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";
import { socketFolder } from "../../platform/database/index.ts";

/** Ensures that one supervisor at a time uses a data folder, by a Unix socket that closes with its process. */
export async function lockFolder(dataFolder: string): Promise<{ close(): Promise<void> } | undefined> {
  const file = path.join(await socketFolder(dataFolder), "supervisor");
  if (await isAnswered(file)) return undefined;
  await rm(file, { force: true });
  const server = createServer((socket) => socket.end());
  await listen(server, file);
  return {
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await rm(file, { force: true });
    },
  };
}

async function isAnswered(file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(file, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function listen(server: Server, file: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(file, resolve);
  });
  server.unref();
}
