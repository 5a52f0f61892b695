import { z } from "zod";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { desktopRoutes } from "../agents/desktop.routes.ts";
import { QUEUE_FORM_REFUSALS, QUEUE_ROUTES } from "../queue-refusal.ts";
import { cardForm, scriptOf } from "./customer-card.store.ts";
import {
  cardChangeSchema,
  cardFormChangeSchema,
  cardFormSchema,
  desktopCustomerSchema,
  queueScriptChangeSchema,
  queueScriptSchema,
} from "./customer-profile.shared.ts";
import {
  CARD_FORM_REFUSALS,
  CARD_REFUSALS,
  customerOf,
  writeCard,
  writeCardForm,
  writeScript,
} from "./keep-card.effects.ts";

const CARD_FORM = "/api/service/card-form";
const CUSTOMER = "/api/service/desk/contacts/:id/customer";
const SCRIPT = "/api/service/queues/:id/script";
const CARD_FORM_ROUTES = { ...QUEUE_ROUTES, refusals: CARD_FORM_REFUSALS } as const;
const SCRIPT_ROUTES = { ...QUEUE_ROUTES, refusals: QUEUE_FORM_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes of customers: the fields of their profiles, the scripts of queues, and the profile of the current caller. */
export function addCustomerCardRoutes(app: Http, kit: Kit): void {
  addCardForm(app, kit);
  addScripts(app, kit);
  addCards(app, kit);
}

function addCardForm(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...CARD_FORM_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...CARD_FORM_ROUTES, access: "service.manage" });
  reading.get(CARD_FORM, { summary: "The fields of customer cards", answer: cardFormSchema }, async (trx) => {
    const { fields, version } = await cardForm(trx);
    return { fields: [...fields], version };
  });
  writing.put(
    CARD_FORM,
    { summary: "Define the fields of customer cards", body: cardFormChangeSchema },
    ({ requestContext, body }) => writeCardForm(kit, requestContext, body),
  );
}

function addScripts(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...SCRIPT_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...SCRIPT_ROUTES, access: "queue.manage" });
  reading.get(
    SCRIPT,
    { summary: "What agents of a queue say", params, answer: queueScriptSchema, missing: "no-such-queue" },
    (trx, { params: { id } }) => scriptOf(trx, id),
  );
  writing.put(
    SCRIPT,
    { summary: "Write what agents of a queue say", params, body: queueScriptChangeSchema },
    ({ requestContext, params: { id }, body }) => writeScript(kit, requestContext, { queueId: id, ...body }),
  );
}

function addCards(app: Http, kit: Kit): void {
  const routes = desktopRoutes(app, kit, CARD_REFUSALS);
  routes.get(
    CUSTOMER,
    { summary: "Who my caller is, and what I say", params, answer: desktopCustomerSchema, missing: "no-such-contact" },
    (trx, { requestContext: { agent }, params: { id } }) => customerOf(trx, { agentId: agent.id, contactId: id }),
  );
  routes.put(
    CUSTOMER,
    { summary: "Write down who my caller is", params, body: cardChangeSchema },
    ({ requestContext, params: { id }, body }) =>
      writeCard(kit, requestContext, { ...body, agentId: requestContext.agent.id, contactId: id }),
  );
}
