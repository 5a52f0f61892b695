import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { widgetFormSchema, widgetSaveSchema, widgetSchema, widgetsSchema } from "./contract.ts";
import { addWidget, dropWidget, saveWidget } from "./keep-widget.effects.ts";
import { HOST_SCRIPT } from "./page-files.effects.ts";
import { refuseWidget } from "./refuse-widget.effects.ts";
import { localDay } from "./web-caller.store.ts";
import { countsOf, type FoundWidget, findWidgets, outcomesOf, widgetChoices } from "./widget.store.ts";

const tags = ["widgets"];
const config = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const COUNTED_MS = 30 * 86_400_000;

/** Routes of the widgets of a call centre; for members who manage queues. */
export function addWidgetRoutes(app: Http, kit: Kit): void {
  addList(app, kit);
  addOne(app, kit);
  addWriting(app, kit);
}

const rowOf = ({
  id,
  key,
  name,
  version,
  isOn,
  queueId,
  queueName,
  isQueueThere,
  hoursId,
  hoursName,
  code,
  origins,
}: FoundWidget) => ({
  id,
  key,
  name,
  version,
  isOn,
  queueId,
  queueName,
  isQueueThere,
  hoursId,
  hoursName,
  code,
  origins,
});

function addList(app: Http, kit: Kit): void {
  app.get(
    "/api/service/widgets",
    { config, schema: { tags, summary: "Widgets for websites", response: { 200: widgetsSchema, 403: problemSchema } } },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      return inTenant(kit.db, tenantId, async (trx) => {
        const counts = await countsOf(trx, await localDay(trx, tenantId, new Date(kit.clock.nowMs())));
        const countOf = (widgetId: string, kind: string): number =>
          counts.find((row) => row.widgetId === widgetId && row.kind === kind)?.count ?? 0;
        const items = (await findWidgets(trx, null)).map((row) => ({
          ...rowOf(row),
          shown: countOf(row.id, "shown"),
          asked: countOf(row.id, "asked"),
        }));
        return { items, ...(await widgetChoices(trx)) };
      });
    },
  );
}

function addOne(app: Http, kit: Kit): void {
  app.get(
    "/api/service/widgets/:id",
    { config, schema: { tags, summary: "One widget", params, response: { 200: widgetSchema, ...problems } } },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, config.access);
      const { id } = request.params;
      const nowMs = kit.clock.nowMs();
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        const [row] = await findWidgets(trx, id);
        if (row === undefined) return undefined;
        const { offersNow, offersLater, daysAhead, hourMax, talk, words } = row;
        const counts = await countsOf(trx, await localDay(trx, tenantId, new Date(nowMs)));
        return {
          ...rowOf(row),
          offersNow,
          offersLater,
          daysAhead,
          hourMax,
          talk,
          words,
          line: `<script src="${kit.publicUrl()}${HOST_SCRIPT.address}" data-widget="${row.key}" async></script>`,
          counts: counts.filter(({ widgetId }) => widgetId === id).map(({ kind, count }) => ({ kind, count })),
          ...(await outcomesOf(trx, { id, since: new Date(nowMs - COUNTED_MS) })),
        };
      });
      return found ?? refuseWidget(kit, reply, { refusal: "no-such-widget" });
    },
  );
}

function addWriting(app: Http, kit: Kit): void {
  app.post(
    "/api/service/widgets",
    {
      config,
      schema: {
        tags,
        summary: "Add a widget",
        body: widgetFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addWidget(kit, requestContextOf(request, config.access), request.body);
      return "refusal" in done ? refuseWidget(kit, reply, done) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/widgets/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change a widget",
        params,
        body: widgetSaveSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await saveWidget(kit, requestContextOf(request, config.access), {
        ...request.body,
        id: request.params.id,
      });
      return "refusal" in done ? refuseWidget(kit, reply, done) : done;
    },
  );
  app.delete(
    "/api/service/widgets/:id",
    { config, schema: { tags, summary: "End a widget", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropWidget(kit, requestContextOf(request, config.access), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuseWidget(kit, reply, done);
    },
  );
}
