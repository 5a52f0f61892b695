import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallActCommand, CallActRefusal } from "./call-act.ts";
import type { ConferenceActRefusal } from "./conference-act.ts";
import type { TakeBackRefusal } from "./end-call.ts";
import type { RecordRefusal } from "./record-call.ts";
import type { RedirectRefusal } from "./redirect-call.ts";
import { TEST_CALL_MS_MAX, type TestCallRefusal } from "./test-call.ts";

/** The maximum of commands that one poll takes. */
const TAKEN_MAX = 20;

/** Why a command was refused. */
export type CommandRefusal =
  | (TestCallRefusal | TakeBackRefusal | CallActRefusal)
  | (RedirectRefusal | RecordRefusal | ConferenceActRefusal);

/** The state of a command: `waiting` for the switch, `done` with the call that it created or ended, or `refused` with the reason. */
export interface SwitchCommand {
  readonly id: string;
  readonly state: "waiting" | "done" | "refused";
  /** The call that was created or ended; null unless `done`. */
  readonly callId: string | null;
  /** The reason of the refusal; null unless `refused`. */
  readonly refusal: CommandRefusal | null;
  readonly requestedAt: Date;
  readonly doneAt: Date | null;
}

/** A command for a test call. */
export interface TestCallOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly code: string;
  /** A repeated key means the same command. */
  readonly idempotencyKey: string;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/**
 * Queues a test call: the switch rings the phones of the number within a second; announcing `switch-commands` after the commit makes it sooner.
 * The transaction is the tenant's, so that only its numbers are found. One test of a number may wait at a time; a repeated command is stored
 * once.
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

/** A command to end a call. */
export interface EndCallOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly callId: string;
  /** Whether it ends only while unanswered, which the switch decides. */
  readonly unlessAnswered?: boolean;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/**
 * Queues the end of a call in progress of the transaction's tenant; the switch of the call takes the command within a second. At most one command
 * for a call waits; its id is returned. A command without condition makes a waiting conditional one unconditional.
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

/** A command with an action on a call. */
export interface CallActOrder extends CallActCommand {
  readonly id: string;
  readonly tenantId: string;
  readonly callId: string;
  /** A repeated key means the same command. */
  readonly idempotencyKey: string;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/** The maximum of waiting actions on one call. */
const WAITING_COMMANDS_MAX = 10;

/** Queues an action on a call in progress of the transaction's tenant. A repeated command is stored once. */
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
 * A command of an API client on a call: another document, a media stream, its recording, or its conference. The module that runs the call or the
 * conference interprets the content.
 */
export type ApiClientCommand =
  /** `whileWaiting` when it applies only while the call waits in a queue. */
  | { readonly redirect: object; readonly whileWaiting?: true }
  /** A command on its recording. */
  | { readonly record: object }
  | { readonly stream: object }
  | { readonly conference: object };

/** A command of an API client on a call, to be queued. */
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

/** Queues a command of an API client on a call in progress of the transaction's tenant; commands are not deduplicated. */
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
 * Withdraws a command that no switch has taken, so that it has no late effect on a call; false when a switch was first. The conditional update
 * decides the race.
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

/** A command of the transaction's tenant in its current state; undefined when it does not exist. */
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

/** Refuses commands that were not taken in time, as while the switch is off, so that they do not block later ones. */
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

/** A command that waits for the switch: a number to test, a call to end, or an action on a call. */
export interface WaitingCommand {
  readonly id: string;
  readonly tenantId: string;
  readonly requestedAt: Date;
  /** The number to test; null for another kind. */
  readonly code: string | null;
  /** The call of the command; null for another kind. */
  readonly callId: string | null;
  /** The action on the call; null when it is to end. */
  readonly wish: CallActCommand | null;
  /** The document that the call continues with; null for another kind. */
  readonly redirect: object | null;
  /** Whether the redirect applies only while the call waits in a queue. */
  readonly whileWaiting: boolean;
  /** Whether the call ends only while unanswered. */
  readonly unlessAnswered: boolean;
  /** The command on the call's conference; null for another kind. */
  readonly conference: object | null;
  /** The media stream to begin or end; null for another kind. */
  readonly stream: object | null;
  /** The command on the recording; null for another kind. */
  readonly record: object | null;
}

/**
 * Waiting commands of the transaction's tenant, oldest first, locked until the transaction ends; two switches never get the same one. The end of a
 * call goes to the switch of the call.
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

/** Records the result of a command. */
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
