import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { ORDERS_WAITING_MAX } from "../calls/api-call.store.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { REST_LIMITS } from "../rest/rest-rate-limit.ts";
import { callerOf, forScope, type RestDependencies } from "../rest/rest-server.routes.ts";
import { readCallRateLimit } from "./limit.store.ts";

const rateSchema = z.object({ per_second: z.number(), burst: z.number() });

const limitsSchema = z.object({
  account_sid: z.string(),
  requests: rateSchema.extend({ concurrent: z.number() }),
  creations: rateSchema,
  calls: rateSchema.extend({
    concurrent: z.number(),
    concurrent_now: z.number(),
    queued_max: z.number(),
    queued_now: z.number(),
  }),
});

const rateResponse = ({ perSecond, most }: { readonly perSecond: number; readonly most: number }) => ({
  per_second: perSecond,
  burst: most,
});

/** API rate limits, call rate limit and waiting orders: an extension below Twilio's `Usage`. */
export function addLimitRoutes(rest: Http, { kit }: RestDependencies): void {
  rest.get(
    "/Accounts/:AccountSid/Usage/Limits.json",
    {
      config: forScope("any"),
      schema: {
        tags: ["usage"],
        summary: "What the account may ask for, and how much of it is used now",
        params: z.object({ AccountSid: z.string() }),
        response: { 200: limitsSchema, ...REST_PROBLEMS },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request);
      const calls = await inTenant(kit.db, tenantId, readCallRateLimit);
      return {
        account_sid: sidOf("account", tenantId),
        requests: { ...rateResponse(REST_LIMITS.all), concurrent: REST_LIMITS.atOnce },
        creations: rateResponse(REST_LIMITS.creating),
        calls: {
          per_second: calls.perSecond,
          burst: calls.burst,
          concurrent: calls.atOnce,
          concurrent_now: calls.going,
          queued_max: ORDERS_WAITING_MAX,
          queued_now: calls.waiting,
        },
      };
    },
  );
}
