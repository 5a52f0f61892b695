import {
  type ChangeFeed,
  type Database,
  type DatabaseTransaction,
  type Following,
  follow,
  inTenant,
} from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { loadUploads } from "./prompt.store.ts";
import { promptIn } from "./spoken.shared.ts";

/** The interval of reloads beside change notifications. */
const POLL_MS = 2_000;

/** The prompts of call centres that replace or complement the shipped ones. */
export interface PromptDirectory {
  /** The digest of a call centre's own prompt by its name, as `id.welcome`; undefined without one. */
  uploadOf(tenantId: string, prompt: string): string | undefined;
  refresh(): Promise<void>;
  close(): void;
}

/** Dependencies of the prompt directory. */
export interface PromptDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** Keeps the directory up to date; data that cannot be read do not change. */
export async function openPromptDirectory(options: PromptDirectoryOptions): Promise<PromptDirectory> {
  let byName = await read(options);
  const refresh = async (): Promise<void> => {
    byName = await read(options);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "prompt-book.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: LINES_CHANGED },
  });
  return {
    uploadOf: (tenantId, prompt) => byName.get(keyOf(tenantId, prompt)),
    refresh,
    close: () => following.close(),
  };
}

function keyOf(tenantId: string, prompt: string): string {
  return `${tenantId} ${prompt}`;
}

async function read({ db, tenantIds }: PromptDirectoryOptions): Promise<ReadonlyMap<string, string>> {
  const byName = new Map<string, string>();
  for (const tenantId of await tenantIds(db)) {
    const own = await inTenant(db, tenantId, (trx: DatabaseTransaction) => loadUploads(trx));
    for (const { name, language, sha256 } of own) byName.set(keyOf(tenantId, promptIn(language, name)), sha256);
  }
  return byName;
}
