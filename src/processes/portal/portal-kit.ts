import path from "node:path";
import type { Settings } from "../../platform/config/index.ts";
import { databaseAccess, openChangeFeed, openDatabase } from "../../platform/database/index.ts";
import { openFolderStore } from "../../platform/files/index.ts";
import { openLiveStreams } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type Log, openMetrics } from "../../platform/telemetry/index.ts";
import { openTexts } from "../../platform/texts/index.ts";
import { createRuntimeContext } from "../../platform/world/index.ts";

/**
 * More backends slow each other down on two cores (measured on claims of access codes). Eight effects of the outbox use
 * one each while they write, and none of them uses a second one inside a transaction.
 */
const CONNECTIONS_MAX = 12;

/** The context of a process and its shutdown: listeners first, then the pool. */
export interface OpenKit {
  readonly kit: Kit;
  /** Sets the port on which the process listens. */
  listening(port: number): void;
  close(): Promise<void>;
}

/** Opens the resources shared by the portal's modules. */
export async function openKit(settings: Settings, log: Log): Promise<OpenKit> {
  const access = await databaseAccess(settings);
  const database = openDatabase({ access, role: "app", max: CONNECTIONS_MAX, log });
  const changeFeed = openChangeFeed({ access, pool: database.pool, log });
  const metrics = openMetrics();
  const live = openLiveStreams(metrics);
  let port = settings.httpPort;
  const scheme = settings.tls === undefined ? "http" : "https";
  const kit: Kit = {
    ...createRuntimeContext(),
    settings,
    database,
    db: database.db,
    changeFeed,
    log,
    metrics,
    texts: openTexts(),
    files: openFolderStore(path.join(path.resolve(settings.dataFolder), "files")),
    live,
    publicUrl: () => settings.publicUrl ?? `${scheme}://${hostOf(settings.bind)}:${port}`,
  };
  return {
    kit,
    listening: (listeningPort) => {
      port = listeningPort;
    },
    close: async () => {
      await changeFeed.close();
      await database.close();
    },
  };
}

function hostOf(bind: string): string {
  return bind.includes(":") ? `[${bind}]` : bind;
}
