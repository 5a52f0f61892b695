import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type RefusalTable, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, type Refused, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, requestContextOf } from "../../tenancy/tenants/index.ts";
import { REPORT_DAYS_MAX, readRange } from "../reports/index.ts";
import {
  type EvaluationReport,
  evaluationReportExportQuery,
  evaluationReportQuery,
  evaluationReportSchema,
} from "./evaluation.shared.ts";
import { countedEvaluations } from "./evaluation.store.ts";
import { reportOf } from "./evaluation-report.ts";
import { type Say, toSpreadsheetRows } from "./evaluation-spreadsheet.ts";
import { dayAfter } from "./local-days.ts";
import { zoneOfTenant } from "./tenant-zone.store.ts";

const MANAGE = "evaluation.manage";
const config = { access: MANAGE, rateLimit: { max: 30, timeWindow: 60_000 } } as const;
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema };
/** The maximum of evaluations in one report. */
const COUNTED_MAX = 5_000;

/** Refusals of the report; those of its range are conflicts in a draw. */
const REPORT_REFUSALS = {
  "report-turned-round": ["invalid", "to"],
  "report-too-long": ["invalid", "to"],
  "evaluation-report-too-many": ["invalid", "to"],
} as const satisfies RefusalTable;

async function reportFor(
  kit: Kit,
  request: Pick<FastifyRequest, "caller" | "id"> & { readonly query: z.infer<typeof evaluationReportQuery> },
): Promise<Result<EvaluationReport, Refused<keyof typeof REPORT_REFUSALS>>> {
  const { tenantId } = requestContextOf(request, MANAGE);
  const timeZone = await zoneOfTenant(kit.db, tenantId);
  const { from, to, formId, queueId } = request.query;
  const range = readRange({ from, until: dayAfter(to) }, timeZone);
  if (!range.ok)
    return refuse(
      range.refusal === "report-too-long" ? { code: range.refusal, params: { days: REPORT_DAYS_MAX } } : range.refusal,
    );
  const filter = { ...range.value, formId, queueId };
  const rows = await inTenant(kit.db, tenantId, (trx) => countedEvaluations(trx, { filter, limit: COUNTED_MAX }));
  return rows.length > COUNTED_MAX ? refuse("evaluation-report-too-many") : ok({ timeZone, ...reportOf(rows) });
}

/** Routes of the report on evaluations, by agents and by questions; also as CSV. The audit log names the person before the first line is sent. */
export function addEvaluationReportRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/reports/evaluations",
    {
      config,
      schema: {
        tags: ["reports"],
        summary: "Evaluations by agents and questions",
        querystring: evaluationReportQuery,
        response: { 200: evaluationReportSchema, ...problems },
      },
    },
    async (request, reply) => {
      const report = await reportFor(kit, request);
      return report.ok ? report.value : sendRefusal(kit, reply, REPORT_REFUSALS, report.refusal);
    },
  );
  app.get(
    "/api/service/reports/evaluations/export",
    {
      config,
      schema: {
        tags: ["reports"],
        summary: "The same as CSV",
        querystring: evaluationReportExportQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { language, ...query } = request.query;
      const report = await reportFor(kit, { caller: request.caller, id: request.id, query });
      if (!report.ok) return sendRefusal(kit, reply, REPORT_REFUSALS, report.refusal);
      const requestContext = requestContextOf(request, MANAGE);
      const { from, to } = query;
      const fact = {
        action: "evaluation-report.exported",
        subjectKind: "tenant",
        subjectId: requestContext.tenantId,
      } as const;
      await recordAudit(kit.db, kit, actedEntry(requestContext, { ...fact, detail: { from, to } }));
      reply.headers({ "cache-control": "no-store", "content-type": "text/csv; charset=utf-8" });
      reply.header("content-disposition", 'attachment; filename="laporan-penilaian.csv"');
      return reply.send(csvOf(kit, report.value, language ?? request.locale));
    },
  );
}

function csvOf(kit: Kit, report: EvaluationReport, locale: Locale): Readable {
  const say: Say = (key) => kit.texts.text(locale, `web.evaluations.report.${key}`);
  const written = (cell: string | number): string =>
    typeof cell === "number" && locale === "id" ? String(cell).replace(".", ",") : String(cell);
  const csv = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  const lines = toSpreadsheetRows(report, say).map((line) => line.map(written));
  return pipeline(Readable.from(lines), csv, (error) => {
    if (error) kit.log.info({ err: error }, "evaluation-report.export-cut-off");
  });
}
