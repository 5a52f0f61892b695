import { z } from "zod";
import { ok, refuse } from "../../../../kernel/index.ts";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Locale } from "../../../../platform/texts/index.ts";
import { listsToAsk, surroundingsNow } from "../flow-surroundings.store.ts";
import { loadNamedHours } from "../hours/named-hours.store.ts";
import { checkFlow } from "./check-flow.shared.ts";
import { diffFlows } from "./diff-flows.shared.ts";
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
import { FLOW_ROUTES } from "./flow-refusal.ts";
import { assignNumber, type FlowOptions, freeNumber, publishFlow, restoreVersion } from "./keep-flow.effects.ts";
import { changeWords, type FlowWords, findingWords } from "./say-flow.shared.ts";

const FLOW = "/api/service/flows/:id";
const params = z.object({ id: z.uuid() });
const ofVersion = z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(9_999) });
const ofNumber = z.object({ id: z.uuid(), code: z.string().max(40) });
const EMPTY = { languages: [], start: null, steps: [] } as const;

/** Routes of versions of flows: check a draft, compare, publish, list, restore; and of the numbers that a flow answers. */
export function addFlowVersionRoutes(app: Http, options: FlowOptions): void {
  addChecking(app, options);
  addHistory(app, options);
  addPublishing(app, options);
  addAssigning(app, options);
}

/** Texts and current names for describing a flow in a language. */
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
  const routes = tenantRoutes(app, kit, { ...FLOW_ROUTES, access: "service.read" });
  routes.get(
    `${FLOW}/findings`,
    {
      summary: "What keeps the draft from being published",
      params,
      answer: flowFindingsSchema,
      missing: "no-such-flow",
    },
    async (trx, { params: { id }, request: { locale } }) => {
      const row = await findFlow(trx, id);
      if (row === undefined) return undefined;
      const words = await wordsIn(options, locale, trx);
      const findings = checkFlow(row.draft, await surroundingsNow(trx, queueNames));
      const items = findings.map((finding) => {
        const { stepId, field, rule } = finding;
        return { stepId, field, rule, ...findingWords(finding, words) };
      });
      return { items };
    },
  );
  routes.get(
    `${FLOW}/changes`,
    {
      summary: "What the draft does other than the live version",
      params,
      answer: flowChangesSchema,
      missing: "no-such-flow",
    },
    async (trx, { params: { id }, request: { locale } }) => {
      const row = await findFlow(trx, id);
      if (row === undefined) return undefined;
      const words = await wordsIn(options, locale, trx);
      const changes = diffFlows(row.live?.flow ?? EMPTY, row.draft);
      const items = changes.map((change) => ({ stepId: change.stepId, what: changeWords(change, words) }));
      return { live: row.live?.number ?? null, items };
    },
  );
}

function addHistory(app: Http, options: FlowOptions): void {
  const routes = tenantRoutes(app, options.kit, { ...FLOW_ROUTES, access: "service.read" });
  routes.get(
    `${FLOW}/versions`,
    { summary: "Versions of a flow", params, answer: flowVersionsSchema, missing: "no-such-flow" },
    async (trx, { params: { id } }) => {
      const row = await findFlow(trx, id);
      return row && { items: [...(await listVersions(trx, { flowId: row.id }))] };
    },
  );
  routes.get(
    `${FLOW}/versions/:number`,
    {
      summary: "A version of a flow",
      params: ofVersion,
      answer: flowVersionSchema,
      missing: "no-such-flow-version",
    },
    async (trx, { params: { id, number }, request: { locale } }) => {
      const version = await findVersion(trx, { flowId: id, number });
      const [row] = await listVersions(trx, { flowId: id, number });
      if (version === undefined || row === undefined) return undefined;
      const before = await findVersion(trx, { flowId: id, number: number - 1 });
      const words = await wordsIn(options, locale, trx);
      const changes = diffFlows(before?.flow ?? EMPTY, version.flow).map((change) => changeWords(change, words));
      return { ...row, flow: version.flow, changes } as z.infer<typeof flowVersionSchema>;
    },
  );
}

function addPublishing(app: Http, options: FlowOptions): void {
  const routes = tenantRoutes(app, options.kit, { ...FLOW_ROUTES, access: "flow.manage" });
  routes.post(
    `${FLOW}/versions`,
    { summary: "Publish the draft of a flow", params, body: flowPublishSchema, answer: flowPublishedSchema },
    async ({ requestContext, params: { id }, body }) => {
      const done = await publishFlow(options, requestContext, { id, ...body });
      return "refusal" in done ? refuse(done.refusal) : ok(done);
    },
  );
  routes.post(
    `${FLOW}/versions/:number/restoration`,
    {
      summary: "Bring an earlier version back",
      params: ofVersion,
      body: flowRestoreSchema,
      answer: flowPublishedSchema,
    },
    async ({ requestContext, params, body }) => {
      const done = await restoreVersion(options, requestContext, { ...params, ...body });
      return "refusal" in done ? refuse(done.refusal) : ok(done);
    },
  );
}

/** Assignment of numbers: only people who may change numbers may change the flow of one. */
function addAssigning(app: Http, options: FlowOptions): void {
  const routes = tenantRoutes(app, options.kit, { ...FLOW_ROUTES, access: "service.manage" });
  routes.put(
    `${FLOW}/numbers/:code`,
    { summary: "Let a flow answer a number", params: ofNumber, body: flowAssignSchema },
    ({ requestContext, params, body }) => assignNumber(options, requestContext, { ...params, ...body }),
  );
  routes.delete(
    `${FLOW}/numbers/:code`,
    { summary: "Let a flow answer a number no more", params: ofNumber },
    ({ requestContext, params }) => freeNumber(options, requestContext, params),
  );
}
