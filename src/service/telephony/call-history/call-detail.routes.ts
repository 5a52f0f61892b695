import { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { foldCdr } from "../cdr/index.ts";
import { describeCall } from "./call-detail.effects.ts";
import { CALL_HISTORY_REFUSALS, CALL_HISTORY_ROUTES } from "./call-history-refusal.ts";
import { findStoredCdr } from "./call-view.store.ts";
import { compareCdr } from "./compare-cdr.ts";
import { callDetailSchema, recheckSchema } from "./contract.ts";
import type { RecordReaders } from "./record-readers.effects.ts";
import { timeZoneOf } from "./tenant-zone.store.ts";

const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema };

/** Routes of one call: all of its data, and its call detail record recomputed from the events. */
export function addCallDetailRoutes(app: Http, kit: Kit, readers: RecordReaders): void {
  const routes = tenantRoutes(app, kit, CALL_HISTORY_ROUTES);
  routes.get(
    "/api/service/calls/:id",
    { summary: "One call", params, answer: callDetailSchema, missing: "no-such-call" },
    async (trx, { params: { id }, requestContext: { tenantId } }) => {
      const found = await describeCall(readers, trx, id);
      return found && { ...found, timeZone: await timeZoneOf(trx, tenantId) };
    },
  );
  addRecheck(app, kit, readers);
}

/** The comparison of a call detail record with the events of its call. */
function addRecheck(app: Http, kit: Kit, readers: RecordReaders): void {
  app.get(
    "/api/service/calls/:id/recheck",
    {
      config: { access: "call.read" },
      schema: {
        tags: ["calls"],
        summary: "The record of a call, compared with what its events add up to",
        params,
        response: { 200: recheckSchema, 409: problemSchema, 410: problemSchema, ...problems },
      },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const { id } = request.params;
      const { kept, events } = await inTenant(kit.db, tenantId, async (trx) => ({
        kept: await findStoredCdr(trx, id),
        events: await readers.eventsOf(trx, id),
      }));
      if (events.length === 0) {
        const code = kept === undefined ? "no-such-call" : "call-events-gone";
        return sendRefusal(kit, reply, CALL_HISTORY_REFUSALS, code);
      }
      if (kept === undefined) return sendRefusal(kit, reply, CALL_HISTORY_REFUSALS, "call-goes-on");
      const differences = compareCdr(kept, foldCdr(events)).map((one) => ({ ...one }));
      const checkedAt = new Date(kit.clock.nowMs()).toISOString();
      return { isSame: differences.length === 0, events: events.length, checkedAt, differences };
    },
  );
}
