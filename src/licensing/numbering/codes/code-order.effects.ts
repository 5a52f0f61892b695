import { BY_SYSTEM, ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Caller } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate, readNumberingPlan } from "../../../regulation/index.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import type { CodeState } from "./access-code.ts";
import { BY_ITSELF, type ChangeNote } from "./code-change.store.ts";
import {
  beginOrder,
  dueOrders,
  endOrder,
  findOrder,
  insertOrder,
  listCodeStates,
  type OrderRow,
} from "./code-order.store.ts";
import { type CodeOrderCommand, judgeOrder, mayTake, type OrderKind, type OrderRefusal } from "./code-order.ts";
import { parseSelection, type SelectionRefusal } from "./code-selection.ts";

/** The caller and request of an order. */
export interface OrderRequest {
  readonly caller: Caller;
  readonly requestId: string;
}

/** The effect of an order, planned or done, on each code it names. */
export interface OrderPreview {
  readonly named: number;
  readonly takes: readonly string[];
  readonly stays: readonly { readonly code: string; readonly state: string; readonly holder: string | null }[];
}

/** Why an order is refused. `stays` lists the codes that block it. */
export type OrderGivingRefusal =
  | { readonly code: OrderRefusal | "order-takes-nothing" }
  | { readonly code: "order-codes-taken"; readonly stays: OrderPreview["stays"] }
  | SelectionRefusal;

/** Previews the effect of an order without executing it. */
export async function previewOrder(
  kit: Kit,
  asked: { readonly kind: OrderKind; readonly selection: string },
): Promise<Result<OrderPreview, SelectionRefusal>> {
  const parsed = parseSelection(asked.selection, readNumberingPlan(rulebookNow(kit.clock.nowMs())));
  if (!parsed.ok) return parsed;
  const rows = await listCodeStates(kit.db, parsed.value);
  const takes = rows.filter((row) => mayTake(asked.kind, row.state as CodeState)).map((row) => row.code);
  const stays = rows.filter((row) => !takes.includes(row.code));
  return ok({ named: parsed.value.length, takes, stays });
}

/** The author and role of a change, for the history of a code. */
function noteOf(caller: Caller, note: string | null): ChangeNote {
  return { by: caller.personId, role: caller.memberships[0]?.role ?? null, note };
}

/**
 * Executes an order. With `onTaken: "leave"`, every free code is taken and the others are reported with their states;
 * with `"refuse"`, one taken code refuses the whole order. Both run in one transaction.
 */
export async function giveOrder(
  kit: Kit,
  asked: OrderRequest & CodeOrderCommand & { readonly selection: string; readonly legalNote: string },
): Promise<Result<string, OrderGivingRefusal>> {
  const now = new Date(kit.clock.nowMs());
  const parsed = parseSelection(asked.selection, readNumberingPlan(rulebookNow(now.getTime())));
  if (!parsed.ok) return parsed;
  const judged = judgeOrder(asked, officeDate(now.getTime()));
  if (!judged.ok) return refuse({ code: judged.refusal });
  const legalNote = asked.legalNote.trim();
  const { kind, selection, startsOn, endsOn } = asked;
  const row = { id: kit.ids.next(), kind, selection: selection.trim(), reason: asked.reason.trim(), startsOn, endsOn };
  const order = { ...row, state: "planned" as const, legalNote: legalNote === "" ? null : legalNote, createdAt: now };
  try {
    const done = await kit.db.transaction().execute(async (trx) => {
      await insertOrder(trx, { ...order, createdBy: asked.caller.personId, codes: parsed.value });
      if (judged.value === "in-force") await beginOrRefuse(trx, { order, asked, now });
      await auditOrder(kit, trx, { ...asked, order, action: "code.order-given" });
      return order.id;
    });
    kit.changeFeed.announce("inventory");
    return ok(done);
  } catch (error) {
    if (error instanceof OrderStopped) return refuse(error.refusal);
    throw error;
  }
}

/** Rolls the transaction back and carries the refusal. */
class OrderStopped extends Error {
  readonly refusal: OrderGivingRefusal;
  constructor(refusal: OrderGivingRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

async function beginOrRefuse(
  trx: DatabaseTransaction,
  begin: {
    readonly order: Pick<OrderRow, "id" | "kind" | "reason">;
    readonly asked: OrderRequest & CodeOrderCommand;
    readonly now: Date;
  },
): Promise<void> {
  const { order, asked, now } = begin;
  const { taken, stayed } = await beginOrder(trx, { order, now, by: noteOf(asked.caller, order.reason) });
  if (taken.length === 0) throw new OrderStopped({ code: "order-takes-nothing" });
  if (asked.onTaken === "leave" || stayed.length === 0) return;
  const rows = await listCodeStates(
    trx,
    stayed.map(({ code }) => code),
  );
  throw new OrderStopped({ code: "order-codes-taken", stays: rows });
}

/** Why an order is not undone. */
export type UndoRefusal = "no-such-order" | "version-stale" | "order-over" | "order-reason-missing";

/** Undoes an order: every code that it still keeps becomes idle; a planned order is cancelled. */
export async function undoOrder(
  kit: Kit,
  asked: OrderRequest & { readonly id: string; readonly expectedVersion: number; readonly reason: string },
): Promise<Result<string, UndoRefusal>> {
  if (asked.reason.trim() === "") return refuse("order-reason-missing");
  const done = await kit.db.transaction().execute(async (trx): Promise<Result<string, UndoRefusal>> => {
    const order = await findOrder(trx, asked.id, { lock: true });
    if (order === undefined) return refuse("no-such-order");
    if (order.state !== "planned" && order.state !== "in-force") return refuse("order-over");
    if (order.version !== asked.expectedVersion) return refuse("version-stale");
    const now = new Date(kit.clock.nowMs());
    await endOrder(trx, { order, state: "undone", now, by: noteOf(asked.caller, asked.reason.trim()) });
    await auditOrder(kit, trx, { ...asked, order, action: "code.order-undone" });
    return ok(order.id);
  });
  if (done.ok) kit.changeFeed.announce("inventory");
  return done;
}

const DUE_MAX = 20;

/** Begins and ends the due orders; true if there were any. */
export async function sweepOrders(kit: Pick<Kit, "db" | "clock" | "ids">): Promise<boolean> {
  const now = new Date(kit.clock.nowMs());
  const today = officeDate(now.getTime());
  // Most sweeps find nothing: those open no transaction.
  if ((await dueOrders(kit.db, { today, limit: 1 })).length === 0) return false;
  return kit.db.transaction().execute(async (trx) => {
    const due = await dueOrders(trx, { today, limit: DUE_MAX });
    for (const order of due) {
      const isOver = order.endsOn !== null && order.endsOn < today;
      if (isOver) await endOrder(trx, { order, state: "ended", now, by: BY_ITSELF });
      else await beginOrder(trx, { order, now, by: BY_ITSELF });
      const action = isOver ? "code.order-ended" : "code.order-begun";
      await recordAudit(trx, kit, {
        ...BY_SYSTEM,
        action,
        subjectKind: "code-order",
        subjectId: order.id,
        detail: {},
      });
    }
    return due.length > 0;
  });
}

async function auditOrder(
  kit: Kit,
  trx: DatabaseTransaction,
  fact: OrderRequest & { readonly order: Pick<OrderRow, "id" | "kind" | "selection">; readonly action: string },
): Promise<void> {
  const { caller, order, action, requestId } = fact;
  await recordAudit(trx, kit, {
    actorPersonId: caller.personId,
    actorRole: caller.memberships[0]?.role ?? null,
    action,
    subjectKind: "code-order",
    subjectId: order.id,
    detail: { kind: order.kind, selection: order.selection.slice(0, 200) },
    requestId,
  });
}
