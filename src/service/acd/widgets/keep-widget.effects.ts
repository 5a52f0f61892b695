import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import type { WidgetForm } from "./contract.ts";
import { readOrigin } from "./website-origin.ts";
import {
  endWidget,
  findWidgets,
  insertWidget,
  isWidgetNameTaken,
  isWidgetQueue,
  widgetChoices,
  writeWidget,
} from "./widget.store.ts";
import { LIMITS } from "./widget-limits.shared.ts";
import type { RefusedWidget, WidgetRefusal } from "./widget-refusal.ts";
import { newWidgetKey } from "./widget-secrets.effects.ts";

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
): Promise<{ readonly id: string } | RefusedWidget> {
  const { tenantId } = requestContext;
  const id = kit.ids.next();
  return named(() =>
    inTenant(kit.db, tenantId, async (trx) => {
      if ((await findWidgets(trx, null)).length >= LIMITS.widgets) return { refusal: "widget-limit" } as const;
      const form = await checked(trx, typed, null);
      if ("refusal" in form) return form;
      await insertWidget(trx, { ...form, id, tenantId, key: newWidgetKey(), at: new Date(kit.clock.nowMs()) });
      await recordAudit(trx, kit, actedEntry(requestContext, fact("added", id, widgetAuditDetail(form))));
      return { id };
    }),
  );
}

/** Updates a widget over the version that was read. */
export async function saveWidget(
  kit: Kit,
  requestContext: RequestContext,
  { id, expectedVersion, ...typed }: WidgetForm & { readonly id: string; readonly expectedVersion: number },
): Promise<{ readonly version: number } | RefusedWidget> {
  return named(() =>
    inTenant(kit.db, requestContext.tenantId, async (trx) => {
      const [known] = await findWidgets(trx, id);
      if (known === undefined) return { refusal: "no-such-widget" } as const;
      const form = await checked(trx, typed, known);
      if ("refusal" in form) return form;
      if (!(await writeWidget(trx, { ...form, id, expectedVersion }))) return { refusal: "widget-stale" } as const;
      await recordAudit(trx, kit, actedEntry(requestContext, fact("changed", id, widgetAuditDetail(form))));
      return { version: expectedVersion + 1 };
    }),
  );
}

/** Ends a widget: pages with its key show nothing. */
export async function dropWidget(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<"ended" | RefusedWidget> {
  return inTenant(kit.db, requestContext.tenantId, async (trx) => {
    if (!(await endWidget(trx, { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-widget" };
    await recordAudit(trx, kit, actedEntry(requestContext, fact("ended", id, {})));
    return "ended";
  });
}

/** The form with normalised origins, each once; values that the widget used before remain allowed. */
async function checked(
  trx: DatabaseTransaction,
  form: WidgetForm,
  known: Pick<WidgetForm, "queueId" | "hoursId" | "code" | "talk"> | null,
): Promise<WidgetForm | RefusedWidget> {
  const refusal = (code: WidgetRefusal): RefusedWidget => ({ refusal: code });
  if (!form.offersNow && !form.offersLater && form.talk === null) return refusal("widget-offers-nothing");
  const origins = form.origins.map(readOrigin);
  if (origins.includes(null)) return refusal("widget-origin-unfit");
  const { hours, codes } = await widgetChoices(trx);
  if (form.queueId !== known?.queueId && !(await isWidgetQueue(trx, form.queueId)))
    return refusal("widget-queue-unknown");
  if (form.hoursId !== known?.hoursId && !hours.some(({ id }) => id === form.hoursId))
    return refusal("widget-hours-unknown");
  if (form.code !== known?.code && !codes.some(({ code }) => code === form.code)) return refusal("widget-code-unknown");
  const talkCode = form.talk?.code;
  if (talkCode !== undefined && talkCode !== known?.talk?.code && !codes.some(({ code }) => code === talkCode))
    return refusal("widget-talk-code-unknown");
  return { ...form, origins: [...new Set(origins.filter((origin) => origin !== null))] };
}

async function named<Done>(work: () => Promise<Done>): Promise<Done | RefusedWidget> {
  try {
    return await work();
  } catch (error) {
    if (isWidgetNameTaken(error)) return { refusal: "widget-name-taken" };
    throw error;
  }
}
