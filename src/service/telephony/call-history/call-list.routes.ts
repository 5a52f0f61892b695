import type { FastifyReply } from "fastify";
import { present } from "../../../kernel/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import type { CallDirection, EndedBy } from "../cdr/index.ts";
import { callChoices } from "./call-choices.store.ts";
import { type FilterRefusal, readFilter } from "./call-filter.ts";
import { CALL_HISTORY_REFUSALS, CALL_HISTORY_ROUTES } from "./call-history-refusal.ts";
import { type CallRow, searchCalls } from "./call-search.store.ts";
import { callChoicesSchema, callHistorySchema, callsQuery } from "./contract.ts";
import { SEARCH_DIGITS_MIN } from "./number-search.ts";
import { timeZoneOf } from "./tenant-zone.store.ts";

/** Routes of the list of calls, newest first, and of its filter choices. */
export function addCallListRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/calls",
    {
      config: { access: "call.read" },
      schema: {
        tags: ["calls"],
        summary: "Calls that have ended, by search",
        querystring: callsQuery,
        response: { 200: callHistorySchema, 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { sort, page, pageSize: limit, ...asked } = request.query;
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const timeZone = await timeZoneOf(kit.db, tenantId);
      const filter = readFilter(asked, timeZone);
      if (!filter.ok) return sendFilterRefusal(reply, kit, filter.refusal);
      const search = { filter: filter.value, sort, limit, offset: (page - 1) * limit };
      const { total, hasMore, items } = await inTenant(kit.db, tenantId, (trx) => searchCalls(trx, search));
      return { total, hasMore, timeZone, items: items.map(viewCall) };
    },
  );
  const routes = tenantRoutes(app, kit, CALL_HISTORY_ROUTES);
  routes.get(
    "/api/service/calls/choices",
    { summary: "Codes and phones of this call centre", answer: callChoicesSchema },
    callChoices,
  );
}

/** Answers a refused filter at its field. */
export function sendFilterRefusal(reply: FastifyReply, kit: Pick<Kit, "texts">, code: FilterRefusal): FastifyReply {
  const params = code === "number-search-too-short" ? { digits: SEARCH_DIGITS_MIN } : {};
  return sendRefusal(kit, reply, CALL_HISTORY_REFUSALS, { code, params });
}

/** A row in the API. */
export function viewCall(row: CallRow) {
  const { callId, trunkName, websiteName, phoneName, phoneExtension, recordingState, ...call } = row;
  return {
    ...call,
    id: callId,
    trunk: trunkName,
    website: websiteName,
    phone: phoneExtension === null ? null : { extension: phoneExtension, name: present(phoneName, "a phone's name") },
    direction: row.direction as CallDirection,
    endedBy: row.endedBy as EndedBy,
    recording: recordingState as "recording" | "kept" | "lost" | "deleted" | null,
    beganAt: row.beganAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    endedAt: row.endedAt.toISOString(),
  };
}
