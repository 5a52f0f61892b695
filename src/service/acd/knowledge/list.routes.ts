import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { beginList, dropList } from "./keep-list.effects.ts";
import { KNOWLEDGE_ROUTES } from "./knowledge-refusal.ts";
import { findList, hasListVersion, listLists, pageOfEntries } from "./list.store.ts";
import {
  entriesQuery,
  entriesSchema,
  listFormSchema,
  listSchema,
  listsSchema,
  listVersionParams,
} from "./list-contract.ts";
import { ownDay } from "./own-day.store.ts";

const LISTS = "/api/service/information/lists";
const params = z.object({ id: z.uuid() });

/** Routes of location and price lists: list, create, read, and end them. */
export function addListRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addWriting(app, kit);
}

function addReading(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...KNOWLEDGE_ROUTES, access: "service.read" });
  routes.get(LISTS, { summary: "Lists of places and prices", answer: listsSchema }, async (trx) => {
    const today = await ownDay(trx, kit.clock.nowMs());
    return { today, items: await listLists(trx, today) };
  });
  routes.get(
    `${LISTS}/:id`,
    { summary: "A list", params, answer: listSchema, missing: "no-such-list" },
    async (trx, { params: { id } }) => {
      const today = await ownDay(trx, kit.clock.nowMs());
      const found = await findList(trx, { id, today });
      if (found === undefined) return undefined;
      const versions = found.versions.map(({ importedAt, ...version }) => ({
        ...version,
        importedAt: importedAt.toISOString(),
      }));
      return { ...found, today, versions };
    },
  );
  routes.get(
    `${LISTS}/:id/versions/:number/entries`,
    {
      summary: "What stands in a version of a list",
      params: listVersionParams,
      query: entriesQuery,
      answer: entriesSchema,
      missing: "no-such-list-version",
    },
    async (trx, { params: version, query: { search = "", page } }) =>
      (await hasListVersion(trx, version))
        ? pageOfEntries(trx, { ...version, search: search.trim(), page })
        : undefined,
  );
}

function addWriting(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...KNOWLEDGE_ROUTES, access: "queue.manage" });
  routes.post(
    LISTS,
    { summary: "Begin a list", body: listFormSchema, answer: z.object({ id: z.uuid() }), status: 201 },
    ({ requestContext, body }) => beginList(kit, requestContext, body),
  );
  routes.delete(`${LISTS}/:id`, { summary: "End a list", params }, ({ requestContext, params: { id } }) =>
    dropList(kit, requestContext, id),
  );
}
