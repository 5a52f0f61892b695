import { z } from "zod";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { calendarsInForce, officeDate } from "../../../../regulation/index.ts";
import { numbersWithFlows } from "../flow-number.store.ts";
import { listsToAsk, ownPrompts } from "../flow-surroundings.store.ts";
import { loadNamedHours } from "../hours/named-hours.store.ts";
import { startingQueue } from "./blank-step.shared.ts";
import { exampleFlow } from "./example-flows.shared.ts";
import { findFlow, listFlows } from "./flow.store.ts";
import {
  flowDraftSchema,
  flowFormSchema,
  flowSurroundingsSchema,
  flowsSchema,
  storedFlowSchema,
} from "./flow-contract.ts";
import { FLOW_ROUTES } from "./flow-refusal.ts";
import { createFlow, type FlowOptions, removeFlow, saveDraft } from "./keep-flow.effects.ts";

const FLOWS = "/api/service/flows";
const params = z.object({ id: z.uuid() });
/** Body limit for a flow of the maximum size, above that of other requests. */
const DRAFT_BYTES_MAX = 512 * 1024;

/** Routes of flows: list, create, read, save the draft, end; and the queues, prompts, numbers and hours that flows may use. */
export function addFlowRoutes(app: Http, options: FlowOptions): void {
  addReading(app, options);
  addWriting(app, options);
}

function addReading(app: Http, options: FlowOptions): void {
  const routes = tenantRoutes(app, options.kit, { ...FLOW_ROUTES, access: "service.read" });
  routes.get(FLOWS, { summary: "Flows of the call centre", answer: flowsSchema }, async (trx) => ({
    items: (await listFlows(trx)).map(({ changedAt, ...row }) => ({ ...row, changedAt: instant(changedAt) })),
  }));
  routes.get(
    "/api/service/flow-surroundings",
    { summary: "What flows may speak of", answer: flowSurroundingsSchema },
    (trx, { request: { locale } }) => surroundings(trx, options, locale),
  );
  routes.get(
    `${FLOWS}/:id`,
    { summary: "A flow", params, answer: storedFlowSchema, missing: "no-such-flow" },
    async (trx, { params: { id } }) => {
      const row = await findFlow(trx, id);
      return row && ({ ...row, changedAt: instant(row.changedAt) } as z.infer<typeof storedFlowSchema>);
    },
  );
}

function addWriting(app: Http, options: FlowOptions): void {
  const { kit, queueNames } = options;
  const routes = tenantRoutes(app, kit, { ...FLOW_ROUTES, access: "flow.manage" });
  routes.post(
    FLOWS,
    { summary: "Begin a flow", body: flowFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    async ({ requestContext, body: { name, example }, request: { locale } }) => {
      const queues = await inTenant(kit.db, requestContext.tenantId, queueNames);
      const draft = exampleFlow(example, {
        language: locale,
        queueId: startingQueue(queues),
        nameOf: (key) => kit.texts.text(locale, `flows.examples.${key}`),
      });
      return createFlow(options, requestContext, { name, draft });
    },
  );
  routes.put(
    `${FLOWS}/:id/draft`,
    {
      summary: "Save the draft of a flow",
      params,
      body: flowDraftSchema,
      answer: z.object({ version: z.number() }),
      bodyLimit: DRAFT_BYTES_MAX,
    },
    ({ requestContext, params: { id }, body }) => saveDraft(options, requestContext, { id, ...body }),
  );
  routes.delete(`${FLOWS}/:id`, { summary: "End a flow", params }, ({ requestContext, params: { id } }) =>
    removeFlow(options, requestContext, id),
  );
}

function instant(at: Date | string): string {
  return new Date(at).toISOString();
}

async function surroundings(
  trx: DatabaseTransaction,
  { kit, queueNames }: FlowOptions,
  locale: Locale,
): Promise<z.infer<typeof flowSurroundingsSchema>> {
  const holidays = calendarsInForce(officeDate(kit.clock.nowMs())).flatMap((year) => year.holidays);
  return {
    queues: [...(await queueNames(trx))],
    prompts: await ownPrompts(trx),
    numbers: await numbersWithFlows(trx),
    hours: [...(await loadNamedHours(trx))] as unknown as z.infer<typeof flowSurroundingsSchema>["hours"],
    lists: await listsToAsk(trx),
    daysOff: holidays.map(({ date, kind, name }) => ({ date, kind, name: name[locale] })),
  };
}
