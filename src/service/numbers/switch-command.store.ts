import { sql } from "kysely";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { TEST_CALL_MS_MAX, type TestCallRefusal } from "./test-call.ts";

/** Commands taken in one look at the most. */
const TAKEN_MAX = 20;

/** What became of a command: `waiting` for the switch, `done` with the call it made, `refused` and why. */
export interface SwitchCommand {
  readonly id: string;
  readonly state: "waiting" | "done" | "refused";
  /** The call that was made; null unless `done`. */
  readonly callId: string | null;
  /** Why there was none; null unless `refused`. */
  readonly refusal: TestCallRefusal | null;
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
}

/** A test call as it is ordered. */
export interface TestCallOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly code: string;
  /** The same key again is the same order. */
  readonly idempotencyKey: string;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/**
 * Orders a test call: the switch rings the phones of the number within a second; announcing `switch-commands` after the
 * commit makes it sooner. The transaction names the tenant, whose numbers alone are found. One test of a number waits at
 * a time; an order told twice is one.
 */
export async function orderTestCall(
  trx: DatabaseTransaction,
  order: TestCallOrder,
): Promise<Result<SwitchCommand, "test-call-number-unknown" | "test-call-waiting">> {
  const { id, tenantId, code, idempotencyKey, requestedBy, at } = order;
  await refuseLate(trx, at);
  const number = await trx.selectFrom("serviceNumber").select("code").where("code", "=", code).executeTakeFirst();
  if (number === undefined) return refuse("test-call-number-unknown");
  const payload = JSON.stringify({ code });
  await trx
    .insertInto("switchCommand")
    .values({ id, tenantId, kind: "test-call", payload, idempotencyKey, requestedBy, requestedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await rows(trx).where("idempotencyKey", "=", idempotencyKey).executeTakeFirst();
  return row === undefined ? refuse("test-call-waiting") : ok(commandOf(row));
}

/** A command of the transaction's tenant, as it stands; undefined when there is none. */
export async function findSwitchCommand(trx: DatabaseTransaction, id: string): Promise<SwitchCommand | undefined> {
  const row = await rows(trx).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : commandOf(row);
}

function rows(trx: DatabaseTransaction) {
  return trx.selectFrom("switchCommand").select(["id", "state", "outcome", "requestedAt", "doneAt"]);
}

function commandOf(row: Awaited<ReturnType<ReturnType<typeof rows>["executeTakeFirstOrThrow"]>>): SwitchCommand {
  const { outcome, state, ...rest } = row;
  const said = (outcome ?? {}) as { readonly callId?: string; readonly refusal?: TestCallRefusal };
  const callId = said.callId ?? null;
  return { ...rest, state: state as SwitchCommand["state"], callId, refusal: said.refusal ?? null };
}

/** What nobody took in time, as while the switch is off, makes room for the next. */
async function refuseLate(trx: DatabaseTransaction, at: Date): Promise<void> {
  const outcome: { readonly refusal: TestCallRefusal } = { refusal: "test-call-late" };
  await trx
    .updateTable("switchCommand")
    .set({ state: "refused", outcome: JSON.stringify(outcome), doneAt: at })
    .where("state", "=", "waiting")
    .where("requestedAt", "<", new Date(at.getTime() - TEST_CALL_MS_MAX))
    .execute();
}

/** A test call that waits for the switch. */
export interface WaitingTestCall {
  readonly id: string;
  readonly tenantId: string;
  readonly code: string;
  readonly requestedAt: Date;
}

/** Commands of the transaction's tenant that wait, oldest first, locked until it ends; two switches never get the same. */
export async function takeWaitingCommands(trx: DatabaseTransaction): Promise<readonly WaitingTestCall[]> {
  return trx
    .selectFrom("switchCommand")
    .select(["id", "tenantId", "requestedAt", sql<string>`payload ->> 'code'`.as("code")])
    .where("state", "=", "waiting")
    .orderBy("requestedAt")
    .limit(TAKEN_MAX)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Says what became of a command. */
export async function settleCommand(
  trx: DatabaseTransaction,
  settled: {
    readonly id: string;
    readonly outcome: { readonly callId: string } | { readonly refusal: TestCallRefusal };
    readonly at: Date;
  },
): Promise<void> {
  const { id, outcome, at } = settled;
  await trx
    .updateTable("switchCommand")
    .set({ state: "callId" in outcome ? "done" : "refused", outcome: JSON.stringify(outcome), doneAt: at })
    .where("id", "=", id)
    .execute();
}
