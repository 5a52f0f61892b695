import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { createdSchema } from "../contract.ts";
import {
  dispositionChangeSchema,
  dispositionFormSchema,
  dispositionsSchema,
  pauseReasonChangeSchema,
  pauseReasonFormSchema,
  pauseReasonsSchema,
} from "./choice-contract.ts";
import { addChoice, changeChoice, dropChoice } from "./keep-choice.effects.ts";
import { type ChoiceRefusal, type ChoiceTable, dispositions, pauseReasons } from "./named-choice.store.ts";

const tags = ["queues"];
const reading = { access: "service.read" } as const;
const writing = { access: "queue.manage" } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

const ANSWERS: Readonly<Record<ChoiceRefusal, { readonly status: number; readonly path: string | null }>> = {
  "choice-name-taken": { status: 409, path: "name" },
  "choice-digit-taken": { status: 409, path: "digit" },
  "choice-limit": { status: 409, path: null },
  "choice-stale": { status: 409, path: null },
  "no-such-choice": { status: 404, path: null },
  "no-such-queue": { status: 404, path: "queueId" },
};

function refuse(kit: Kit, reply: FastifyReply, code: ChoiceRefusal) {
  const { status, path } = ANSWERS[code];
  return sendProblem(reply, kit.texts, status, { code, fields: path === null ? [] : [{ path, code }] });
}

/** Routes of pause reasons and dispositions. */
export function addChoiceRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/pause-reasons",
    { config: reading, schema: { tags, summary: "Why agents pause", response: { 200: pauseReasonsSchema } } },
    async (request) => ({
      items: [...(await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), pauseReasons))],
    }),
  );
  app.post(
    "/api/service/pause-reasons",
    {
      config: writing,
      schema: {
        tags,
        summary: "Add a reason for a pause",
        body: pauseReasonFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const form = { table: "pauseReason", ...request.body } as const;
      const done = await addChoice(kit, requestContextOf(request, "queue.manage"), form);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  app.get(
    "/api/service/dispositions",
    { config: reading, schema: { tags, summary: "What contacts come to", response: { 200: dispositionsSchema } } },
    async (request) => ({
      items: [...(await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), dispositions))],
    }),
  );
  app.post(
    "/api/service/dispositions",
    {
      config: writing,
      schema: {
        tags,
        summary: "Add a disposition, for one queue or for all",
        body: dispositionFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const form = { table: "disposition", ...request.body } as const;
      const done = await addChoice(kit, requestContextOf(request, "queue.manage"), form);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(201).send(done);
    },
  );
  addChanges(app, kit);
  addEnding(app, kit, { path: "/api/service/pause-reasons/:id", table: "pauseReason", of: "a reason for a pause" });
  addEnding(app, kit, { path: "/api/service/dispositions/:id", table: "disposition", of: "a disposition" });
}

const response = { 204: z.null(), ...problems };

function addChanges(app: Http, kit: Kit): void {
  app.put(
    "/api/service/pause-reasons/:id",
    {
      config: writing,
      schema: { tags, summary: "Change a reason for a pause", params, body: pauseReasonChangeSchema, response },
    },
    async (request, reply) => {
      const change = { table: "pauseReason", id: request.params.id, ...request.body } as const;
      const done = await changeChoice(kit, requestContextOf(request, "queue.manage"), change);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
  app.put(
    "/api/service/dispositions/:id",
    {
      config: writing,
      schema: { tags, summary: "Change a disposition", params, body: dispositionChangeSchema, response },
    },
    async (request, reply) => {
      const change = { table: "disposition", id: request.params.id, ...request.body } as const;
      const done = await changeChoice(kit, requestContextOf(request, "queue.manage"), change);
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}

interface Ended {
  readonly path: "/api/service/pause-reasons/:id" | "/api/service/dispositions/:id";
  readonly table: ChoiceTable;
  readonly of: string;
}

function addEnding(app: Http, kit: Kit, { path, table, of }: Ended): void {
  app.delete(
    path,
    { config: writing, schema: { tags, summary: `End ${of}`, params, response } },
    async (request, reply) => {
      const done = await dropChoice(kit, requestContextOf(request, "queue.manage"), { table, id: request.params.id });
      return "refusal" in done ? refuse(kit, reply, done.refusal) : reply.code(204).send(null);
    },
  );
}
