import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../tenancy/tenants/index.ts";
import type { WidgetForm } from "./contract.ts";
import { readOrigin } from "./website-origin.ts";
import { endWidget, findWidgets, insertWidget, isWidgetQueue, widgetChoices, writeWidget } from "./widget.store.ts";
import { LIMITS } from "./widget-limits.shared.ts";
import type { WidgetRefusal } from "./widget-refusal.ts";
import { newWidgetKey } from "./widget-secrets.effects.ts";

const TAKEN = { taken: { widget_name: "widget-name-taken" } } as const;

const fact = (what: "added" | "changed" | "ended", subjectId: string, detail: ActedFact["detail"]): ActedFact => ({
  action: `widget.${what}`,
  subjectKind: "widget",
  subjectId,
  detail,
});
const widgetAuditDetail = ({ name, origins, isOn, talk }: WidgetForm) => ({ name, origins: [...origins], isOn, talk });

/** Stores a new widget with a new key. */
export async function addWidget(
  kit: Kit,
  requestContext: RequestContext,
  typed: WidgetForm,
): Promise<Result<{ readonly id: string }, WidgetRefusal>> {
  const { tenantId } = requestContext;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    if ((await findWidgets(trx, null)).length >= LIMITS.widgets) return refuse("widget-limit");
    const form = await checked(trx, typed, null);
    if (!form.ok) return form;
    await insertWidget(trx, { ...form.value, id, tenantId, key: newWidgetKey(), at });
    await audit(fact("added", id, widgetAuditDetail(form.value)));
    return ok({ id });
  });
}

/** Updates a widget over the version that was read. */
export async function saveWidget(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion, ...typed }: WidgetForm & { readonly id: string; readonly expectedVersion: number },
): Promise<Result<{ readonly version: number }, WidgetRefusal>> {
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, audit }) => {
    const [known] = await findWidgets(trx, id);
    if (known === undefined) return refuse("no-such-widget");
    const form = await checked(trx, typed, known);
    if (!form.ok) return form;
    if (!(await writeWidget(trx, { ...form.value, id, expectedVersion }))) return refuse("widget-stale");
    await audit(fact("changed", id, widgetAuditDetail(form.value)));
    return ok({ version: expectedVersion + 1 });
  });
}

/** Ends a widget: pages with its key show nothing. */
export async function dropWidget(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, WidgetRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endWidget(trx, { id, at }))) return refuse("no-such-widget");
    await audit(fact("ended", id, {}));
    return ok(null);
  });
}

/** The form with normalised origins, each once; values that the widget used before remain allowed. */
async function checked(
  trx: DatabaseTransaction,
  form: WidgetForm,
  known: Pick<WidgetForm, "queueId" | "hoursId" | "code" | "talk"> | null,
): Promise<Result<WidgetForm, WidgetRefusal>> {
  if (!form.offersNow && !form.offersLater && form.talk === null) return refuse("widget-offers-nothing");
  const origins = form.origins.map(readOrigin);
  if (origins.includes(null)) return refuse("widget-origin-unfit");
  const { hours, codes } = await widgetChoices(trx);
  if (form.queueId !== known?.queueId && !(await isWidgetQueue(trx, form.queueId)))
    return refuse("widget-queue-unknown");
  if (form.hoursId !== known?.hoursId && !hours.some(({ id }) => id === form.hoursId))
    return refuse("widget-hours-unknown");
  if (form.code !== known?.code && !codes.some(({ code }) => code === form.code)) return refuse("widget-code-unknown");
  const talkCode = form.talk?.code;
  if (talkCode !== undefined && talkCode !== known?.talk?.code && !codes.some(({ code }) => code === talkCode))
    return refuse("widget-talk-code-unknown");
  return ok({ ...form, origins: [...new Set(origins.filter((origin) => origin !== null))] });
}
