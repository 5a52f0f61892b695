import { type Database, type Following, follow, inTenant, type News } from "../../platform/database/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { ScriptBook } from "../calls/index.ts";
import { LINES_CHANGED } from "../tenants/index.ts";
import { applicationScript } from "./application-script.ts";
import { loadNumberHooks, type NumberHook } from "./number-hook.store.ts";

/** Looks again this often besides news. */
const LOOK_MS = 2_000;

/** What the book is filled from. */
export interface HookBookOptions {
  readonly db: Database;
  readonly news: News;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** Which application leads the calls of a code. */
export interface HookBook {
  readonly scriptOf: ScriptBook;
  refresh(): Promise<void>;
  close(): void;
}

/** Keeps the book of numbers that applications lead fresh; what cannot be read stays as it was. */
export async function openHookBook(options: HookBookOptions): Promise<HookBook> {
  let byCode = await read(options);
  const refresh = async (): Promise<void> => {
    byCode = await read(options);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: LOOK_MS,
    onFault: (error) => options.log.warn({ err: error }, "hook-book.not-read"),
    wokenBy: { news: options.news, channel: LINES_CHANGED },
  });
  return {
    scriptOf: (code) => {
      const found = byCode.get(code);
      if (found === undefined) return null;
      const { voice, fallback, fallbackQueueId, status } = found;
      const told = status === null ? {} : { told: { status: { ...status, events: ["completed"] } } };
      return applicationScript({ instructions: { from: "hook", voice, fallback }, fallbackQueueId, ...told });
    },
    refresh,
    close: () => following.close(),
  };
}

async function read({ db, tenantIds }: HookBookOptions): Promise<ReadonlyMap<string, NumberHook>> {
  const byCode = new Map<string, NumberHook>();
  for (const tenantId of await tenantIds(db)) {
    for (const hook of await inTenant(db, tenantId, loadNumberHooks)) byCode.set(hook.code, hook);
  }
  return byCode;
}
