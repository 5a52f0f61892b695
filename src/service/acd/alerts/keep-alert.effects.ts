import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import {
  areOwnQueues,
  endAlert,
  hasRoomForAlert,
  insertAlert,
  leadersAmong,
  lockAlert,
  type StoredAlert,
  updateAlert,
} from "./alert.store.ts";
import { acknowledgeEvent, clearEvent, findActiveEvent } from "./alert-event.store.ts";
import { hoursInForce } from "./alert-hours.store.ts";
import type { AlertRefusal } from "./alert-refusal.ts";
import { ruleFault } from "./alert-rule.shared.ts";
import { mobileOf } from "./alert-text.ts";
import { ownWebhooks } from "./alert-webhook.store.ts";
import { ALERTS_CHANGED } from "./alerts-changed.ts";
import type { AlertForm } from "./contract.ts";
import { notifyAlert, type Telling } from "./notify-alert.effects.ts";

/** Dependencies of saving alerts. */
export type Keeping = Telling & { readonly kit: Kit };

/** The request context; only roles that manage the service may set telephone numbers. */
export type AlertRequestContext = RequestContext & { readonly mayNamePhones: boolean };

const OPTIONS = { taken: { alert_name: "alert-name-taken" }, announces: ALERTS_CHANGED } as const;

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `alert.${what}`,
  subjectKind: "alert",
  subjectId,
  detail,
});

/** Adds an alert. */
export function addAlert(
  keeping: Keeping,
  requestContext: AlertRequestContext,
  given: AlertForm,
): Promise<Result<{ readonly id: string }, AlertRefusal>> {
  const { kit } = keeping;
  const id = kit.ids.next();
  const { tenantId } = requestContext;
  const form = withMobiles(given);
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const fault = await faultOf(trx, keeping, { requestContext, form, knownPhones: [] });
    if (fault !== undefined) return refuse(fault);
    if (!(await hasRoomForAlert(trx, tenantId))) return refuse("alert-limit");
    await insertAlert(trx, { ...form, id, tenantId, createdAt: at });
    await audit(fact("added", id, detailOf(form)));
    return ok({ id });
  });
}

/** Updates an alert, also switches it on and off; its active event is cleared, since it belongs to another rule. */
export function changeAlert(
  keeping: Keeping,
  requestContext: AlertRequestContext,
  change: AlertForm & { readonly id: string; readonly expectedVersion: number },
): Promise<Result<null, AlertRefusal>> {
  const { id, expectedVersion, ...given } = change;
  const form = withMobiles(given);
  const { tenantId } = requestContext;
  return tenantCommand(keeping.kit, requestContext, OPTIONS, async ({ trx, audit }) => {
    const alert = await lockAlert(trx, id);
    if (alert === undefined) return refuse("no-such-alert");
    const fault = await faultOf(trx, keeping, { requestContext, form, knownPhones: alert.smsTo });
    if (fault !== undefined) return refuse(fault);
    if (alert.version !== expectedVersion) return refuse("alert-stale");
    await updateAlert(trx, { ...form, id, version: expectedVersion + 1 });
    await clearChanged(trx, keeping, { tenantId, alert });
    await audit(fact("changed", id, detailOf(form)));
    return ok(null);
  });
}

/** Ends an alert; its events stay in the history. */
export function dropAlert(
  keeping: Keeping,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, AlertRefusal>> {
  return tenantCommand(keeping.kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const alert = await lockAlert(trx, id);
    if (alert === undefined) return refuse("no-such-alert");
    await endAlert(trx, id, at);
    await clearChanged(trx, keeping, { tenantId: requestContext.tenantId, alert });
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}

/** Acknowledges an active alert: notifications stop, and the event shows the person who acknowledged it. */
export function acknowledgeAlert(
  { kit }: Keeping,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, AlertRefusal>> {
  return tenantCommand(kit, requestContext, OPTIONS, async ({ trx, at, audit }) => {
    const done = await acknowledgeEvent(trx, { id, by: requestContext.personId, at });
    if (!done.ok) return done;
    await audit({ action: "alert.acknowledged", subjectKind: "alert-event", subjectId: id, detail: {} });
    return ok(null);
  });
}

/**
 * Notifies webhooks that the event is cleared, so that their applications do not treat it as active; mail recipients find the change in the
 * history.
 */
async function clearChanged(
  trx: DatabaseTransaction,
  keeping: Keeping,
  { tenantId, alert }: { readonly tenantId: string; readonly alert: StoredAlert },
): Promise<void> {
  const event = await findActiveEvent(trx, alert.id);
  if (event === undefined) return;
  const at = new Date(keeping.kit.clock.nowMs());
  await clearEvent(trx, { id: event.id, at, why: "changed", figure: null, sequence: null });
  const rule = { mailTo: [], webhookIds: alert.webhookIds, smsFrom: null, smsTo: [] };
  await notifyAlert(trx, keeping, { tenantId, rule, event, kind: "cleared", nth: 1, figure: null });
}

const detailOf = (form: AlertForm): ActedFact["detail"] => {
  const { name, isOn, measure, comparison, raiseAt, queueIds, smsTo } = form;
  return { name, isOn, measure, comparison, raiseAt, queues: queueIds.length, phones: smsTo.length };
};

/** Mobile numbers in normalised form; a text that is no mobile number stays unchanged, and is refused later. */
function withMobiles(form: AlertForm): AlertForm {
  const smsTo = [...new Set(form.smsTo.map((written) => mobileOf(written) ?? written))];
  return { ...form, smsTo, smsFrom: smsTo.length === 0 ? null : form.smsFrom };
}

async function faultOf(
  trx: DatabaseTransaction,
  { kit: { clock }, shortMessages }: Keeping,
  asked: {
    readonly requestContext: AlertRequestContext;
    readonly form: AlertForm;
    readonly knownPhones: readonly string[];
  },
): Promise<AlertRefusal | undefined> {
  const { form, requestContext } = asked;
  const { tenantId } = requestContext;
  const fault = ruleFault(form);
  if (fault !== null) return fault;
  if (!(await areOwnQueues(trx, form.queueIds))) return "alert-queue-unknown";
  const { hoursId, mailTo, webhookIds } = form;
  if (hoursId !== null && !(await hoursInForce(trx)).some(({ id }) => id === hoursId)) return "alert-hours-unknown";
  const leaders = await leadersAmong(trx, { tenantId, at: new Date(clock.nowMs()), personIds: mailTo });
  if (!mailTo.every((id) => leaders.has(id))) return "alert-person-unknown";
  const webhooks = await ownWebhooks(trx, webhookIds);
  if (webhooks.length !== webhookIds.length) return "alert-webhook-unknown";
  return phonesFault(asked, () => shortMessages.senders(trx));
}

/** Only an authorised person may add numbers, and a carrier must have approved the sender id. */
async function phonesFault(
  asked: {
    readonly requestContext: AlertRequestContext;
    readonly form: AlertForm;
    readonly knownPhones: readonly string[];
  },
  senders: () => Promise<readonly string[]>,
): Promise<AlertRefusal | undefined> {
  const { form, requestContext, knownPhones } = asked;
  const { smsFrom, smsTo } = form;
  if (smsTo.length === 0) return undefined;
  if (smsTo.some((number) => mobileOf(number) === undefined)) return "alert-phone-unfit";
  if (!requestContext.mayNamePhones && smsTo.some((number) => !knownPhones.includes(number)))
    return "alert-phone-not-yours";
  return smsFrom !== null && (await senders()).includes(smsFrom) ? undefined : "alert-sender-unfit";
}
