import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { idOfSid, sidOf } from "../../flows/call-documents/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { boundsOf, CONSOLE_REFUSALS, explanationOf, pageOf, zoneOf } from "./console-list.effects.ts";
import { exchangesQuery, hookExchangeSchema, hookExchangesSchema } from "./contract.ts";
import {
  findHookExchange,
  listHookExchanges,
  type StoredHookExchange,
  type StoredHookWarning,
} from "./hook-exchange-view.store.ts";

const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const tags = ["programs"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema };

/** Webhook exchanges, for the administrator of a call centre. */
export function addExchangeRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/hook-exchanges",
    {
      config,
      schema: {
        tags,
        summary: "What hooks were asked and answered, newest first",
        querystring: exchangesQuery,
        response: { 200: hookExchangesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { outcome, error, call, limit } = request.query;
      const timeZone = await zoneOf(kit, tenantId);
      const bounds = boundsOf(request.query, timeZone);
      if (!bounds.ok) return sendRefusal(kit, reply, CONSOLE_REFUSALS, bounds.refusal);
      const callId = call === undefined ? undefined : (idOfSid("call", call) ?? idOfSid("message", call) ?? call);
      const filter = { ...bounds.value, outcome, error, callId, limit: limit + 1 };
      const found = await inTenant(kit.db, tenantId, (trx) => listHookExchanges(trx, filter));
      return { ...pageOf(found, limit, exchangeRow), timeZone };
    },
  );
  app.get(
    "/api/service/hook-exchanges/:id",
    {
      config,
      schema: {
        tags,
        summary: "What a hook was asked and answered, masked",
        params,
        response: { 200: hookExchangeSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) => findHookExchange(trx, request.params.id));
      if (found === undefined) return sendRefusal(kit, reply, CONSOLE_REFUSALS, "no-such-exchange");
      const warnings = warningsOf(found);
      return {
        ...exchangeRow(found),
        fields: found.fields as Record<string, string>,
        answer: found.answer,
        warnings: [...warnings],
        explanation: explanationOf(kit, request.locale, found.error ?? warnings[0]?.number ?? null),
        timeZone: await zoneOf(kit, tenantId),
      };
    },
  );
}

type ExchangeRow = z.infer<typeof hookExchangesSchema>["items"][number];

/** Maps a stored webhook exchange to a row of the response. */
export function exchangeRow(kept: StoredHookExchange): ExchangeRow {
  const { id, at, callId, nth, url, status, durationMs, error } = kept;
  return {
    id,
    callId,
    nth,
    url,
    status,
    durationMs,
    error,
    at: at.toISOString(),
    callSid: sidOf(kept.kind === "sms" ? "message" : "call", callId),
    warnings: warningsOf(kept).length,
    // The table's check constraints allow only these values.
    kind: kept.kind as ExchangeRow["kind"],
    method: kept.method as ExchangeRow["method"],
  };
}

function warningsOf({ warnings }: Pick<StoredHookExchange, "warnings">): readonly StoredHookWarning[] {
  return warnings as unknown as readonly StoredHookWarning[];
}
