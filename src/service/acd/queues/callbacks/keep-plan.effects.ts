import { Temporal } from "temporal-polyfill";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { isCallbackNumber } from "../../../telephony/dial-plan/index.ts";
import type { ActedFact, RequestContext } from "../../../tenancy/tenants/index.ts";
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

/** A number has one open callback: in its call centre, and across call centres for requests of websites, around the same hour. */
const PLAN_OPTIONS = {
  taken: {
    planned_callback_number: "callback-number-planned",
    planned_callback_from_websites: "callback-number-planned",
  },
  announces: QUEUE_COMMANDS,
} as const;
/** Blanks and signs that people write in numbers. */
const BETWEEN_DIGITS = /[\s().-]/g;

function factOf(subjectId: string, what: "planned" | "changed" | "cancelled", detail: ActedFact["detail"]): ActedFact {
  return { action: `callback.${what}`, subjectKind: "callback", subjectId, detail };
}

/** Stores a callback that an agent schedules in the agent's own contact. */
export async function planCallback(
  kit: Kit,
  requestContext: RequestContext,
  wish: CallbackPlanOptions & { readonly id: string; readonly agentId: string; readonly contactId: string },
): Promise<Result<null, PlanRefusal>> {
  const { tenantId } = requestContext;
  const { id, agentId, contactId } = wish;
  return tenantCommand(kit, requestContext, PLAN_OPTIONS, async ({ trx, at, audit }) => {
    if ((await isOwnContact(trx, { agentId, contactId })) === undefined) return refuse("no-such-contact");
    const known = await callerOf(trx, contactId);
    const row = await checked(kit, trx, { ...wish, number: wish.number ?? known?.caller ?? "" });
    if (!row.ok) return row;
    if (!(await hasRoomForPlan(trx, agentId))) return refuse("callbacks-full");
    const own = { id, tenantId, agentId, called: known?.called ?? "", fromContactId: contactId, at };
    if ((await lockPlan(trx, id)) === undefined) await cancelWebCallbacks(trx, { number: row.value.number, at });
    const done = await insertPlan(trx, { ...row.value, ...own });
    if (done === "id-taken") return refuse("callback-id-taken");
    if (done === "was-kept") return ok(null);
    await audit(factOf(id, "planned", { contactId, ...planAuditDetail(row.value) }));
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
  return tenantCommand(kit, requestContext, PLAN_OPTIONS, async ({ trx, at, audit }) => {
    const plan = await lockPlan(trx, id);
    if (plan === undefined || (agentId !== null && plan.agentId !== agentId)) return refuse("no-such-callback");
    const may = decidePlanChange(plan, expectedVersion);
    if (!may.ok) return may;
    const row = await checked(kit, trx, { ...wish, agentId: plan.agentId, number: wish.number ?? plan.number });
    if (!row.ok) return row;
    if (plan.agentId !== null) await cancelWebCallbacks(trx, { number: row.value.number, at });
    else if (row.value.number !== plan.number || wish.triesMax > 1) return refuse("callback-from-website");
    const triesMax = Math.max(wish.triesMax, plan.tries);
    await changePlan(trx, { ...row.value, triesMax, id, at });
    await audit(factOf(id, "changed", planAuditDetail(row.value)));
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
  return tenantCommand(kit, requestContext, PLAN_OPTIONS, async ({ trx, at, audit }) => {
    const plan = await lockPlan(trx, id);
    if (plan === undefined || (agentId !== null && plan.agentId !== agentId)) return refuse("no-such-callback");
    const may = decidePlanChange(plan, expectedVersion);
    if (!may.ok) return may;
    await cancelPlan(trx, { id, at });
    await audit(factOf(id, "cancelled", {}));
    return ok(null);
  });
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
