import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { type Database, type Following, follow, inTenant, type News } from "../../../platform/database/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import { LINES_CHANGED } from "../../tenancy/tenants/index.ts";
import { type Phone, phoneBook } from "../phones/index.ts";
import { type Trunk, trunkBook } from "../trunks/index.ts";
import type { LineBook, ServiceNumber } from "./dial-plan.ts";
import { loadNumbers } from "./number.store.ts";

/** Looks again this often besides news: a code that licensing turned off must not wait for it. */
const LOOK_MS = 2_000;

/** What the book is filled from. */
export interface LineBookOptions {
  readonly db: Database;
  readonly news: News;
  readonly log: Log;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly loadTrunks: (trx: DatabaseTransaction) => Promise<readonly Trunk[]>;
  readonly loadPhones: (trx: DatabaseTransaction) => Promise<readonly Phone[]>;
  readonly closedTenantIds: (db: Database) => Promise<readonly string[]>;
  readonly emergency: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  /** Told whenever the book was read again. */
  readonly onRead: (before: LineBook, after: LineBook) => void;
}

/** Keeps the book of lines, phones and numbers fresh; what cannot be read stays as it was. */
export async function openLineBook(
  options: LineBookOptions,
): Promise<{ readonly book: () => LineBook; refresh(): Promise<void>; close(): void }> {
  let book = await read(options);
  const refresh = async () => {
    const before = book;
    book = await read(options);
    options.onRead(before, book);
  };
  const following: Following = follow({
    look: refresh,
    everyMs: LOOK_MS,
    onFault: (error) => options.log.warn({ err: error }, "line-book.not-read"),
    wokenBy: { news: options.news, channel: LINES_CHANGED },
  });
  return { book: () => book, refresh, close: () => following.close() };
}

async function read(options: LineBookOptions): Promise<LineBook> {
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
    trunks: trunkBook(trunks),
    phones: phoneBook(phones),
    numbers: new Map(numbers.map((number) => [number.code, number])),
    closed,
    emergency: options.emergency,
    reserved: options.reserved,
  };
}
