import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import {
  createdLinkSchema,
  linkFormSchema,
  messageSchema,
  wallboardChangeSchema,
  wallboardFormSchema,
  wallboardSchema,
  wallboardsSchema,
} from "./contract.ts";
import {
  addWallboard,
  changeWallboard,
  dropLink,
  dropWallboard,
  makeLink,
  sayOnWallboard,
} from "./keep-wallboard.effects.ts";
import { listWallboards, readWallboard } from "./wallboard.store.ts";
import type { WallboardRefusal } from "./wallboard-refusal.ts";

const tags = ["wallboards"];
const config = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const ANSWERS: Readonly<Record<WallboardRefusal, { readonly status: number; readonly path: string | null }>> = {
  "no-such-wallboard": { status: 404, path: null },
  "no-such-link": { status: 404, path: null },
  "wallboard-name-taken": { status: 409, path: "name" },
  "wallboard-limit": { status: 409, path: null },
  "wallboard-stale": { status: 409, path: null },
  "wallboard-link-limit": { status: 409, path: null },
  "wallboard-queue-unknown": { status: 400, path: "tiles" },
  "wallboard-tiles-overlap": { status: 400, path: "tiles" },
  "wallboard-tile-outside": { status: 400, path: "tiles" },
  "wallboard-tile-wrong": { status: 400, path: "tiles" },
};

function refuse(kit: Kit, reply: FastifyReply, code: WallboardRefusal) {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes of the wallboards of a call centre, their messages, and their links. */
export function addWallboardRoutes(app: Http, kit: Kit): void {
  const now = () => new Date(kit.clock.nowMs());
  app.get(
    "/api/service/wallboards",
    { config, schema: { tags, summary: "The wallboards of a call centre", response: { 200: wallboardsSchema } } },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, "queue.manage");
      return { items: await inTenant(kit.db, tenantId, (trx) => listWallboards(trx, now())) };
    },
  );
  app.get(
    "/api/service/wallboards/:id",
    { config, schema: { tags, summary: "A wallboard", params, response: { 200: wallboardSchema, ...problems } } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "queue.manage");
      const found = await inTenant(kit.db, tenantId, (trx) => readWallboard(trx, request.params.id, now()));
      if (found === undefined) return refuse(kit, reply, "no-such-wallboard");
      const { links, tiles, ...board } = found;
      return {
        ...board,
        tiles: [...tiles],
        links: links.map(({ madeAt, endsAt, revokedAt, ...link }) => ({
          ...link,
          madeAt: madeAt.toISOString(),
          endsAt: endsAt.toISOString(),
          revokedAt: revokedAt?.toISOString() ?? null,
        })),
      };
    },
  );
  addWriting(app, kit);
  addMessage(app, kit);
  addLinks(app, kit);
}

function addWriting(app: Http, kit: Kit): void {
  app.post(
    "/api/service/wallboards",
    {
      config,
      schema: {
        tags,
        summary: "Add a wallboard",
        body: wallboardFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await addWallboard(kit, requestContextOf(request, "queue.manage"), request.body);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/wallboards/:id",
    {
      config,
      schema: {
        tags,
        summary: "Change a wallboard",
        params,
        body: wallboardChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const change = { ...request.body, id: request.params.id };
      const done = await changeWallboard(kit, requestContextOf(request, "queue.manage"), change);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.delete(
    "/api/service/wallboards/:id",
    { config, schema: { tags, summary: "End a wallboard", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const done = await dropWallboard(kit, requestContextOf(request, "queue.manage"), request.params.id);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

function addMessage(app: Http, kit: Kit): void {
  app.put(
    "/api/service/wallboards/:id/message",
    {
      config,
      schema: {
        tags,
        summary: "Say something on a wallboard",
        params,
        body: messageSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const said = { id: request.params.id, message: request.body.message };
      const done = await sayOnWallboard(kit, requestContextOf(request, "queue.manage"), said);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

function addLinks(app: Http, kit: Kit): void {
  app.post(
    "/api/service/wallboards/:id/links",
    {
      config,
      schema: {
        tags,
        summary: "Make a link to a wallboard; its token is told once",
        params,
        body: linkFormSchema,
        response: { 201: createdLinkSchema, ...problems },
      },
    },
    async (request, reply) => {
      const wish = { ...request.body, wallboardId: request.params.id };
      const done = await makeLink(kit, requestContextOf(request, "queue.manage"), wish);
      if ("refusal" in done) return refuse(kit, reply, done.refusal);
      return reply.code(201).send({ ...done, endsAt: done.endsAt.toISOString() });
    },
  );
  app.delete(
    "/api/service/wallboards/:id/links/:linkId",
    {
      config,
      schema: {
        tags,
        summary: "Take back a link to a wallboard",
        params: params.extend({ linkId: z.uuid() }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const link = { id: request.params.linkId, wallboardId: request.params.id };
      const done = await dropLink(kit, requestContextOf(request, "queue.manage"), link);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}
