import { z } from "zod";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { RequestContext } from "../../tenancy/tenants/index.ts";
import { ticketSettingFormSchema, ticketSettingSchema } from "./contract.ts";
import { TICKET_ROUTES, type TicketRefusal } from "./ticket-refusal.ts";
import { newPage } from "./ticket-secrets.effects.ts";
import { ticketSetting, updateSetting } from "./ticket-setting.store.ts";

const SETTING = "/api/service/ticket-setting";

/** Routes of the escalation and closing of tickets, for supervisors. */
export function addTicketSettingRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...TICKET_ROUTES, access: "queue.manage" });
  routes.get(
    SETTING,
    { summary: "The recipients of escalations of late tickets", answer: ticketSettingSchema },
    (trx, { requestContext: { tenantId } }) => ticketSetting(trx, { tenantId, page: newPage() }),
  );
  routes.put(
    SETTING,
    {
      summary: "Set the recipients of escalations of late tickets",
      body: ticketSettingFormSchema,
      answer: z.object({ version: z.number() }),
    },
    ({ requestContext, body }) => changeSetting(kit, requestContext, body),
  );
}

/** Changes the settings at the version that was read; they apply to each ticket from its next event on. */
async function changeSetting(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof ticketSettingFormSchema>,
): Promise<Result<{ readonly version: number }, TicketRefusal>> {
  const { tenantId } = requestContext;
  const { expectedVersion, ...detail } = form;
  const { assigneePercent, supervisorPercent, administratorPercent } = detail;
  if (assigneePercent > supervisorPercent || supervisorPercent > administratorPercent)
    return refuse("ticket-setting-order");
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    await ticketSetting(trx, { tenantId, page: newPage() });
    if (!(await updateSetting(trx, form))) return refuse("ticket-setting-stale");
    await audit({ action: "ticket-setting.changed", subjectKind: "tenant", subjectId: tenantId, detail });
    return ok({ version: expectedVersion + 1 });
  });
}
