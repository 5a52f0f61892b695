import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { beginList, dropList, type RefusedList } from "./keep-list.effects.ts";
import { findList, hasListVersion, listLists, pageOfEntries } from "./list.store.ts";
import {
  entriesQuery,
  entriesSchema,
  listFormSchema,
  listSchema,
  listsSchema,
  listVersionParams,
} from "./list-contract.ts";
import { LIST_STATUS } from "./list-refusal.ts";
import { ownDay } from "./own-day.store.ts";

const tags = ["information"];
const reading = { access: "service.read" } as const;
const writing = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes of location and price lists: list, create, read, and end them. */
export function addListRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addEntries(app, kit);
  addWriting(app, kit);
}

/** Answers a refusal; at the form field where it belongs to one. */
export function refuseList(kit: Kit, reply: FastifyReply, { refusal, params: said = {} }: RefusedList) {
  const path = { "list-day-past": "inForceFrom", "list-name-taken": "name" }[refusal as string];
  const fields = path === undefined ? [] : [{ path, code: refusal }];
  return sendProblem(reply, kit.texts, LIST_STATUS[refusal], { code: refusal, params: said, fields });
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    "/api/service/information/lists",
    { config: reading, schema: { tags, summary: "Lists of places and prices", response: { 200: listsSchema } } },
    async (request) =>
      inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const today = await ownDay(trx, kit.clock.nowMs());
        return { today, items: await listLists(trx, today) };
      }),
  );
  app.get(
    "/api/service/information/lists/:id",
    { config: reading, schema: { tags, summary: "A list", params, response: { 200: listSchema, ...problems } } },
    async (request, reply) => {
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const today = await ownDay(trx, kit.clock.nowMs());
        const row = await findList(trx, { id, today });
        return row === undefined ? undefined : { ...row, today };
      });
      if (found === undefined) return refuseList(kit, reply, { refusal: "no-such-list" });
      const versions = found.versions.map(({ importedAt, ...version }) => ({
        ...version,
        importedAt: importedAt.toISOString(),
      }));
      return { ...found, versions };
    },
  );
}

function addEntries(app: Http, kit: Kit): void {
  app.get(
    "/api/service/information/lists/:id/versions/:number/entries",
    {
      config: reading,
      schema: {
        tags,
        summary: "What stands in a version of a list",
        params: listVersionParams,
        querystring: entriesQuery,
        response: { 200: entriesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { search = "", page } = request.query;
      const tenantId = tenantOfCaller(request.caller, "service.read");
      const found = await inTenant(kit.db, tenantId, async (trx) =>
        (await hasListVersion(trx, request.params))
          ? pageOfEntries(trx, { ...request.params, search: search.trim(), page })
          : undefined,
      );
      return found ?? refuseList(kit, reply, { refusal: "no-such-list-version" });
    },
  );
}

function addWriting(app: Http, kit: Kit): void {
  app.post(
    "/api/service/information/lists",
    {
      config: writing,
      schema: {
        tags,
        summary: "Begin a list",
        body: listFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await beginList(kit, requestContextOf(request, "queue.manage"), request.body);
      return "refusal" in done ? refuseList(kit, reply, done) : reply.code(201).send(done);
    },
  );
  app.delete(
    "/api/service/information/lists/:id",
    { config: writing, schema: { tags, summary: "End a list", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropList(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return done === "kept" ? reply.code(204).send(null) : refuseList(kit, reply, done);
    },
  );
}
