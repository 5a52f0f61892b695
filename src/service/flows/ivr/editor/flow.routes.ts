import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { calendarsInForce, officeDate } from "../../../../regulation/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
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
import { FLOW_STATUS } from "./flow-refusal.ts";
import { createFlow, type FlowOptions, type RefusedFlow, removeFlow, saveDraft } from "./keep-flow.effects.ts";

const tags = ["flows"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const reading = { access: "service.read" } as const;
const writing = { access: "flow.manage" } as const;
const params = z.object({ id: z.uuid() });
/** A flow of the most steps is longer than other bodies. */
const DRAFT_BYTES_MAX = 512 * 1024;

/** Flows: list, begin, read, save the draft, end; and what they may speak of. */
export function addFlowRoutes(app: Http, options: FlowOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/flows",
    { config: reading, schema: { tags, summary: "Flows of the call centre", response: { 200: flowsSchema } } },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), listFlows);
      return { items: rows.map(({ changedAt, ...row }) => ({ ...row, changedAt: instant(changedAt) })) };
    },
  );
  app.get(
    "/api/service/flow-surroundings",
    {
      config: reading,
      schema: { tags, summary: "What flows may speak of", response: { 200: flowSurroundingsSchema } },
    },
    async (request) => surroundings(options, tenantOfCaller(request.caller, "service.read"), request.locale),
  );
  addBeginning(app, options);
  addOne(app, options);
}

function addBeginning(app: Http, options: FlowOptions): void {
  const { kit, queueNames } = options;
  app.post(
    "/api/service/flows",
    {
      config: writing,
      schema: {
        tags,
        summary: "Begin a flow",
        body: flowFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "flow.manage");
      const { name, example } = request.body;
      const queues = await inTenant(kit.db, requestContext.tenantId, queueNames);
      const draft = exampleFlow(example, {
        language: request.locale,
        queueId: startingQueue(queues),
        nameOf: (key) => kit.texts.text(request.locale, `flows.examples.${key}`),
      });
      const done = await createFlow(options, requestContext, { name, draft });
      return "refusal" in done ? refuseFlow(options, reply, done) : reply.code(201).send(done);
    },
  );
}

function addOne(app: Http, options: FlowOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/flows/:id",
    { config: reading, schema: { tags, summary: "A flow", params, response: { 200: storedFlowSchema, ...problems } } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const row = await inTenant(kit.db, tenantId, (trx) => findFlow(trx, request.params.id));
      if (row === undefined) return refuseFlow(options, reply, { refusal: "no-such-flow" });
      return reply.send({ ...row, changedAt: instant(row.changedAt) } as z.infer<typeof storedFlowSchema>);
    },
  );
  app.put(
    "/api/service/flows/:id/draft",
    {
      config: writing,
      bodyLimit: DRAFT_BYTES_MAX,
      schema: {
        tags,
        summary: "Save the draft of a flow",
        params,
        body: flowDraftSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const saved = { id: request.params.id, ...request.body };
      const done = await saveDraft(options, requestContextOf(request, "flow.manage"), saved);
      return "refusal" in done ? refuseFlow(options, reply, done) : reply.send(done);
    },
  );
  app.delete(
    "/api/service/flows/:id",
    { config: writing, schema: { tags, summary: "End a flow", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await removeFlow(options, requestContextOf(request, "flow.manage"), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuseFlow(options, reply, done);
    },
  );
}

/** Answers a refusal of an act on a flow. */
export function refuseFlow({ kit }: Pick<FlowOptions, "kit">, reply: FastifyReply, { refusal }: RefusedFlow) {
  return sendProblem(reply, kit.texts, FLOW_STATUS[refusal], { code: refusal });
}

function instant(at: Date | string): string {
  return new Date(at).toISOString();
}

async function surroundings(
  { kit, queueNames }: FlowOptions,
  tenantId: string,
  locale: Locale,
): Promise<z.infer<typeof flowSurroundingsSchema>> {
  const holidays = calendarsInForce(officeDate(kit.clock.nowMs())).flatMap((year) => year.holidays);
  const daysOff = holidays.map(({ date, kind, name }) => ({ date, kind, name: name[locale] }));
  return inTenant(kit.db, tenantId, async (trx) => ({
    queues: [...(await queueNames(trx))],
    prompts: await ownPrompts(trx),
    numbers: await numbersWithFlows(trx),
    hours: [...(await loadNamedHours(trx))] as unknown as z.infer<typeof flowSurroundingsSchema>["hours"],
    lists: await listsToAsk(trx),
    daysOff,
  }));
}
