import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CodeState } from "./access-code.ts";
import { type ChangeNote, changeCodes, statesOf } from "./code-change.store.ts";
import { ORDER_CHANGES, type OrderKind, type OrderState } from "./code-order.ts";

/** A stored order. */
export interface OrderRow {
  readonly id: string;
  readonly kind: OrderKind;
  readonly state: OrderState;
  readonly selection: string;
  readonly reason: string;
  readonly legalNote: string | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  readonly version: number;
}

/** Adds an order with its codes, none of them taken yet. */
export async function insertOrder(
  trx: DatabaseTransaction,
  order: Omit<OrderRow, "endedAt" | "endedReason" | "version"> & {
    readonly createdBy: string;
    readonly codes: readonly string[];
  },
): Promise<void> {
  const { codes, ...row } = order;
  await trx.insertInto("codeOrder").values(row).execute();
  await trx
    .insertInto("codeOrderItem")
    .values(codes.map((code) => ({ orderId: order.id, code, outcome: "planned" })))
    .execute();
}

/** The result of beginning an order. */
export interface OrderBegun {
  readonly taken: readonly string[];
  readonly stayed: readonly { readonly code: string; readonly state: CodeState }[];
}

/**
 * Takes the planned codes of an order that are in a permitted state, by one conditional statement; every other code is
 * unchanged and recorded with its state.
 */
export async function beginOrder(
  trx: DatabaseTransaction,
  begin: { readonly order: Pick<OrderRow, "id" | "kind" | "reason">; readonly now: Date; readonly by: ChangeNote },
): Promise<OrderBegun> {
  const { order, now } = begin;
  const codes = await codesOf(trx, { orderId: order.id, outcome: "planned" });
  const refs = { orderId: order.id };
  const change = ORDER_CHANGES[order.kind].take;
  const taken = await changeCodes(trx, {
    ...begin.by,
    refs,
    note: order.reason,
    change,
    codes,
    now,
    reason: order.reason,
  });
  await passOn(trx, { orderId: order.id, codes: taken });
  await setOutcome(trx, { orderId: order.id, codes: taken, outcome: "taken" });
  const found = await statesOf(
    trx,
    codes.filter((code) => !taken.includes(code)),
  );
  for (const [code, state] of found) {
    await setOutcome(trx, { orderId: order.id, codes: [code], outcome: "stayed", stateFound: state });
  }
  await trx
    .updateTable("codeOrder")
    .set((eb) => ({ state: "in-force", beganAt: now, version: eb("version", "+", 1) }))
    .where("id", "=", order.id)
    .execute();
  return { taken, stayed: [...found].map(([code, state]) => ({ code, state })) };
}

/** A code that is blocked while reserved belongs to the later order only. */
async function passOn(
  trx: DatabaseTransaction,
  taken: { readonly orderId: string; readonly codes: readonly string[] },
): Promise<void> {
  if (taken.codes.length === 0) return;
  await trx
    .updateTable("codeOrderItem")
    .set({ outcome: "passed-on" })
    .where("code", "in", taken.codes)
    .where("orderId", "!=", taken.orderId)
    .where("outcome", "=", "taken")
    .execute();
}

async function setOutcome(
  trx: DatabaseTransaction,
  set: {
    readonly orderId: string;
    readonly codes: readonly string[];
    readonly outcome: "taken" | "stayed" | "freed";
    readonly stateFound?: CodeState;
  },
): Promise<void> {
  if (set.codes.length === 0) return;
  await trx
    .updateTable("codeOrderItem")
    .set({ outcome: set.outcome, ...(set.stateFound === undefined ? {} : { stateFound: set.stateFound }) })
    .where("orderId", "=", set.orderId)
    .where("code", "in", set.codes)
    .execute();
}

async function codesOf(
  trx: DatabaseTransaction,
  asked: { readonly orderId: string; readonly outcome: "planned" | "taken" },
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("codeOrderItem")
    .select("code")
    .where("orderId", "=", asked.orderId)
    .where("outcome", "=", asked.outcome)
    .orderBy("code")
    .execute();
  return rows.map((row) => row.code);
}

/** Ends an order: every code that it still keeps becomes idle. Returns those codes. */
export async function endOrder(
  trx: DatabaseTransaction,
  ending: {
    readonly order: Pick<OrderRow, "id" | "kind">;
    readonly state: "ended" | "undone";
    readonly now: Date;
    readonly by: ChangeNote;
  },
): Promise<readonly string[]> {
  const { order, state, now, by } = ending;
  const codes = await codesOf(trx, { orderId: order.id, outcome: "taken" });
  const change = ORDER_CHANGES[order.kind].free;
  const freed = await changeCodes(trx, { ...by, change, codes, now, refs: { orderId: order.id } });
  await setOutcome(trx, { orderId: order.id, codes, outcome: "freed" });
  await trx
    .updateTable("codeOrder")
    .set((eb) => ({
      state,
      endedAt: now,
      endedBy: by.by,
      endedReason: by.note ?? null,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", order.id)
    .execute();
  return freed;
}

/** Reads one order; with `lock` it stays locked until the transaction ends. */
export async function findOrder(
  db: Database | DatabaseTransaction,
  id: string,
  options: { readonly lock: boolean } = { lock: false },
): Promise<OrderRow | undefined> {
  let query = db.selectFrom("codeOrder").selectAll().where("id", "=", id);
  if (options.lock) query = query.forUpdate();
  return (await query.executeTakeFirst()) as OrderRow | undefined;
}

/** The codes of an order with the result for each. */
export async function listOrderItems(db: Database, orderId: string) {
  return db
    .selectFrom("codeOrderItem as i")
    .innerJoin("accessCode as c", "c.code", "i.code")
    .leftJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .select(["i.code", "i.outcome", "i.stateFound", "c.state", "o.name as holder"])
    .where("i.orderId", "=", orderId)
    .orderBy("i.code")
    .execute();
}

/** Orders, newest first, with the number of codes that each took and left. */
export async function searchOrders(
  db: Database,
  query: { readonly state: OrderState | undefined; readonly limit: number; readonly offset: number },
) {
  let base = db.selectFrom("codeOrder as o");
  if (query.state !== undefined) base = base.where("o.state", "=", query.state);
  const counted = (...outcomes: readonly string[]) =>
    sql<number>`(select count(*)::int from code_order_item i where i.order_id = o.id
      and i.outcome in (${sql.join(outcomes)}))`;
  const items = await base
    .innerJoin("person as p", "p.id", "o.createdBy")
    .selectAll("o")
    .select(["p.name as createdByName", counted("taken").as("keeps"), counted("stayed").as("stayed")])
    .select(counted("planned", "taken", "stayed", "freed", "passed-on").as("named"))
    .orderBy("o.createdAt", "desc")
    .orderBy("o.id", "desc")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}

/** The present states of selected codes, with their holders. */
export async function listCodeStates(db: Database | DatabaseTransaction, codes: readonly string[]) {
  return db
    .selectFrom("accessCode as c")
    .leftJoin("organisation as o", "o.id", "c.holderOrganisationId")
    .select(["c.code", "c.state", "o.name as holder"])
    .where("c.code", "in", codes)
    .orderBy("c.code")
    .execute();
}

/** Due orders: planned ones to begin, ones in force to end. The rows stay locked. */
export async function dueOrders(
  trx: Database | DatabaseTransaction,
  due: { readonly today: string; readonly limit: number },
): Promise<readonly OrderRow[]> {
  const rows = await trx
    .selectFrom("codeOrder")
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb("state", "=", "planned"), eb("startsOn", "<=", due.today)]),
        eb.and([eb("state", "in", ["planned", "in-force"]), eb("endsOn", "<", due.today)]),
      ]),
    )
    .orderBy("createdAt")
    .limit(due.limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows as unknown as readonly OrderRow[];
}
