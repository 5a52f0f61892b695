import { z } from "zod";
import { recordAudit } from "../../platform/audit/index.ts";
import { inTenant } from "../../platform/database/index.ts";
import { type Http, problemWire, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import { actedEntry, askingOf, tenantOfCaller } from "../tenants/index.ts";
import { type AgentCommand, findAgentCommand, orderAgentAct } from "./agent-command.store.ts";
import { agentActWire, agentCommandWire } from "./contract.ts";
import { QUEUE_WISHES } from "./queue-desk.effects.ts";

const tags = ["queues"];
const problems = { 400: problemWire, 403: problemWire, 404: problemWire, 409: problemWire };
const STATUS = { "no-such-agent": 404, "agent-acts-waiting": 409 } as const;

/** What a supervisor has an agent do: log in at a phone, pause, be ready, log out; the switch says what became of it. */
export function addAgentActRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/agents/:id/acts",
    {
      config: { access: "service.manage" },
      schema: {
        ...{ tags, summary: "Have an agent log in, pause, be ready or log out", body: agentActWire },
        params: z.object({ id: z.uuid() }),
        response: { 202: agentCommandWire, ...problems },
      },
    },
    async (request, reply) => {
      const asking = askingOf(request, "service.manage");
      const { tenantId, personId } = asking;
      const wish = { id: kit.ids.next(), tenantId, agentId: request.params.id, requestedBy: personId };
      const ordered = await inTenant(kit.db, tenantId, async (trx) => {
        const done = await orderAgentAct(trx, { ...wish, ...request.body, at: new Date(kit.clock.nowMs()) });
        // A wish that was told before is on record already.
        if (done.ok && done.value.id === wish.id)
          await recordAudit(
            trx,
            kit,
            actedEntry(asking, {
              ...{ action: "agent.act-ordered", subjectKind: "agent", subjectId: wish.agentId },
              detail: { act: request.body.act.act },
            }),
          );
        return done;
      });
      if (!ordered.ok) return sendProblem(reply, kit.texts, STATUS[ordered.refusal], { code: ordered.refusal });
      kit.news.announce(QUEUE_WISHES);
      return reply.code(202).send(commandView(kit, request.locale, ordered.value));
    },
  );
  app.get(
    "/api/service/agents/:id/acts/:actId",
    {
      config: { access: "service.read" },
      schema: {
        ...{ tags, summary: "What became of it" },
        params: z.object({ id: z.uuid(), actId: z.uuid() }),
        response: { 200: agentCommandWire, ...problems },
      },
    },
    async (request, reply) => {
      const { id: agentId, actId: id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), (trx) =>
        findAgentCommand(trx, { agentId, id }),
      );
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-agent" });
      return commandView(kit, request.locale, found);
    },
  );
}

function commandView(kit: Kit, locale: Locale, { id, state, refusal }: AgentCommand) {
  const told = refusal === null ? null : { code: refusal, message: kit.texts.text(locale, `errors.${refusal}`) };
  return { id, state, refusal: told };
}
