import { z } from "zod";
import { ok } from "../../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { RequestContext } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import { agentCommandSchema, contactActionSchema } from "../contract.ts";
import { QUEUE_ROUTES } from "../queue-refusal.ts";
import { findContactCommand, orderContactAct } from "./agent-command.store.ts";
import type { ContactAct } from "./contact-act.ts";
import { commandView } from "./order-act.effects.ts";

const ACTS = "/api/service/contacts/:id/acts";
const ACT_ROUTES = {
  ...QUEUE_ROUTES,
  refusals: { "no-such-contact": "not-found", "agent-acts-waiting": "limit" },
} as const;
const params = z.object({ id: z.uuid() });

/** Routes with which a supervisor sends a waiting contact to another queue, or assigns it to an agent; the switch stores the result. */
export function addContactActRoutes(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...ACT_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...ACT_ROUTES, access: "queue.manage" });
  writing.post(
    ACTS,
    {
      summary: "Send a contact that waits to another queue, or give it to an agent",
      body: contactActionSchema,
      params,
      answer: agentCommandSchema,
      status: 202,
    },
    async ({ requestContext, params: { id: contactId }, body, request }) => {
      const ordered = await order(kit, requestContext, { contactId, ...body });
      return ordered.ok ? ok(commandView(kit, request.locale, ordered.value)) : ordered;
    },
  );
  reading.get(
    `${ACTS}/:actId`,
    {
      summary: "What became of it",
      params: params.extend({ actId: z.uuid() }),
      answer: agentCommandSchema,
      missing: "no-such-contact",
    },
    async (trx, { params: { id: contactId, actId: id }, request }) => {
      const found = await findContactCommand(trx, { contactId, id });
      return found === undefined ? undefined : commandView(kit, request.locale, found);
    },
  );
}

function order(
  kit: Kit,
  requestContext: RequestContext,
  command: { readonly contactId: string; readonly act: ContactAct; readonly idempotencyKey: string },
) {
  const { tenantId, personId: requestedBy } = requestContext;
  const { contactId, act } = command;
  const id = kit.ids.next();
  return tenantCommand(kit, requestContext, { announces: QUEUE_COMMANDS }, async ({ trx, at, audit }) => {
    const done = await orderContactAct(trx, { ...command, id, tenantId, requestedBy, at });
    // A repeated command is in the audit log already.
    if (!done.ok || done.value.id !== id) return done;
    await audit({
      action: "contact.act-ordered",
      subjectKind: "contact",
      subjectId: contactId,
      detail: { ...act },
    });
    return done;
  });
}
