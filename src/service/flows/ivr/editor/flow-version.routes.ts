import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { listsToAsk, surroundingsNow } from "../flow-surroundings.store.ts";
import { loadNamedHours } from "../hours/named-hours.store.ts";
import { checkFlow } from "./check-flow.shared.ts";
import { diffFlows } from "./diff-flows.shared.ts";
import { refuseFlow } from "./flow.routes.ts";
import { findFlow, findVersion, listVersions } from "./flow.store.ts";
import {
  flowAssignSchema,
  flowChangesSchema,
  flowFindingsSchema,
  flowPublishedSchema,
  flowPublishSchema,
  flowRestoreSchema,
  flowVersionSchema,
  flowVersionsSchema,
} from "./flow-contract.ts";
import { assignNumber, type FlowOptions, freeNumber, publishFlow, restoreVersion } from "./keep-flow.effects.ts";
import { changeWords, type FlowWords, findingWords } from "./say-flow.shared.ts";

const tags = ["flows"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const reading = { access: "service.read" } as const;
const writing = { access: "flow.manage" } as const;
// Where a number leads is a matter of numbers: whoever may not change those may not change this.
const numbering = { access: "service.manage" } as const;
const params = z.object({ id: z.uuid() });
const ofVersion = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(9_999) });
const ofNumber = z.object({ id: z.uuid(), code: z.string().max(40) });
const EMPTY = { languages: [], start: null, steps: [] } as const;

/** Versions of flows: check a draft, compare, publish, look back, bring back; and which numbers a flow answers. */
export function addFlowVersionRoutes(app: Http, options: FlowOptions): void {
  addChecking(app, options);
  addHistory(app, options);
  addPublishing(app, options);
  addAssigning(app, options);
}

/** What turns a flow into words of a language, with the names of queues and hours as they are now. */
async function wordsIn({ kit, queueNames }: FlowOptions, locale: Locale, trx: DatabaseTransaction): Promise<FlowWords> {
  const names = namesById(await queueNames(trx));
  const hours = namesById(await loadNamedHours(trx));
  const lists = namesById(await listsToAsk(trx));
  return {
    text: (key, texts) => kit.texts.text(locale, key, texts),
    queueName: (id) => names.get(id) ?? null,
    hoursName: (id) => hours.get(id) ?? null,
    listName: (id) => lists.get(id) ?? null,
  };
}

function namesById(named: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  return new Map(named.map(({ id, name }) => [id, name]));
}

function addChecking(app: Http, options: FlowOptions): void {
  const { kit, queueNames } = options;
  app.get(
    "/api/service/flows/:id/findings",
    {
      config: reading,
      schema: {
        tags,
        summary: "What keeps the draft from being published",
        params,
        response: { 200: flowFindingsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const row = await findFlow(trx, request.params.id);
        if (row === undefined) return undefined;
        const words = await wordsIn(options, request.locale, trx);
        return checkFlow(row.draft, await surroundingsNow(trx, queueNames)).map((finding) => {
          const { stepId, field, rule } = finding;
          return { stepId, field, rule, ...findingWords(finding, words) };
        });
      });
      return found === undefined
        ? refuseFlow(options, reply, { refusal: "no-such-flow" })
        : reply.send({ items: found });
    },
  );
  app.get(
    "/api/service/flows/:id/changes",
    {
      config: reading,
      schema: {
        tags,
        summary: "What the draft does other than the live version",
        params,
        response: { 200: flowChangesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const changes = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const row = await findFlow(trx, request.params.id);
        if (row === undefined) return undefined;
        const words = await wordsIn(options, request.locale, trx);
        const told = diffFlows(row.live?.flow ?? EMPTY, row.draft);
        const items = told.map((change) => ({ stepId: change.stepId, what: changeWords(change, words) }));
        return { live: row.live?.number ?? null, items };
      });
      return changes === undefined ? refuseFlow(options, reply, { refusal: "no-such-flow" }) : reply.send(changes);
    },
  );
}

function addHistory(app: Http, options: FlowOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/flows/:id/versions",
    {
      config: reading,
      schema: { tags, summary: "Versions of a flow", params, response: { 200: flowVersionsSchema, ...problems } },
    },
    async (request, reply) => {
      const items = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const row = await findFlow(trx, request.params.id);
        return row === undefined ? undefined : [...(await listVersions(trx, { flowId: row.id }))];
      });
      return items === undefined ? refuseFlow(options, reply, { refusal: "no-such-flow" }) : reply.send({ items });
    },
  );
  app.get(
    "/api/service/flows/:id/versions/:number",
    {
      config: reading,
      schema: {
        tags,
        summary: "A version of a flow",
        params: ofVersion,
        response: { 200: flowVersionSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id, number } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const version = await findVersion(trx, { flowId: id, number });
        const [row] = await listVersions(trx, { flowId: id, number });
        if (version === undefined || row === undefined) return undefined;
        const before = await findVersion(trx, { flowId: id, number: number - 1 });
        const words = await wordsIn(options, request.locale, trx);
        const changes = diffFlows(before?.flow ?? EMPTY, version.flow).map((change) => changeWords(change, words));
        return { ...row, flow: version.flow, changes };
      });
      if (found === undefined) return refuseFlow(options, reply, { refusal: "no-such-flow-version" });
      return reply.send(found as z.infer<typeof flowVersionSchema>);
    },
  );
}

function addPublishing(app: Http, options: FlowOptions): void {
  app.post(
    "/api/service/flows/:id/versions",
    {
      config: writing,
      schema: {
        tags,
        summary: "Publish the draft of a flow",
        params,
        body: flowPublishSchema,
        response: { 200: flowPublishedSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await publishFlow(options, requestContextOf(request, "flow.manage"), wish);
      return "refusal" in done ? refuseFlow(options, reply, done) : reply.send(done);
    },
  );
  app.post(
    "/api/service/flows/:id/versions/:number/restoration",
    {
      config: writing,
      schema: {
        tags,
        summary: "Bring an earlier version back",
        params: ofVersion,
        body: flowRestoreSchema,
        response: { 200: flowPublishedSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { ...request.params, ...request.body };
      const done = await restoreVersion(options, requestContextOf(request, "flow.manage"), wish);
      return "refusal" in done ? refuseFlow(options, reply, done) : reply.send(done);
    },
  );
}

function addAssigning(app: Http, options: FlowOptions): void {
  app.put(
    "/api/service/flows/:id/numbers/:code",
    {
      config: numbering,
      schema: {
        tags,
        summary: "Let a flow answer a number",
        params: ofNumber,
        body: flowAssignSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { ...request.params, ...request.body };
      const done = await assignNumber(options, requestContextOf(request, "service.manage"), wish);
      return done === "assigned" ? reply.code(204).send(null) : refuseFlow(options, reply, done);
    },
  );
  app.delete(
    "/api/service/flows/:id/numbers/:code",
    {
      config: numbering,
      schema: {
        tags,
        summary: "Let a flow answer a number no more",
        params: ofNumber,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await freeNumber(options, requestContextOf(request, "service.manage"), request.params);
      return done === "freed" ? reply.code(204).send(null) : refuseFlow(options, reply, done);
    },
  );
}
