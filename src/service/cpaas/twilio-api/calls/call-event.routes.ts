import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid } from "../../../flows/call-documents/index.ts";
import { type CallHookExchange, listExchanges } from "../hooks/call-hook-exchange.store.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { callerOf, forScope, type RestDependencies, refuseRest } from "../rest/rest-server.routes.ts";
import { findCall } from "./call-resource.store.ts";

const text = z.string();
const params = z.object({ AccountSid: text, Sid: text });
const listQuery = z.strictObject(PAGE_QUERY);

const eventSchema = z.object({
  request: z.object({ kind: text, method: text, url: text, parameters: z.record(text, text), date_created: text }),
  response: z.object({
    response_code: z.number().nullable(),
    request_duration: z.number(),
    response_body: text,
    error_code: z.number().nullable(),
    warnings: z.array(z.object({ code: z.number(), verb: text, attribute: text.nullable() })),
  }),
});

/** Webhook exchanges of a call, in order; stored for seven days. */
export function addCallEventRoutes(rest: Http, dependencies: RestDependencies): void {
  rest.get(
    "/Accounts/:AccountSid/Calls/:Sid/Events.json",
    {
      config: forScope("calls.read"),
      schema: {
        tags: ["calls"],
        summary: "What hooks of a call were asked and answered, masked",
        params,
        querystring: listQuery,
        response: { 200: pageSchema.extend({ events: z.array(eventSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const callId = idOfSid("call", request.params.Sid);
      if (callId === null) return refuseRest(dependencies, reply, { code: 20404 });
      const { query } = request;
      const found = await inTenant(dependencies.kit.db, callerOf(request).tenantId, async (trx) =>
        (await findCall(trx, callId)) === undefined
          ? undefined
          : listExchanges(trx, { callId, after: pageStart(query), limit: query.PageSize + 1 }),
      );
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      return { ...page, events: items.map(eventView) };
    },
  );
}

function eventView({ kind, method, url, fields, atMs, ...answered }: CallHookExchange): z.infer<typeof eventSchema> {
  return {
    request: { kind, method, url, parameters: { ...fields }, date_created: rfc2822(atMs) },
    response: {
      response_code: answered.status,
      request_duration: answered.durationMs,
      response_body: answered.answer,
      error_code: answered.error,
      warnings: answered.warnings.map(({ number, verb, attribute }) => ({ code: number, verb, attribute })),
    },
  };
}
