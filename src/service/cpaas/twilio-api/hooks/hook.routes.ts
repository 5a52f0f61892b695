import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { RefusalTable } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { numberSid, sidOf } from "../../../flows/call-documents/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { definedFields, unfitAddress } from "../calls/hook-form.ts";
import {
  applicationChangeFormSchema,
  applicationFormSchema,
  applicationsSchema,
  numberHookFormSchema,
  numberHooksSchema,
} from "../contract.ts";
import { listQueues } from "../queues/queue-resource.store.ts";
import { APPLICATIONS_MAX, listApplications, listNumbers } from "./hook.store.ts";
import type { HookRefusal } from "./hook-resource.ts";
import { addApplication, changeApplication, changeNumber, endApplication } from "./keep-hook.effects.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["service"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const NUMBERS_MAX = 1_000;
const QUEUES_MAX = 2_000;

type FormRefusal = HookRefusal | "hook-address-unfit";

const REFUSALS: RefusalTable<FormRefusal> = {
  "no-such-voice-application": "not-found",
  "no-such-number": "not-found",
  "no-such-queue": "not-found",
  "application-limit": "limit",
  "request-differs": "conflict",
  "application-leads-numbers": "conflict",
  "hook-address-unfit": "invalid",
};

/** Routes of applications and of the webhooks of numbers, for the administrator of a call centre. */
export function addHookRoutes(app: Http, kit: Kit): void {
  addApplications(app, kit);
  addNumberHooks(app, kit);
}

function addApplications(app: Http, kit: Kit): void {
  const path = "/api/service/applications";
  const inside = new Set(kit.settings.hookHosts);
  const params = z.object({ id: z.uuid() });
  app.get(
    path,
    {
      config,
      schema: { tags, summary: "Applications, newest first", response: { 200: applicationsSchema, ...problems } },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const rows = await inTenant(kit.db, tenantId, (trx) => listApplications(trx, { limit: APPLICATIONS_MAX }));
      return {
        items: rows.map(({ changedAt, ...row }) => ({
          ...row,
          ...methodsOf(row),
          sid: sidOf("application", row.id),
          changedAt: changedAt.toISOString(),
        })),
      };
    },
  );
  app.post(
    path,
    {
      config,
      schema: {
        tags,
        summary: "Add an application",
        body: applicationFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const { name, ...hook } = request.body;
      const fault = unfitAddress(hook, inside);
      if (fault !== undefined) return refuse(kit, reply, "hook-address-unfit", fault);
      const made = await addApplication(kit, requestContextOf(request, MANAGE), { name, hook: definedFields(hook) });
      return typeof made === "string" ? refuse(kit, reply, made) : reply.code(201).send(made);
    },
  );
  app.put(
    `${path}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Change an application",
        params,
        body: applicationChangeFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { name, ...hook } = request.body;
      const fault = unfitAddress(hook, inside);
      if (fault !== undefined) return refuse(kit, reply, "hook-address-unfit", fault);
      const change = { id: request.params.id, name, hook: definedFields(hook) };
      const refusal = await changeApplication(kit, requestContextOf(request, MANAGE), change);
      return refusal === null ? reply.code(204).send(null) : refuse(kit, reply, refusal);
    },
  );
  app.delete(
    `${path}/:id`,
    { config, schema: { tags, summary: "End an application", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const refusal = await endApplication(kit, requestContextOf(request, MANAGE), request.params.id);
      return refusal === null ? reply.code(204).send(null) : refuse(kit, reply, refusal);
    },
  );
}

function addNumberHooks(app: Http, kit: Kit): void {
  const inside = new Set(kit.settings.hookHosts);
  app.get(
    "/api/service/number-hooks",
    {
      config,
      schema: { tags, summary: "What leads the calls of numbers", response: { 200: numberHooksSchema, ...problems } },
    },
    async (request) =>
      inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), async (trx) => {
        const rows = await listNumbers(trx, { limit: NUMBERS_MAX });
        const queues = await listQueues(trx, { limit: QUEUES_MAX, at: new Date(kit.clock.nowMs()) });
        return {
          items: rows.map((row) => ({
            ...row,
            ...methodsOf(row),
            sid: numberSid(row.code),
            smsMethod: methodOf(row.smsMethod),
            smsFallbackMethod: methodOf(row.smsFallbackMethod),
          })),
          queues: queues.map(({ id, name }) => ({ id, name })),
        };
      }),
  );
  app.put(
    "/api/service/number-hooks/:code",
    {
      config,
      schema: {
        tags,
        summary: "Say what leads the calls of a number",
        params: z.object({ code: z.string().max(20) }),
        body: numberHookFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const fault = unfitAddress(request.body, inside);
      if (fault !== undefined) return refuse(kit, reply, "hook-address-unfit", fault);
      const change = { code: request.params.code, change: definedFields(request.body) };
      const refusal = await changeNumber(kit, requestContextOf(request, MANAGE), change);
      return refusal === null ? reply.code(204).send(null) : refuse(kit, reply, refusal);
    },
  );
}

type Method = "GET" | "POST";
const methodOf = (text: string): Method => (text === "GET" ? "GET" : "POST");
const methodsOf = (row: {
  readonly voiceMethod: string;
  readonly fallbackMethod: string;
  readonly statusMethod: string;
}) => ({
  voiceMethod: methodOf(row.voiceMethod),
  fallbackMethod: methodOf(row.fallbackMethod),
  statusMethod: methodOf(row.statusMethod),
});

function refuse(kit: Kit, reply: FastifyReply, code: FormRefusal, path?: string): FastifyReply {
  return sendRefusal(kit, reply, REFUSALS, path === undefined ? code : { code, fields: [{ path, code }] });
}
