import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { type ChangeFeed, type Database, type Following, follow, inTenant } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { buildPhoneDirectory, type Phone } from "../phones/index.ts";
import { buildTrunkDirectory, type Trunk } from "../trunks/index.ts";
import type { RoutingDirectory, ServiceNumber } from "./dial-plan.ts";
import { loadNumbers } from "./number.store.ts";

/** The interval of reloads beside change notifications: a code that Licensing turned off must not depend on a notification. */
const POLL_MS = 2_000;

/** Dependencies of the routing directory. */
export interface RoutingDirectoryOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly loadTrunks: (trx: DatabaseTransaction) => Promise<readonly Trunk[]>;
  readonly loadPhones: (trx: DatabaseTransaction) => Promise<readonly Phone[]>;
  readonly closedTenantIds: (db: Database) => Promise<readonly string[]>;
  readonly emergency: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  /** Called after each reload. */
  readonly onRead: (before: RoutingDirectory, after: RoutingDirectory) => void;
}

/** Keeps the directory of trunks, phones and numbers up to date; data that cannot be read do not change. */
export async function openRoutingDirectory(
  options: RoutingDirectoryOptions,
): Promise<{ readonly book: () => RoutingDirectory; refresh(): Promise<void>; close(): void }> {
  let directory = await read(options);
  const refresh = async () => {
    const before = directory;
    directory = await read(options);
    options.onRead(before, directory);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: POLL_MS,
    onFault: (error) => options.log.warn({ err: error }, "line-book.not-read"),
    wokenBy: { changeFeed: options.changeFeed, channel: LINES_CHANGED },
  });
  return { book: () => directory, refresh, close: () => following.close() };
}

async function read(options: RoutingDirectoryOptions): Promise<RoutingDirectory> {
  const trunks: Trunk[] = [];
  const phones: Phone[] = [];
  const numbers: ServiceNumber[] = [];
  const closed = new Set(await options.closedTenantIds(options.db));
  for (const tenantId of await options.tenantIds(options.db)) {
    await inTenant(options.db, tenantId, async (trx) => {
      trunks.push(...(await options.loadTrunks(trx)));
      phones.push(...(await options.loadPhones(trx)));
      numbers.push(...(await loadNumbers(trx)));
    });
  }
  return {
    trunks: buildTrunkDirectory(trunks),
    phones: buildPhoneDirectory(phones),
    numbers: new Map(numbers.map((number) => [number.code, number])),
    closed,
    emergency: options.emergency,
    reserved: options.reserved,
  };
}
