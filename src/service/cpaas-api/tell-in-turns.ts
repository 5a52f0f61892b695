import { type Database, type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type TellCallbacks, WEBHOOKS_CHANGED } from "../webhooks/index.ts";

/** What is told of is looked for again this often besides news. */
export const LOOK_MS = 1_000;
/** Calls or conferences of one look, and of one transaction. */
export const CALLS_MAX = 400;
const AT_ONCE = 50;
/** The news by which a switch says that events of calls are on disk. */
export const CALL_EVENTS = "call-events";

/** What telling applications stands on. */
export type TellCallsKit = Pick<Kit, "clock" | "ids" | "log" | "news" | "publicUrl"> & {
  readonly db: Database;
  readonly tellCallbacks: TellCallbacks<DatabaseTransaction>;
};

interface Some {
  readonly tenantId: string;
  readonly ids: readonly string[];
}

/** Orders what some subjects of one call centre have told, in its transaction; answers how much that was. */
type TellWithin = (kit: TellCallsKit, trx: DatabaseTransaction, some: Some) => Promise<number>;

/** Tells of what is due, call centre by call centre. */
export async function tellInTurns(
  kit: TellCallsKit,
  due: readonly { readonly tenantId: string; readonly id: string }[],
  tellWithin: TellWithin,
): Promise<void> {
  let ordered = 0;
  for (const [tenantId, subjects] of Map.groupBy(due, (one) => one.tenantId)) {
    for (let from = 0; from < subjects.length; from += AT_ONCE) {
      const ids = subjects.slice(from, from + AT_ONCE).map(({ id }) => id);
      ordered += await tellSome(kit, { tenantId, ids }, tellWithin);
    }
  }
  if (ordered > 0) kit.news.announce(WEBHOOKS_CHANGED);
}

/** One that cannot be told of holds up none beside it. */
async function tellSome(kit: TellCallsKit, some: Some, tellWithin: TellWithin): Promise<number> {
  const { tenantId, ids } = some;
  try {
    return await inTenant(kit.db, tenantId, (trx) => tellWithin(kit, trx, some));
  } catch (error) {
    kit.log.warn({ err: error, tenantId, subjects: ids.length }, "told-calls.not-told");
    if (ids.length === 1) return 0;
    let ordered = 0;
    for (const one of ids) ordered += await tellSome(kit, { tenantId, ids: [one] }, tellWithin);
    return ordered;
  }
}
