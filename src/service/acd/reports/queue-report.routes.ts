import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { ok, type RefusalTable, type Result } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { TextParams } from "../../../platform/texts/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { queueReportQuery, queueReportSchema } from "./contract.ts";
import { DEFAULT_SERVICE_LEVEL } from "./queue-figures.ts";
import { zoneOfTenant } from "./queue-report.store.ts";
import { halfHourRows, type ReadReport, rowsOf, totalsOf } from "./queue-report.ts";
import { type ReportRefusal, readQueueReport } from "./read-queue-report.effects.ts";
import { ASSUMED_RULE } from "./regulatory-level.ts";
import { firstWholeDay, halfHoursOf, type RangeRefusal, REPORT_DAYS_MAX, readRange } from "./report-range.ts";

/** The maximum of rows in one response; files may have more. */
const ROWS_MAX = 15_000;
/** A report reads many rows, hence the rate limit. */
export const REPORT_RATE = { max: 30, timeWindow: 60_000 };

type Refusal = RangeRefusal | ReportRefusal | "report-forgotten" | "report-too-large";

/** Why a report is refused; when the beginning of its range was purged, with the first complete day. */
export type RefusedReport =
  | { readonly refusal: Exclude<Refusal, "report-forgotten"> }
  | { readonly refusal: "report-forgotten"; readonly firstDay: string };

/** The answer of each refusal, at the field that has to change. */
const REPORT_REFUSALS: RefusalTable<Refusal> = {
  "report-turned-round": ["invalid", "until"],
  "report-too-long": ["invalid", "until"],
  "report-too-many-events": ["invalid", "until"],
  "report-forgotten": ["invalid", "from"],
  "report-too-large": ["invalid", "queueId"],
  "no-such-queue": ["not-found", "queueId"],
};

/** Answers the refusal of a report. */
export function refuseReport(reply: FastifyReply, kit: Pick<Kit, "texts">, refused: RefusedReport): FastifyReply {
  return sendRefusal(kit, reply, REPORT_REFUSALS, { code: refused.refusal, params: paramsOf(refused) });
}

function paramsOf(refused: RefusedReport): TextParams {
  if (refused.refusal === "report-forgotten") return { date: refused.firstDay };
  return refused.refusal === "report-too-long" ? { days: REPORT_DAYS_MAX } : {};
}

/** Creates the report of a request for the caller's call centre. */
export async function reportFor(
  kit: Kit,
  { caller, query }: Pick<FastifyRequest, "caller"> & { readonly query: z.infer<typeof queueReportQuery> },
): Promise<{ readonly ok: true; readonly value: ReadReport } | ({ readonly ok: false } & RefusedReport)> {
  const tenantId = tenantOfCaller(caller, "call.read");
  const zone = query.zone ?? (await zoneOfTenant(kit.db, tenantId));
  const range = readRange(query, zone);
  if (!range.ok) return range;
  const wish = { tenantId, zone, range: range.value, queueId: query.queueId };
  const report = await readQueueReport({ db: kit.db, nowMs: kit.clock.nowMs() }, wish);
  if (report.ok || report.refusal !== "report-forgotten") return report;
  return { ok: false, refusal: report.refusal, firstDay: firstWholeDay(report.keptFromMs, zone) };
}

/** Routes of the report on queues by half hours. */
export function addQueueReportRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/reports/queues",
    {
      config: { access: "call.read", rateLimit: REPORT_RATE },
      schema: {
        tags: ["reports"],
        summary: "Queues by half hours",
        querystring: queueReportQuery,
        response: {
          200: queueReportSchema,
          400: problemSchema,
          401: problemSchema,
          403: problemSchema,
          404: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const report = await reportFor(kit, request);
      if (!report.ok) return refuseReport(reply, kit, report);
      const view = reportView(report.value);
      return view.ok ? view.value : refuseReport(reply, kit, view);
    },
  );
}

type ReportAnswer = z.input<typeof queueReportSchema>;

function reportView(report: ReadReport): Result<ReportAnswer, "report-too-large"> {
  const { zone, range, queues, regulatory } = report;
  if (halfHoursOf(range).length * queues.length > ROWS_MAX) return { ok: false, refusal: "report-too-large" };
  const totals = totalsOf(report);
  const { withinMs, droppedMs, standing } = ASSUMED_RULE;
  return ok({
    timeZone: zone,
    from: instant(range.fromMs),
    until: instant(range.untilMs),
    ...DEFAULT_SERVICE_LEVEL,
    queues: [...queues],
    items: [...rowsOf(report)].map(({ startMs, queue, occupancy, ...figures }) => ({
      startAt: instant(startMs),
      queueId: queue.id,
      ...figures,
      occupancy,
    })),
    halfHours: [...halfHourRows(report)].map(({ startMs, ...figures }) => ({ startAt: instant(startMs), ...figures })),
    totals: {
      queues: totals.queues.map(({ queue, ...figures }) => ({ queueId: queue.id, ...figures })),
      all: { ...totals.all, occupancy: totals.occupancy },
    },
    regulatory: { ...regulatory, withinMs, droppedMs, standing },
    dispositions: [...report.dispositions],
  });
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
