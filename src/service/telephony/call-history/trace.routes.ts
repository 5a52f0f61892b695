import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, requestContextOf } from "../../tenancy/tenants/index.ts";
import { TRACE_ROWS_MAX } from "../cdr/index.ts";
import { describeTrace } from "./call-detail.effects.ts";
import { CALL_HISTORY_REFUSALS, CALL_HISTORY_ROUTES } from "./call-history-refusal.ts";
import { callTraceSchema } from "./contract.ts";
import type { RecordReaders } from "./record-readers.effects.ts";
import { timeZoneOf } from "./tenant-zone.store.ts";
import { traceAsText } from "./trace-view.ts";

const params = z.object({ id: z.uuid() });

/** Routes of the SIP messages of a call: as a ladder diagram, and as one text. */
export function addTraceRoutes(app: Http, kit: Kit, readers: RecordReaders): void {
  const routes = tenantRoutes(app, kit, CALL_HISTORY_ROUTES);
  routes.get(
    "/api/service/calls/:id/trace",
    { summary: "The SIP messages of a call", params, answer: callTraceSchema, missing: "no-such-call" },
    async (trx, { params: { id }, requestContext: { tenantId } }) => {
      const items = await describeTrace(readers, trx, id);
      return items && { max: TRACE_ROWS_MAX, timeZone: await timeZoneOf(trx, tenantId), items };
    },
  );
  app.get(
    "/api/service/calls/:id/trace/text",
    {
      config: { access: "call.read" },
      schema: {
        tags: ["calls"],
        summary: "The SIP messages of a call as text",
        params,
        response: {
          200: z.string(),
          400: problemSchema,
          401: problemSchema,
          403: problemSchema,
          404: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "call.read");
      const { id } = request.params;
      const found = await inTenant(kit.db, requestContext.tenantId, (trx) => readers.traceOfCall(trx, id));
      if (found.length === 0) return sendRefusal(kit, reply, CALL_HISTORY_REFUSALS, "no-trace");
      const detail = { messages: found.length };
      const fact = { action: "call.trace-exported", subjectKind: "call", subjectId: id, detail } as const;
      await recordAudit(kit.db, kit, actedEntry(requestContext, fact));
      return reply
        .type("text/plain; charset=utf-8")
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename="sip-${id}.txt"`)
        .send(traceAsText(found));
    },
  );
}
