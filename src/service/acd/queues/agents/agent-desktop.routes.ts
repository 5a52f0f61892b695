import { z } from "zod";
import { ok } from "../../../../kernel/index.ts";
import { type Http, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { agentCommandSchema } from "../contract.ts";
import { ownTimeZone } from "../queue-board.store.ts";
import { findAgentCommand } from "./agent-command.store.ts";
import { agentDesktopSchema, desktopActionSchema } from "./agent-desktop.shared.ts";
import { doneSince, phonesFor } from "./agent-desktop.store.ts";
import { dayBeganMs } from "./agent-desktop-view.ts";
import { agentContextOf, DESKTOP_REFUSALS, desktopRoutes } from "./desktop.routes.ts";
import type { DesktopMonitors } from "./desktop-monitor.effects.ts";
import type { DesktopPresence } from "./desktop-presence.effects.ts";
import { dispositions, pauseReasons } from "./named-choice.store.ts";
import { ACT_REFUSALS, commandView, orderAct } from "./order-act.effects.ts";

const ACTS = "/api/service/desk/acts";
const params = z.object({ id: z.uuid() });

/** Routes of the agent desktop: its state, and the agent's commands. */
export function addDesktopRoutes(
  app: Http,
  kit: Kit,
  { desks, presence }: { readonly desks: DesktopMonitors; readonly presence: DesktopPresence },
): void {
  const routes = desktopRoutes(app, kit, { ...ACT_REFUSALS, "no-such-act": "not-found" });
  routes.get(
    "/api/service/desk",
    { summary: "My desk", answer: agentDesktopSchema },
    async (trx, { requestContext: { agent } }) => {
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
    },
  );
  routes.post(
    ACTS,
    {
      summary: "Log in, pause, be ready or log out",
      body: desktopActionSchema,
      answer: agentCommandSchema,
      status: 202,
    },
    async ({ requestContext, body, request }) => {
      const ordered = await orderAct(kit, requestContext, { agentId: requestContext.agent.id, ...body });
      return ordered.ok ? ok(commandView(kit, request.locale, ordered.value)) : ordered;
    },
  );
  routes.get(
    `${ACTS}/:id`,
    { summary: "What became of it", params, answer: agentCommandSchema, missing: "no-such-act" },
    async (trx, { requestContext: { agent }, params: { id }, request }) => {
      const found = await findAgentCommand(trx, { agentId: agent.id, id });
      return found && commandView(kit, request.locale, found);
    },
  );
  addLiveRoute(app, kit, { desks, presence });
}

function addLiveRoute(
  app: Http,
  kit: Kit,
  { desks, presence }: { readonly desks: DesktopMonitors; readonly presence: DesktopPresence },
): void {
  app.get(
    "/api/service/desk/live",
    {
      config: { access: "service.desk" },
      schema: { tags: ["desk"], summary: "How I stand and whom I have, as it changes" },
    },
    async (request, reply) => {
      const own = await agentContextOf(kit, request);
      if (!own.ok) return sendRefusal(kit, reply, DESKTOP_REFUSALS, own.refusal);
      const { tenantId, agent } = own.value;
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return reply;
      const nothing = { standing: null, caller: null };
      const unlisten = desks.listen(tenantId, ({ atMs, desks: seen }) =>
        stream.send("desk", { atMs, ...(seen.get(agent.id) ?? nothing) }),
      );
      stream.onClose(unlisten);
      stream.onClose(presence.open(tenantId, agent.id));
      return reply;
    },
  );
}
