import { type ChangeFeed, type Database, type Following, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { Script, ScriptResolver } from "../../telephony/calls/index.ts";
import { LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { applicationScript } from "./application-script.ts";
import { type ApplicationHook, loadHooks, type NumberHook } from "./number-hook.store.ts";
import { sidOf } from "./sid.ts";

/** Polling interval besides the change feed. */
const REFRESH_MS = 2_000;

/** Dependencies of the directory. */
export interface HookDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
}

/** The applications that control the calls of codes. */
export interface HookDirectory {
  readonly scriptOf: ScriptResolver;
  /** The script of a call from a client of an application; null where there is no such application, or it has no voice settings. */
  clientScriptOf(client: {
    readonly tenantId: string;
    readonly applicationId: string;
    readonly parameters: Readonly<Record<string, string>>;
  }): Script | null;
  refresh(): Promise<void>;
  close(): void;
}

/** Keeps the directory of numbers with applications up to date; entries that cannot be read stay unchanged. */
export async function openHookDirectory(options: HookDirectoryOptions): Promise<HookDirectory> {
  let book = await read(options);
  const refresh = async (): Promise<void> => {
    book = await read(options);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: REFRESH_MS,
    onFault: (error) => options.log.warn({ err: error }, "hook-book.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: LINES_CHANGED },
  });
  return {
    scriptOf: (code) => {
      const found = book.byCode.get(code);
      if (found === undefined) return null;
      const { voice, fallback, fallbackQueueId } = found;
      return applicationScript({
        instructions: { from: "hook", voice, fallback },
        fallbackQueueId,
        ...endCallbackOf(found),
      });
    },
    clientScriptOf: ({ tenantId, applicationId, parameters }) => {
      const found = book.applications.get(applicationId);
      if (found?.tenantId !== tenantId) return null;
      const { voice, fallback } = found;
      // A client dials no number: the wanted party is among its parameters, or absent.
      const fields = { To: "", Called: "", ...parameters, ApplicationSid: sidOf("application", applicationId) };
      const instructions = { from: "hook", voice, fallback } as const;
      return applicationScript({ instructions, fallbackQueueId: null, fields, ...endCallbackOf(found) });
    },
    refresh,
    close: () => following.close(),
  };
}

/** The callback for the end of a call. */
function endCallbackOf({ status }: Pick<NumberHook, "status">) {
  return status === null ? {} : { told: { status: { ...status, events: ["completed"] } } };
}

interface HookIndex {
  readonly byCode: ReadonlyMap<string, NumberHook>;
  readonly applications: ReadonlyMap<string, ApplicationHook & { readonly tenantId: string }>;
}

async function read({ db, tenantIds }: HookDirectoryOptions): Promise<HookIndex> {
  const byCode = new Map<string, NumberHook>();
  const applications = new Map<string, ApplicationHook & { readonly tenantId: string }>();
  for (const tenantId of await tenantIds(db)) {
    const found = await inTenant(db, tenantId, loadHooks);
    for (const hook of found.numbers) byCode.set(hook.code, hook);
    for (const hook of found.applications) applications.set(hook.id, { ...hook, tenantId });
  }
  return { byCode, applications };
}
