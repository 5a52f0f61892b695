import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import {
  areOwnQueues,
  endAlert,
  hasRoomForAlert,
  insertAlert,
  isAlertNameTaken,
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

/** The id of the saved alert, or why it was refused. */
export type AlertSaveResult = { readonly id: string } | { readonly refusal: AlertRefusal };

/** Dependencies of saving alerts. */
export type Keeping = Telling & { readonly kit: Kit };

/** The request context; only roles that manage the service may set telephone numbers. */
export type AlertRequestContext = RequestContext & { readonly mayNamePhones: boolean };

/** Adds an alert. */
export function addAlert(
  keeping: Keeping,
  requestContext: AlertRequestContext,
  given: AlertForm,
): Promise<AlertSaveResult> {
  const { kit } = keeping;
  const id = kit.ids.next();
  const { tenantId } = requestContext;
  const form = withMobiles(given);
  return keep(kit, requestContext, { action: "alert.added", detail: detailOf(form) }, async (trx) => {
    const refusal = await faultOf(trx, keeping, { requestContext, form, knownPhones: [] });
    if (refusal !== undefined) return { refusal };
    if (!(await hasRoomForAlert(trx, tenantId))) return { refusal: "alert-limit" };
    await insertAlert(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
    return { id };
  });
}

/** Updates an alert, also switches it on and off; its active event is cleared, since it belongs to another rule. */
export function changeAlert(
  keeping: Keeping,
  requestContext: AlertRequestContext,
  change: AlertForm & { readonly id: string; readonly expectedVersion: number },
): Promise<AlertSaveResult> {
  const { id, expectedVersion, ...given } = change;
  const form = withMobiles(given);
  const { kit } = keeping;
  const { tenantId } = requestContext;
  return keep(kit, requestContext, { action: "alert.changed", detail: detailOf(form) }, async (trx) => {
    const alert = await lockAlert(trx, id);
    if (alert === undefined) return { refusal: "no-such-alert" };
    const refusal = await faultOf(trx, keeping, { requestContext, form, knownPhones: alert.smsTo });
    if (refusal !== undefined) return { refusal };
    if (alert.version !== expectedVersion) return { refusal: "alert-stale" };
    await updateAlert(trx, { ...form, id, version: expectedVersion + 1 });
    await clearChanged(trx, keeping, { tenantId, alert });
    return { id };
  });
}

/** Ends an alert; its events stay in the history. */
export function dropAlert(keeping: Keeping, requestContext: RequestContext, id: string): Promise<AlertSaveResult> {
  const { kit } = keeping;
  return keep(kit, requestContext, { action: "alert.ended", detail: {} }, async (trx) => {
    const alert = await lockAlert(trx, id);
    if (alert === undefined) return { refusal: "no-such-alert" };
    await endAlert(trx, id, new Date(kit.clock.nowMs()));
    await clearChanged(trx, keeping, { tenantId: requestContext.tenantId, alert });
    return { id };
  });
}

/** Acknowledges an active alert: notifications stop, and the event shows the person who acknowledged it. */
export function acknowledgeAlert(
  { kit }: Keeping,
  requestContext: RequestContext,
  id: string,
): Promise<AlertSaveResult> {
  return keep(
    kit,
    requestContext,
    { action: "alert.acknowledged", detail: {}, subjectKind: "alert-event" },
    async (trx) => {
      const at = new Date(kit.clock.nowMs());
      const done = await acknowledgeEvent(trx, { id, by: requestContext.personId, at });
      return done === "done" ? { id } : { refusal: done };
    },
  );
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

interface Act {
  readonly action: string;
  readonly detail: ActedFact["detail"];
  readonly subjectKind?: "alert" | "alert-event";
}

async function keep(
  kit: Kit,
  requestContext: RequestContext,
  { action, detail, subjectKind = "alert" }: Act,
  work: (trx: DatabaseTransaction) => Promise<AlertSaveResult>,
): Promise<AlertSaveResult> {
  try {
    const kept = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const done = await work(trx);
      if ("refusal" in done) return done;
      await recordAudit(trx, kit, actedEntry(requestContext, { subjectKind, subjectId: done.id, action, detail }));
      return done;
    });
    kit.changeFeed.announce(ALERTS_CHANGED);
    return kept;
  } catch (error) {
    if (isAlertNameTaken(error)) return { refusal: "alert-name-taken" };
    throw error;
  }
}
