import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallActCommand, CallActRefusal } from "./call-act.ts";
import type { ConferenceActRefusal } from "./conference-act.ts";
import type { TakeBackRefusal } from "./end-call.ts";
import type { RecordRefusal } from "./record-call.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import { TEST_CALL_MS_MAX, type TestCallRefusal } from "./test-call.ts";

/** Commands taken in one look at the most. */
const TAKEN_MAX = 20;

/** Why a command was refused. */
export type CommandRefusal =
  | (TestCallRefusal | TakeBackRefusal | CallActRefusal)
  | (RedirectRefusal | RecordRefusal | ConferenceActRefusal);

/** What became of a command: `waiting` for the switch, `done` with the call it made or ended, `refused` and why. */
export interface SwitchCommand {
  readonly id: string;
  readonly state: "waiting" | "done" | "refused";
  /** The call that was made or ended; null unless `done`. */
  readonly callId: string | null;
  /** Why nothing was done; null unless `refused`. */
  readonly refusal: CommandRefusal | null;
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

/** The end of a call as it is ordered. */
export interface EndCallOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly callId: string;
  /** Whether it ends only as long as nobody has answered, which the switch judges. */
  readonly unlessAnswered?: boolean;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/**
 * Orders the end of a call of the transaction's tenant that goes on; the switch whose call it is takes the order within a
 * second. However often it is ordered, one order waits; its id is answered. Where anybody has ordered the end whatever happens, it is that.
 */
export async function orderEndCall(
  trx: DatabaseTransaction,
  order: EndCallOrder,
): Promise<Result<{ readonly id: string }, "call-not-open">> {
  const { id, tenantId, callId, unlessAnswered = false, requestedBy, at } = order;
  await refuseLate(trx, at);
  const open = await trx.selectFrom("openCall").select("callId").where("callId", "=", callId).executeTakeFirst();
  if (open === undefined) return refuse("call-not-open");
  const payload = JSON.stringify({ callId, ...(unlessAnswered && { unlessAnswered }) });
  await trx
    .insertInto("switchCommand")
    .values({ id, tenantId, kind: "end-call", payload, idempotencyKey: id, requestedBy, requestedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const waiting = await trx
    .selectFrom("switchCommand")
    .select("id")
    .where("kind", "=", "end-call")
    .where("state", "=", "waiting")
    .where(sql<boolean>`payload ->> 'callId' = ${callId}`)
    .executeTakeFirst();
  if (waiting !== undefined && !unlessAnswered) {
    await trx
      .updateTable("switchCommand")
      .set({ payload: sql`payload - 'unlessAnswered'` })
      .where("id", "=", waiting.id)
      .where("state", "=", "waiting")
      .execute();
  }
  return ok({ id: waiting?.id ?? id });
}

/** An act at a call as it is ordered. */
export interface CallActOrder extends CallActCommand {
  readonly id: string;
  readonly tenantId: string;
  readonly callId: string;
  /** The same key again is the same order. */
  readonly idempotencyKey: string;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/** Acts at one call that may wait at once. */
const WAITING_COMMANDS_MAX = 10;

/** Orders an act at a call of the transaction's tenant that goes on. An order told twice is one. */
export async function orderCallAct(
  trx: DatabaseTransaction,
  order: CallActOrder,
): Promise<Result<SwitchCommand, "call-not-open" | "call-act-not-now">> {
  const { id, tenantId, callId, phoneId, act, idempotencyKey, requestedBy, at } = order;
  await refuseLate(trx, at);
  const known = await rows(trx).where("idempotencyKey", "=", idempotencyKey).executeTakeFirst();
  if (known !== undefined) return ok(commandOf(known));
  const open = await trx.selectFrom("openCall").select("callId").where("callId", "=", callId).executeTakeFirst();
  if (open === undefined) return refuse("call-not-open");
  const { waiting } = await trx
    .selectFrom("switchCommand")
    .select((eb) => eb.fn.countAll<string>().as("waiting"))
    .where("kind", "=", "call-act")
    .where("state", "=", "waiting")
    .where(sql<boolean>`payload ->> 'callId' = ${callId}`)
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= WAITING_COMMANDS_MAX) return refuse("call-act-not-now");
  const payload = JSON.stringify({ callId, wish: { phoneId, act } });
  await trx
    .insertInto("switchCommand")
    .values({ id, tenantId, kind: "call-act", payload, idempotencyKey, requestedBy, requestedAt: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ok(commandOf(await rows(trx).where("idempotencyKey", "=", idempotencyKey).executeTakeFirstOrThrow()));
}

/**
 * What a program orders of a call: what is to lead it from here on, a stream of its sound, or something of the conference that it takes part
 * in. What it is, is for whoever leads the call or the conference.
 */
export type ApiClientCommand =
  /** `whileWaiting` where it is only to be led out of the queue in which it waits. */
  | { readonly redirect: object; readonly whileWaiting?: true }
  /** What becomes of its recording. */
  | { readonly record: object }
  | { readonly stream: object }
  | { readonly conference: object };

/** Something that a program orders of a call. */
export type ProgramOrder = ApiClientCommand & {
  readonly id: string;
  readonly tenantId: string;
  readonly callId: string;
  readonly at: Date;
};

function commandPayloadOf(order: ApiClientCommand) {
  if ("redirect" in order) {
    const { redirect, whileWaiting } = order;
    return { kind: "redirect-call", wish: { redirect, ...(whileWaiting && { whileWaiting }) } } as const;
  }
  if ("record" in order) return { kind: "record-call", wish: { record: order.record } } as const;
  if ("stream" in order) return { kind: "stream-call", wish: { stream: order.stream } } as const;
  return { kind: "conference-act", wish: { conference: order.conference } } as const;
}

/** Orders what a program wants of a call of the transaction's tenant that goes on; each order is one of its own. */
export async function orderByProgram(
  trx: DatabaseTransaction,
  order: ProgramOrder,
): Promise<Result<{ readonly id: string }, "call-not-open" | "call-act-not-now">> {
  const { id, tenantId, callId, at } = order;
  const { kind, wish } = commandPayloadOf(order);
  await refuseLate(trx, at);
  const open = await trx.selectFrom("openCall").select("callId").where("callId", "=", callId).executeTakeFirst();
  if (open === undefined) return refuse("call-not-open");
  const { waiting } = await trx
    .selectFrom("switchCommand")
    .select((eb) => eb.fn.countAll<string>().as("waiting"))
    .where("kind", "=", kind)
    .where("state", "=", "waiting")
    .where(sql<boolean>`payload ->> 'callId' = ${callId}`)
    .executeTakeFirstOrThrow();
  if (Number(waiting) >= WAITING_COMMANDS_MAX) return refuse("call-act-not-now");
  const payload = JSON.stringify({ callId, ...wish });
  const row = { id, tenantId, kind, payload, idempotencyKey: id, requestedBy: null, requestedAt: at };
  await trx.insertInto("switchCommand").values(row).execute();
  return ok({ id });
}

/**
 * Takes back an order that no switch has taken, so that it does nothing to a call when nobody expects it any more; false where
 * a switch was first. The conditional update is the judge.
 */
export async function withdrawCommand(
  trx: DatabaseTransaction,
  order: { readonly id: string; readonly kind: Exclude<CommandKind, "test-call">; readonly at: Date },
): Promise<boolean> {
  const taken = await trx
    .updateTable("switchCommand")
    .set({ state: "refused", outcome: JSON.stringify({ refusal: LATE[order.kind] }), doneAt: order.at })
    .where("id", "=", order.id)
    .where("state", "=", "waiting")
    .executeTakeFirst();
  return taken.numUpdatedRows === 1n;
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
  const said = (outcome ?? {}) as { readonly callId?: string; readonly refusal?: CommandRefusal };
  const callId = said.callId ?? null;
  return { ...rest, state: state as SwitchCommand["state"], callId, refusal: said.refusal ?? null };
}

type CommandKind =
  | "test-call"
  | "end-call"
  | "call-act"
  | "redirect-call"
  | "conference-act"
  | "stream-call"
  | "record-call";

const LATE: Readonly<Record<CommandKind, CommandRefusal>> = {
  "test-call": "test-call-late",
  "end-call": "end-call-late",
  "call-act": "call-act-late",
  "redirect-call": "redirect-late",
  "conference-act": "conference-act-late",
  "stream-call": "redirect-late",
  "record-call": "redirect-late",
};

/** What nobody took in time, as while the switch is off, makes room for the next. */
async function refuseLate(trx: DatabaseTransaction, at: Date): Promise<void> {
  for (const [kind, refusal] of Object.entries(LATE)) {
    await trx
      .updateTable("switchCommand")
      .set({ state: "refused", outcome: JSON.stringify({ refusal }), doneAt: at })
      .where("state", "=", "waiting")
      .where("kind", "=", kind)
      .where("requestedAt", "<", new Date(at.getTime() - TEST_CALL_MS_MAX))
      .execute();
  }
}

/** A command that waits for the switch: a number to be tried, a call to be ended, or something to be done with it. */
export interface WaitingCommand {
  readonly id: string;
  readonly tenantId: string;
  readonly requestedAt: Date;
  /** The number to be tried; null for another kind. */
  readonly code: string | null;
  /** The call that it is about; null for another kind. */
  readonly callId: string | null;
  /** What is to be done with the call; null where it is to be ended. */
  readonly wish: CallActCommand | null;
  /** What is to lead the call from here on; null for another kind. */
  readonly redirect: object | null;
  /** Whether it is led on only where it waits in a queue. */
  readonly whileWaiting: boolean;
  /** Whether it is ended only as long as nobody has answered. */
  readonly unlessAnswered: boolean;
  /** What is wanted of the conference that the call takes part in; null for another kind. */
  readonly conference: object | null;
  /** The stream of the call that is to begin or to end; null for another kind. */
  readonly stream: object | null;
  /** What is wanted of its recording; null for another kind. */
  readonly record: object | null;
}

/**
 * Commands of the transaction's tenant that wait, oldest first, locked until it ends; two switches never get the same. The
 * end of a call is for the switch that has it.
 */
export async function takeWaitingCommands(
  trx: DatabaseTransaction,
  switchId: string,
): Promise<readonly WaitingCommand[]> {
  return trx
    .selectFrom("switchCommand as s")
    .select(["s.id", "s.tenantId", "s.requestedAt"])
    .select([
      sql<string | null>`s.payload ->> 'code'`.as("code"),
      sql<string | null>`s.payload ->> 'callId'`.as("callId"),
      sql<CallActCommand | null>`s.payload -> 'wish'`.as("wish"),
      sql<object | null>`s.payload -> 'redirect'`.as("redirect"),
      sql<boolean>`coalesce((s.payload ->> 'whileWaiting')::boolean, false)`.as("whileWaiting"),
      sql<boolean>`coalesce((s.payload ->> 'unlessAnswered')::boolean, false)`.as("unlessAnswered"),
      sql<object | null>`s.payload -> 'conference'`.as("conference"),
      sql<object | null>`s.payload -> 'stream'`.as("stream"),
      sql<object | null>`s.payload -> 'record'`.as("record"),
    ])
    .where("s.state", "=", "waiting")
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb("s.kind", "=", "test-call"),
        exists(
          selectFrom("openCall as o")
            .select("o.callId")
            .where("o.switchId", "=", switchId)
            .where(sql<boolean>`o.call_id = (s.payload ->> 'callId')::uuid`),
        ),
      ]),
    )
    .orderBy("s.requestedAt")
    .limit(TAKEN_MAX)
    .forUpdate("s")
    .skipLocked()
    .execute();
}

/** Says what became of a command. */
export async function settleCommand(
  trx: DatabaseTransaction,
  settled: {
    readonly id: string;
    readonly outcome: { readonly callId: string } | { readonly refusal: CommandRefusal };
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
