import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  categoriesSchema,
  categoryFormSchema,
  categorySaveSchema,
  ticketSettingFormSchema,
  ticketSettingSchema,
} from "./contract.ts";
import { addCategory, dropCategory, saveCategory, saveSetting } from "./keep-category.effects.ts";
import { refuseTicket } from "./ticket.routes.ts";
import { listCategories, ticketSetting } from "./ticket-category.store.ts";
import { newPage } from "./ticket-secrets.effects.ts";

const tags = ["tickets"];
const config = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Categories with their promises, and who is told of what is late; by whoever leads the call centre. */
export function addTicketCategoryRoutes(app: Http, kit: Kit): void {
  addCategories(app, kit);
  addCategoryWriting(app, kit);
  addSetting(app, kit);
}

function addCategories(app: Http, kit: Kit): void {
  app.get(
    "/api/service/ticket-categories",
    {
      config,
      schema: { tags, summary: "Categories of tickets", response: { 200: categoriesSchema, 403: problemSchema } },
    },
    async (request) => {
      const rows = await inTenant(kit.db, requestContextOf(request, config.access).tenantId, listCategories);
      return { items: rows.map(({ hoursVersion: _version, ...row }) => row) };
    },
  );
  app.post(
    "/api/service/ticket-categories",
    {
      config,
      schema: {
        tags,
        summary: "Add a category",
        body: categoryFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addCategory(kit, requestContextOf(request, config.access), request.body);
      return "refusal" in done ? refuseTicket(kit, reply, done) : reply.code(201).send(done);
    },
  );
}

function addCategoryWriting(app: Http, kit: Kit): void {
  app.put(
    "/api/service/ticket-categories/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change a category",
        params,
        body: categorySaveSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const form = { id: request.params.id, ...request.body };
      const done = await saveCategory(kit, requestContextOf(request, config.access), form);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
  app.delete(
    "/api/service/ticket-categories/:id",
    { config, schema: { tags, summary: "End a category", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropCategory(kit, requestContextOf(request, config.access), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuseTicket(kit, reply, done);
    },
  );
}

function addSetting(app: Http, kit: Kit): void {
  app.get(
    "/api/service/ticket-setting",
    {
      config,
      schema: {
        tags,
        summary: "Who is told of late tickets",
        response: { 200: ticketSettingSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { tenantId } = requestContextOf(request, config.access);
      return inTenant(kit.db, tenantId, (trx) => ticketSetting(trx, { tenantId, page: newPage() }));
    },
  );
  app.put(
    "/api/service/ticket-setting",
    {
      config,
      schema: {
        tags,
        summary: "Choose who is told of late tickets",
        body: ticketSettingFormSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await saveSetting(kit, requestContextOf(request, config.access), request.body);
      return "refusal" in done ? refuseTicket(kit, reply, done) : done;
    },
  );
}
