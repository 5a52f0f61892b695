import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type DatabaseAccess, migrate, startEmbeddedServer } from "../src/platform/database/index.ts";
import { openLog } from "../src/platform/telemetry/index.ts";

/** A log for tests: silent unless SAMBUNG_TEST_LOG names a level. */
export const testLog = openLog({ process: "test", level: process.env["SAMBUNG_TEST_LOG"] ?? "silent" });

/** A throw-away server with a migrated database; `close` removes every trace. */
export interface TestServer {
  readonly access: DatabaseAccess;
  readonly dataFolder: string;
  /** Stops the server: nobody answers until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a throw-away PostgreSQL (fsync off) in a temporary folder and migrates it. */
export async function startTestServer(): Promise<TestServer> {
  const dataFolder = await mkdtemp(path.join(os.tmpdir(), "sambung-test-"));
  const begin = () => startEmbeddedServer({ dataFolder, log: testLog, durable: false });
  let server = await begin();
  await migrate(server.access);
  return {
    access: server.access,
    dataFolder,
    stop: () => server.stop(),
    start: async () => {
      server = await begin();
    },
    close: async () => {
      await server.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
