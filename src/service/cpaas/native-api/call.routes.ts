import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import type { CallEvent } from "../../telephony/cdr/index.ts";
import { nativeRequestContext } from "./application.routes.ts";
import {
  callFormSchema,
  callSchema,
  callStorySchema,
  callsQuery,
  callsSchema,
  endFormSchema,
  redirectFormSchema,
} from "./call-contract.ts";
import { callFilterOf, guideOf, orderFormOf } from "./call-form.ts";
import { extensionsOf, recordingIdsOf } from "./call-timeline.store.ts";
import { callView, legsOf } from "./call-view.ts";
import { cutList, writePlace } from "./list-place.ts";
import { refusedBy } from "./program-refusal.ts";
import {
  apiClientOf,
  missing,
  type ProgramDependencies,
  refuseProgram,
  requestKeyOf,
} from "./program-server.routes.ts";

const tags = ["calls"];
const params = z.object({ id: z.uuid() });
const [read, write] = [forPrograms("calls.read"), forPrograms("calls.write")];

/** Dependencies of the call routes, in addition to the API operations. */
export interface CallDependencies extends ProgramDependencies {
  readonly eventsOf: (trx: DatabaseTransaction, callId: string) => Promise<readonly CallEvent[]>;
}

/** Call routes: create, list, fetch, end and redirect calls. */
export function addProgramCalls(api: Http, dependencies: CallDependencies): void {
  addOrdering(api, dependencies);
  addReading(api, dependencies);
  addEnding(api, dependencies);
  addRedirecting(api, dependencies);
}

function addOrdering(api: Http, dependencies: CallDependencies): void {
  api.post(
    "/api/v1/calls",
    {
      config: write.config,
      schema: {
        operationId: "orderCall",
        tags,
        summary: "Order a call; answered when the order is on disk",
        description:
          "A telephone switch starts the call within a second, at the rate of the call centre, after the checks that apply to every call. A request repeated with the same `Idempotency-Key` within seven days returns the call of the first request.",
        security: write.security,
        body: callFormSchema,
        response: { 201: callSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const requestKey = requestKeyOf(request);
      if (!requestKey.ok) return refuseProgram(dependencies, reply, requestKey.refusal);
      const form = orderFormOf(request.body);
      if (!form.ok) return refuseProgram(dependencies, reply, form.refusal);
      const { tenantId } = apiClientOf(request);
      const asking = { tenantId, requestKey: requestKey.value, said: request.body };
      const call = await dependencies.operations.calls.order(asking, form.value);
      if (!call.ok) return refuseProgram(dependencies, reply, refusedBy(call.refusal, "no-such-call"));
      return reply.code(201).send(callView(call.value));
    },
  );
}

function addReading(api: Http, dependencies: CallDependencies): void {
  const { operations: acts, kit, eventsOf } = dependencies;
  const { config, security } = read;
  api.get(
    "/api/v1/calls",
    {
      config,
      schema: {
        operationId: "listCalls",
        tags,
        security,
        summary: "Calls, newest first",
        querystring: callsQuery,
        description: "All calls of the call centre, including those not created by API.",
        response: { 200: callsSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { query } = request;
      const found = await acts.calls.list(apiClientOf(request).tenantId, callFilterOf(query));
      const { items, next } = cutList(found, query.limit, writePlace);
      return { items: items.map(callView), next };
    },
  );
  api.get(
    "/api/v1/calls/:id",
    {
      config,
      schema: {
        operationId: "fetchCall",
        tags,
        security,
        summary: "A call, whom it rang and what was recorded",
        params,
        response: { 200: callStorySchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { tenantId } = apiClientOf(request);
      const call = await acts.calls.find(tenantId, id);
      if (call === undefined) return missing(dependencies, reply, "no-such-call");
      return inTenant(kit.db, tenantId, async (trx) => {
        const legs = legsOf(await eventsOf(trx, id));
        const phoneIds = legs.flatMap(({ phoneId }) => (phoneId === null ? [] : [phoneId]));
        const extensions = await extensionsOf(trx, phoneIds);
        const named = legs.map(({ phoneId, ...leg }) => ({ ...leg, extension: extensions.get(phoneId ?? "") ?? null }));
        return { ...callView(call), legs: named, recordingIds: [...(await recordingIdsOf(trx, id))] };
      });
    },
  );
}

function addEnding(api: Http, dependencies: CallDependencies): void {
  api.post(
    "/api/v1/calls/:id/end",
    {
      config: write.config,
      schema: {
        operationId: "endCall",
        tags,
        security: write.security,
        params,
        body: endFormSchema,
        summary: "End a call, or take its order back",
        description:
          "The response is sent once a telephone switch has accepted the request; the call may end a moment later.",
        response: { 200: callSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const asking = { ...nativeRequestContext(request), callId: request.params.id };
      const Status = request.body?.unlessAnswered === true ? "canceled" : "completed";
      const refusal = await dependencies.operations.calls.change(asking, { Status });
      if (refusal !== undefined) return refuseProgram(dependencies, reply, refusedBy(refusal, "no-such-call"));
      return sendCall(dependencies, reply, asking);
    },
  );
}

function addRedirecting(api: Http, dependencies: CallDependencies): void {
  api.post(
    "/api/v1/calls/:id/redirect",
    {
      config: write.config,
      schema: {
        operationId: "redirectCall",
        tags,
        security: write.security,
        params,
        body: redirectFormSchema,
        summary: "Lead a call that goes on by other instructions",
        response: { 200: callSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const asking = { ...nativeRequestContext(request), callId: request.params.id };
      const refusal = await dependencies.operations.calls.change(asking, guideOf(request.body.instructions));
      if (refusal !== undefined) return refuseProgram(dependencies, reply, refusedBy(refusal, "no-such-call"));
      return sendCall(dependencies, reply, asking);
    },
  );
}

/** Sends the current state of a call. */
async function sendCall(
  dependencies: ProgramDependencies,
  reply: FastifyReply,
  { tenantId, callId }: { readonly tenantId: string; readonly callId: string },
) {
  const call = await dependencies.operations.calls.find(tenantId, callId);
  return call === undefined ? missing(dependencies, reply, "no-such-call") : callView(call);
}
