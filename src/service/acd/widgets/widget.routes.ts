import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { widgetFormSchema, widgetSaveSchema, widgetSchema, widgetsSchema } from "./contract.ts";
import { addWidget, dropWidget, saveWidget } from "./keep-widget.effects.ts";
import { HOST_SCRIPT } from "./page-files.effects.ts";
import { localDay } from "./web-caller.store.ts";
import { countsOf, type FoundWidget, findWidgets, outcomesOf, widgetChoices } from "./widget.store.ts";
import { WIDGET_ROUTES } from "./widget-refusal.ts";

const WIDGETS = "/api/service/widgets";
const params = z.object({ id: z.uuid() });
const COUNTED_MS = 30 * 86_400_000;

/** Routes of the widgets of a call centre; for members who manage queues. */
export function addWidgetRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
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

function addReading(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, WIDGET_ROUTES);
  routes.get(
    WIDGETS,
    { summary: "Widgets for websites", answer: widgetsSchema },
    async (trx, { requestContext: { tenantId } }) => {
      const counts = await countsOf(trx, await localDay(trx, tenantId, new Date(kit.clock.nowMs())));
      const countOf = (widgetId: string, kind: string): number =>
        counts.find((row) => row.widgetId === widgetId && row.kind === kind)?.count ?? 0;
      const items = (await findWidgets(trx, null)).map((row) => ({
        ...rowOf(row),
        shown: countOf(row.id, "shown"),
        asked: countOf(row.id, "asked"),
      }));
      return { items, ...(await widgetChoices(trx)) };
    },
  );
  routes.get(
    `${WIDGETS}/:id`,
    { summary: "One widget", params, answer: widgetSchema, missing: "no-such-widget" },
    async (trx, { params: { id }, requestContext: { tenantId } }) => {
      const nowMs = kit.clock.nowMs();
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
    },
  );
}

function addWriting(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, WIDGET_ROUTES);
  routes.post(
    WIDGETS,
    { summary: "Add a widget", body: widgetFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => addWidget(kit, requestContext, body),
  );
  routes.put(
    `${WIDGETS}/:id`,
    { summary: "Change a widget", params, body: widgetSaveSchema, answer: z.object({ version: z.number() }) },
    ({ requestContext, params: { id }, body }) => saveWidget(kit, requestContext, { ...body, id }),
  );
  routes.delete(`${WIDGETS}/:id`, { summary: "End a widget", params }, ({ requestContext, params: { id } }) =>
    dropWidget(kit, requestContext, id),
  );
}
