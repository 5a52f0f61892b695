import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, databaseFault, inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { isCallbackNumber } from "../../../telephony/dial-plan/index.ts";
import { actedEntry, type RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import { callerOf, isOwnContact } from "../agents/agent-desktop.store.ts";
import { ownTimeZone } from "../queue-board.store.ts";
import { areQueues } from "../queue-form.store.ts";
import {
  cancelPlan,
  changePlan,
  hasRoomForPlan,
  insertPlan,
  lockPlan,
  queuesToChoose,
} from "./planned-callback.store.ts";
import { decidePlan, decidePlanChange, type PlanRefusal } from "./planned-callback.ts";
import { cancelWebCallbacks } from "./web-callback.store.ts";

/** Whether the call centre of a transaction is closed at an instant, by its current opening hours. */
export type IsClosedAt = (
  trx: DatabaseTransaction,
  at: { readonly atMs: number; readonly nowMs: number },
) => Promise<boolean>;

/** The options of a scheduled callback. */
interface CallbackPlanOptions {
  readonly isClosedAt: IsClosedAt;
  readonly date: string;
  readonly time: string;
  readonly queueId: string;
  readonly isOwn: boolean;
  readonly note: string;
  readonly triesMax: number;
  readonly isConfirmed: boolean;
  readonly number: string | null;
}

/** Constraints by which a number has one open callback: in its call centre, and across call centres for requests of websites, around the same hour. */
const ONE_EACH: ReadonlySet<string> = new Set(["planned_callback_number", "planned_callback_from_websites"]);
/** Of a unique index, and of an exclusion constraint. */
const ONE_EACH_STATES: ReadonlySet<string> = new Set(["23505", "23P01"]);
/** Blanks and signs that people write in numbers. */
const BETWEEN_DIGITS = /[\s().-]/g;

/** Stores a callback that an agent schedules in the agent's own contact. */
export async function planCallback(
  kit: Kit,
  requestContext: RequestContext,
  wish: CallbackPlanOptions & { readonly id: string; readonly agentId: string; readonly contactId: string },
): Promise<Result<null, PlanRefusal>> {
  const { tenantId } = requestContext;
  const { id, agentId, contactId } = wish;
  return commitPlan(kit, tenantId, async (trx) => {
    if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return refuse("no-such-contact");
    const known = await callerOf(trx, contactId);
    const row = await checked(kit, trx, { ...wish, number: wish.number ?? known?.caller ?? "" });
    if (!row.ok) return row;
    if (!(await hasRoomForPlan(trx, agentId))) return refuse("callbacks-full");
    const at = new Date(kit.clock.nowMs());
    const own = { id, tenantId, agentId, called: known?.called ?? "", fromContactId: contactId, at };
    if ((await lockPlan(trx, id)) === undefined) await cancelWebCallbacks(trx, { number: row.value.number, at });
    const done = await insertPlan(trx, { ...row.value, ...own });
    if (done === "id-taken") return refuse("callback-id-taken");
    if (done === "was-kept") return ok(null);
    const fact = { action: "callback.planned", subjectKind: "callback" as const, subjectId: id };
    await recordAudit(
      trx,
      kit,
      actedEntry(requestContext, { ...fact, detail: { contactId, ...planAuditDetail(row.value) } }),
    );
    return ok(null);
  });
}

/** Changes a callback that is not due yet; `agentId` is its required owner, null for any. */
export async function changeCallback(
  kit: Kit,
  requestContext: RequestContext,
  wish: CallbackPlanOptions & {
    readonly id: string;
    readonly agentId: string | null;
    readonly expectedVersion: number;
  },
): Promise<Result<null, PlanRefusal>> {
  const { id, agentId, expectedVersion } = wish;
  return commitPlan(kit, requestContext.tenantId, async (trx) => {
    const plan = await lockPlan(trx, id);
    if (plan === undefined || (agentId !== null && plan.agentId !== agentId)) return refuse("no-such-callback");
    const may = decidePlanChange(plan, expectedVersion);
    if (!may.ok) return may;
    const row = await checked(kit, trx, { ...wish, agentId: plan.agentId, number: wish.number ?? plan.number });
    if (!row.ok) return row;
    const at = new Date(kit.clock.nowMs());
    if (plan.agentId !== null) await cancelWebCallbacks(trx, { number: row.value.number, at });
    else if (row.value.number !== plan.number || wish.triesMax > 1) return refuse("callback-from-website");
    const triesMax = Math.max(wish.triesMax, plan.tries);
    await changePlan(trx, { ...row.value, triesMax, id, at });
    const fact = { action: "callback.changed", subjectKind: "callback" as const, subjectId: id };
    await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: planAuditDetail(row.value) }));
    return ok(null);
  });
}

/** Cancels a callback that is not due yet. */
export async function cancelCallback(
  kit: Kit,
  requestContext: RequestContext,
  {
    id,
    agentId,
    expectedVersion,
  }: { readonly id: string; readonly agentId: string | null; readonly expectedVersion: number },
): Promise<Result<null, PlanRefusal>> {
  return commitPlan(kit, requestContext.tenantId, async (trx) => {
    const plan = await lockPlan(trx, id);
    if (plan === undefined || (agentId !== null && plan.agentId !== agentId)) return refuse("no-such-callback");
    const may = decidePlanChange(plan, expectedVersion);
    if (!may.ok) return may;
    await cancelPlan(trx, { id, at: new Date(kit.clock.nowMs()) });
    const fact = { action: "callback.cancelled", subjectKind: "callback" as const, subjectId: id };
    await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: {} }));
    return ok(null);
  });
}

/** Runs the change in one transaction; a number with an open callback has its own refusal, and a due callback is processed at once. */
async function commitPlan(
  kit: Kit,
  tenantId: string,
  work: (trx: DatabaseTransaction) => Promise<Result<null, PlanRefusal>>,
): Promise<Result<null, PlanRefusal>> {
  try {
    const done = await inTenant(kit.db, tenantId, work);
    if (done.ok) kit.changeFeed.announce(QUEUE_COMMANDS);
    return done;
  } catch (error) {
    const fault = databaseFault(error);
    if (ONE_EACH_STATES.has(fault?.state ?? "") && ONE_EACH.has(fault?.constraint ?? ""))
      return refuse("callback-number-planned");
    throw error;
  }
}

async function checked(
  kit: Kit,
  trx: DatabaseTransaction,
  wish: CallbackPlanOptions & { readonly agentId: string | null; readonly number: string },
) {
  const { date, time, queueId, isOwn, note, triesMax, isConfirmed, agentId } = wish;
  const number = wish.number.replaceAll(BETWEEN_DIGITS, "");
  const zone = await ownTimeZone(trx);
  const dueAtMs = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
  const isThere = await areQueues(trx, [queueId]);
  const queue = (await queuesToChoose(trx, agentId)).find(({ id }) => isThere && id === queueId);
  const nowMs = kit.clock.nowMs();
  const decided = decidePlan({
    nowMs,
    dueAtMs,
    isConfirmed,
    isOwn,
    isNumber: isCallbackNumber(number),
    isQueue: queue !== undefined,
    isServed: queue?.isServed === true,
    isClosedThen: await wish.isClosedAt(trx, { atMs: dueAtMs, nowMs }),
  });
  if (!decided.ok) return decided;
  return ok({ number, queueId, isOwn, note, triesMax, dueAt: new Date(dueAtMs) });
}

/** The detail of the audit entry: no number and no note about a customer. */
function planAuditDetail({
  queueId,
  isOwn,
  triesMax,
  dueAt,
}: {
  readonly queueId: string;
  readonly isOwn: boolean;
  readonly triesMax: number;
  readonly dueAt: Date;
}) {
  return { queueId, isOwn, triesMax, dueAt: dueAt.toISOString() };
}
