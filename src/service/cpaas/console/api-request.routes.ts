import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { idOfSid } from "../../flows/call-documents/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { findRequest, listRequests, type StoredApiRequest } from "./api-request.store.ts";
import { boundsOf, CONSOLE_REFUSALS, explanationOf, pageOf, zoneOf } from "./console-list.effects.ts";
import { requestSchema, requestsQuery, requestsSchema } from "./contract.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["programs"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema };

/** Request log of the APIs, for the administrator of a call centre. */
export function addRequestRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/api-requests",
    {
      config,
      schema: {
        tags,
        summary: "What programs asked the interface, newest first",
        querystring: requestsQuery,
        response: { 200: requestsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { outcome, error, code, sid, key: keyId, limit } = request.query;
      const timeZone = await zoneOf(kit, tenantId);
      const bounds = boundsOf(request.query, timeZone);
      if (!bounds.ok) return sendRefusal(kit, reply, CONSOLE_REFUSALS, bounds.refusal);
      const filter = { ...bounds.value, outcome, error, code, sid, keyId, limit: limit + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listRequests(trx, filter));
      return { ...pageOf(found, limit, requestRow), timeZone };
    },
  );
  app.get(
    "/api/service/api-requests/:id",
    {
      config,
      schema: {
        tags,
        summary: "One request of a program, masked",
        params,
        response: { 200: requestSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) => findRequest(trx, request.params.id));
      if (found === undefined) return sendRefusal(kit, reply, CONSOLE_REFUSALS, "no-such-request");
      return {
        ...requestRow(found),
        params: found.params as Record<string, string>,
        explanation: explanationOf(kit, request.locale, found.error),
        // The sandbox creates no calls, so its SIDs lead nowhere.
        callId: found.sid === null || found.isTest ? null : idOfSid("call", found.sid),
        timeZone: await zoneOf(kit, tenantId),
      };
    },
  );
}

/** Maps a stored request to a row of the response. */
export function requestRow(kept: StoredApiRequest): z.infer<typeof requestsSchema>["items"][number] {
  const { id, at, method, path, status, error, errorCode, durationMs, isTest, sid, keyId, keyName } = kept;
  const key = keyId === null ? null : { id: keyId, name: keyName };
  return { id, method, path, status, error, errorCode, durationMs, isTest, sid, key, at: at.toISOString() };
}
