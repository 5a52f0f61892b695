import { z } from "zod";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, type RequestContext, requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "../acd-engine.effects.ts";
import { agentCommandSchema, contactActionSchema } from "../contract.ts";
import { findContactCommand, orderContactAct } from "./agent-command.store.ts";
import type { ContactAct } from "./contact-act.ts";
import { commandView } from "./order-act.effects.ts";

const tags = ["queues"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const STATUS = { "no-such-contact": 404, "agent-acts-waiting": 409 } as const;

/** Routes with which a supervisor sends a waiting contact to another queue, or assigns it to an agent; the switch stores the result. */
export function addContactActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/contacts/:id/acts",
    {
      config: { access: "queue.manage" },
      schema: {
        tags,
        summary: "Send a contact that waits to another queue, or give it to an agent",
        body: contactActionSchema,
        params: z.object({ id: z.uuid() }),
        response: { 202: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { contactId: request.params.id, ...request.body };
      const ordered = await order(kit, requestContextOf(request, "queue.manage"), wish);
      if (!ordered.ok) return sendProblem(reply, kit.texts, STATUS[ordered.refusal], { code: ordered.refusal });
      return reply.code(202).send(commandView(kit, request.locale, ordered.value));
    },
  );
  app.get(
    "/api/service/contacts/:id/acts/:actId",
    {
      config: { access: "service.read" },
      schema: {
        tags,
        summary: "What became of it",
        params: z.object({ id: z.uuid(), actId: z.uuid() }),
        response: { 200: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id: contactId, actId: id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), (trx) =>
        findContactCommand(trx, { contactId, id }),
      );
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-contact" });
      return commandView(kit, request.locale, found);
    },
  );
}

async function order(
  kit: Kit,
  requestContext: RequestContext,
  wish: { readonly contactId: string; readonly act: ContactAct; readonly idempotencyKey: string },
) {
  const { tenantId, personId: requestedBy } = requestContext;
  const id = kit.ids.next();
  const ordered = await inTenant(kit.db, tenantId, async (trx) => {
    const done = await orderContactAct(trx, { ...wish, id, tenantId, requestedBy, at: new Date(kit.clock.nowMs()) });
    // A repeated command is in the audit log already.
    if (!done.ok || done.value.id !== id) return done;
    const fact = { action: "contact.act-ordered", subjectKind: "contact" as const, subjectId: wish.contactId };
    await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { ...wish.act } }));
    return done;
  });
  if (ordered.ok) kit.changeFeed.announce(QUEUE_COMMANDS);
  return ordered;
}
