/** The application context: resources that a process opens once and passes to the composition of each module. */
import type { Settings } from "../config/index.ts";
import type { ChangeFeed, Database, OpenDatabase } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import type { LiveStreams } from "../http/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import type { Texts } from "../texts/index.ts";
import type { RuntimeContext } from "../world/index.ts";

/** Resources with side effects that a module may need; the process opens and closes them. */
export interface Kit extends RuntimeContext {
  readonly settings: Settings;
  readonly database: OpenDatabase;
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly texts: Texts;
  readonly files: FileStore;
  readonly live: LiveStreams;
  /** The public address, without a trailing slash; known once the port is open. */
  publicUrl(): string;
}
