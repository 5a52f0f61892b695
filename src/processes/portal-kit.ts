import path from "node:path";
import type { Settings } from "../platform/config/index.ts";
import { databaseAccess, openDatabase, openNews } from "../platform/database/index.ts";
import { openFolderStore } from "../platform/files/index.ts";
import { openLiveStreams } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { type Log, openMetrics } from "../platform/telemetry/index.ts";
import { openTexts } from "../platform/texts/index.ts";
import { realWorld } from "../platform/world/index.ts";

/**
 * Eight effects of the outbox, its relay and the sweeps hold a connection each for as long as they write; the rest is for people.
 * With those of the switch (4), the news of both (2) and what backups and maintenance open (at most 6), the database's 100 bear it.
 */
const CONNECTIONS_MAX = 20;

/** The kit of a process and how to close it: listeners first, then the pool. */
export interface OpenKit {
  readonly kit: Kit;
  /** Tells the kit at which port it listens. */
  listening(port: number): void;
  close(): Promise<void>;
}

/** Opens what the portal's rooms share. */
export async function openKit(settings: Settings, log: Log): Promise<OpenKit> {
  const access = await databaseAccess(settings);
  const database = openDatabase({ access, role: "app", max: CONNECTIONS_MAX, log });
  const news = openNews({ access, pool: database.pool, log });
  const metrics = openMetrics();
  const live = openLiveStreams(metrics);
  let port = settings.httpPort;
  const scheme = settings.tls === undefined ? "http" : "https";
  const kit: Kit = {
    ...realWorld(),
    settings,
    database,
    db: database.db,
    news,
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
      await news.close();
      await database.close();
    },
  };
}

function hostOf(bind: string): string {
  return bind.includes(":") ? `[${bind}]` : bind;
}
