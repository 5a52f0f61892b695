import { z } from "zod";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { foldCdr } from "../cdr/index.ts";
import { describeCall } from "./call-detail.effects.ts";
import { findStoredCdr } from "./call-view.store.ts";
import { compareCdr } from "./compare-cdr.ts";
import { callDetailSchema, recheckSchema } from "./contract.ts";
import type { RecordReaders } from "./record-readers.effects.ts";
import { timeZoneOf } from "./tenant-zone.store.ts";

const config = { access: "call.read" } as const;
const tags = ["calls"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema };

/** Routes of one call: all of its data, and its call detail record recomputed from the events. */
export function addCallDetailRoutes(app: Http, kit: Kit, readers: RecordReaders): void {
  app.get(
    "/api/service/calls/:id",
    { config, schema: { tags, summary: "One call", params, response: { 200: callDetailSchema, ...problems } } },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, "call.read");
      const found = await inTenant(kit.db, tenantId, (trx) => describeCall(readers, trx, request.params.id));
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-call" });
      return { ...found, timeZone: await timeZoneOf(kit.db, tenantId) };
    },
  );
  app.get(
    "/api/service/calls/:id/recheck",
    {
      config,
      schema: {
        tags,
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
        const isOld = kept !== undefined;
        const code = isOld ? "call-events-gone" : "no-such-call";
        return sendProblem(reply, kit.texts, isOld ? 410 : 404, { code });
      }
      if (kept === undefined) return sendProblem(reply, kit.texts, 409, { code: "call-goes-on" });
      const differences = compareCdr(kept, foldCdr(events)).map((one) => ({ ...one }));
      const checkedAt = new Date(kit.clock.nowMs()).toISOString();
      return { isSame: differences.length === 0, events: events.length, checkedAt, differences };
    },
  );
}
