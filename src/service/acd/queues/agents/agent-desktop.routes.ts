import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";
import { agentCommandSchema } from "../contract.ts";
import { ownTimeZone } from "../queue-board.store.ts";
import { findAgentCommand } from "./agent-command.store.ts";
import { agentDesktopSchema, desktopActionSchema } from "./agent-desktop.shared.ts";
import { agentOfPerson, doneSince, phonesFor } from "./agent-desktop.store.ts";
import { dayBeganMs } from "./agent-desktop-view.ts";
import type { DesktopMonitors } from "./desktop-monitor.effects.ts";
import type { DesktopPresence } from "./desktop-presence.effects.ts";
import { dispositions, pauseReasons } from "./named-choice.store.ts";
import { ACT_REFUSALS, commandView, orderAct } from "./order-act.effects.ts";

const config = { access: "service.desk" } as const;
const tags = ["desk"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NO_AGENT = "no-own-agent";

/** The agent of the signed-in person and their call centre; undefined when the person is no agent. */
export async function ownAgent(kit: Pick<Kit, "db">, request: FastifyRequest) {
  const requestContext = requestContextOf(request, "service.desk");
  const agent = await inTenant(kit.db, requestContext.tenantId, (trx) => agentOfPerson(trx, requestContext.personId));
  return agent === undefined ? undefined : { requestContext, agent };
}

/** Routes of the agent desktop: its state, and the agent's commands. Other agents are not accessible. */
export function addDesktopRoutes(
  app: Http,
  kit: Kit,
  { desks, presence }: { readonly desks: DesktopMonitors; readonly presence: DesktopPresence },
): void {
  app.get(
    "/api/service/desk",
    {
      config,
      schema: {
        tags,
        summary: "My desk",
        response: { 200: agentDesktopSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const { agent, requestContext } = own;
      return inTenant(kit.db, requestContext.tenantId, async (trx) => {
        const timeZone = await ownTimeZone(trx);
        const at = new Date(dayBeganMs(kit.clock.nowMs(), timeZone));
        const [phones, reasons] = [await phonesFor(trx, agent.id), await pauseReasons(trx)];
        return {
          agent,
          timeZone,
          phones: [...phones],
          pauseReasons: reasons.map(({ id, name }) => ({ id, name })),
          dispositions: (await dispositions(trx)).map(({ id, name, queueId }) => ({ id, name, queueId })),
          today: await doneSince(trx, { agentId: agent.id, at }),
        };
      });
    },
  );
  app.get(
    "/api/service/desk/live",
    { config, schema: { tags, summary: "How I stand and whom I have, as it changes" } },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      const nothing = { standing: null, caller: null };
      const unlisten = desks.listen(own.requestContext.tenantId, ({ atMs, desks: seen }) =>
        stream.send("desk", { atMs, ...(seen.get(own.agent.id) ?? nothing) }),
      );
      stream.onClose(unlisten);
      stream.onClose(presence.open(own.requestContext.tenantId, own.agent.id));
      return reply;
    },
  );
  addActionRoutes(app, kit);
}

function addActionRoutes(app: Http, kit: Kit): void {
  app.post(
    "/api/service/desk/acts",
    {
      config,
      schema: {
        tags,
        summary: "Log in, pause, be ready or log out",
        body: desktopActionSchema,
        response: { 202: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const ordered = await orderAct(kit, own.requestContext, { agentId: own.agent.id, ...request.body });
      if (!ordered.ok) return sendRefusal(kit, reply, ACT_REFUSALS, ordered.refusal);
      return reply.code(202).send(commandView(kit, request.locale, ordered.value));
    },
  );
  app.get(
    "/api/service/desk/acts/:id",
    {
      config,
      schema: {
        tags,
        summary: "What became of it",
        params: z.object({ id: z.uuid() }),
        response: { 200: agentCommandSchema, ...problems },
      },
    },
    async (request, reply) => {
      const own = await ownAgent(kit, request);
      if (own === undefined) return sendProblem(reply, kit.texts, 404, { code: NO_AGENT });
      const wanted = { agentId: own.agent.id, id: request.params.id };
      const found = await inTenant(kit.db, own.requestContext.tenantId, (trx) => findAgentCommand(trx, wanted));
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-act" });
      return commandView(kit, request.locale, found);
    },
  );
}
