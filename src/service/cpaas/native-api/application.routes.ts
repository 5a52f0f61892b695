import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import { type ApiClientContext, definedFields, type HookRefusal, unfitAddress } from "../twilio-api/index.ts";
import {
  applicationChangeSchema,
  applicationFormSchema,
  applicationSchema,
  applicationsQuery,
  applicationsSchema,
} from "./hook-contract.ts";
import { applicationView } from "./hook-view.ts";
import { cutList, readPlace, writePlace } from "./list-place.ts";
import type { Refused } from "./program-refusal.ts";
import {
  apiClientOf,
  missing,
  type ProgramDependencies,
  refuseProgram,
  requestKeyOf,
} from "./program-server.routes.ts";

const tags = ["applications"];
const params = z.object({ id: z.uuid() });
const [read, write] = [forPrograms("numbers.read"), forPrograms("numbers.write")];
const PATH = "/api/v1/applications";
const ONE = "/api/v1/applications/:id";

/** Request context: API key, tenant and request id. */
export const nativeRequestContext = (request: FastifyRequest): ApiClientContext => ({
  ...apiClientOf(request),
  requestId: request.id,
});

/** Maps a refused webhook change to an error of the native API. */
export function hookRefused(refusal: HookRefusal, field?: string): Refused {
  return { code: refusal, ...(field === undefined ? {} : { field }) };
}

/** Applications for API clients: webhook settings that several numbers can share. */
export function addProgramApplications(api: Http, dependencies: ProgramDependencies): void {
  addReading(api, dependencies);
  addMaking(api, dependencies);
  addChanging(api, dependencies);
}

function addReading(api: Http, dependencies: ProgramDependencies): void {
  const { hooks } = dependencies.operations;
  const { config, security } = read;
  api.get(
    PATH,
    {
      config,
      schema: {
        operationId: "listApplications",
        tags,
        security,
        querystring: applicationsQuery,
        summary: "Applications, newest first",
        response: { 200: applicationsSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { name, after, limit } = request.query;
      const part = { name, after: readPlace(after), limit: limit + 1 };
      const found = await hooks.listApplications(apiClientOf(request).tenantId, part);
      const { items, next } = cutList(found, limit, ({ id, createdAt }) =>
        writePlace({ id, atMs: createdAt.getTime() }),
      );
      return { items: items.map(applicationView), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        operationId: "fetchApplication",
        tags,
        security,
        summary: "An application",
        params,
        response: { 200: applicationSchema, ...programProblems(404) },
      },
    },
    async (request, reply) =>
      sendApplication(dependencies, reply, { ...nativeRequestContext(request), id: request.params.id }),
  );
}

function addMaking(api: Http, dependencies: ProgramDependencies): void {
  const { hooks } = dependencies.operations;
  const inside = new Set(dependencies.kit.settings.hookHosts);
  api.post(
    PATH,
    {
      config: write.config,
      schema: {
        operationId: "createApplication",
        tags,
        security: write.security,
        body: applicationFormSchema,
        summary: "Add an application",
        description: "A request repeated with the same `Idempotency-Key` returns the application of the first request.",
        response: { 201: applicationSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const { name, ...hook } = request.body;
      const key = requestKeyOf(request);
      if (!key.ok) return refuseProgram(dependencies, reply, key.refusal);
      const field = unfitAddress(hook, inside);
      if (field !== undefined) return refuseProgram(dependencies, reply, { code: "hook-address-unfit", field });
      const asking = { ...nativeRequestContext(request), requestKey: key.value, said: request.body };
      const made = await hooks.addApplication(asking, { name, hook: definedFields(hook) });
      if (typeof made === "string") return refuseProgram(dependencies, reply, hookRefused(made));
      reply.code(201);
      return sendApplication(dependencies, reply, { ...nativeRequestContext(request), id: made.id });
    },
  );
}

function addChanging(api: Http, dependencies: ProgramDependencies): void {
  const { hooks } = dependencies.operations;
  const { config, security } = write;
  const inside = new Set(dependencies.kit.settings.hookHosts);
  api.patch(
    ONE,
    {
      config,
      schema: {
        operationId: "changeApplication",
        tags,
        security,
        params,
        body: applicationChangeSchema,
        summary: "Change an application; what is left out stays as it is",
        response: { 200: applicationSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { name, ...hook } = request.body;
      const { id } = request.params;
      const field = unfitAddress(hook, inside);
      if (field !== undefined) return refuseProgram(dependencies, reply, { code: "hook-address-unfit", field });
      const refusal = await hooks.changeApplication(nativeRequestContext(request), {
        id,
        name,
        hook: definedFields(hook),
      });
      if (refusal !== null) return refuseProgram(dependencies, reply, hookRefused(refusal));
      return sendApplication(dependencies, reply, { ...nativeRequestContext(request), id });
    },
  );
  api.delete(
    ONE,
    {
      config,
      schema: {
        operationId: "removeApplication",
        tags,
        security,
        params,
        summary: "Take an application away that leads no number",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const refusal = await hooks.endApplication(nativeRequestContext(request), request.params.id);
      return refusal === null ? reply.code(204).send(null) : refuseProgram(dependencies, reply, hookRefused(refusal));
    },
  );
}

/** Sends the current state of an application. */
async function sendApplication(
  dependencies: ProgramDependencies,
  reply: FastifyReply,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
) {
  const found = await dependencies.operations.hooks.findApplication(tenantId, id);
  return found === undefined ? missing(dependencies, reply, "no-such-voice-application") : applicationView(found);
}
