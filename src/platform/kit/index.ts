/** The kit: what a process opens once and hands to the working doors of the rooms. */
import type { Settings } from "../config/index.ts";
import type { ChangeFeed, Database, OpenDatabase } from "../database/index.ts";
import type { FileStore } from "../files/index.ts";
import type { LiveStreams } from "../http/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import type { Texts } from "../texts/index.ts";
import type { RuntimeContext } from "../world/index.ts";

/** Everything impure a room may need; opened and closed by the process. */
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
  /** The address the public uses, without a slash at its end; known once the port is open. */
  publicUrl(): string;
}
