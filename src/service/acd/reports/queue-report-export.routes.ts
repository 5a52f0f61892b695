import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present, type TableSpreadsheet } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { queueReportExportQuery } from "./contract.ts";
import { REPORT_RATE, refuseReport, reportFor } from "./queue-report.routes.ts";
import { shownName } from "./queue-report.store.ts";
import type { ReadReport } from "./queue-report.ts";
import { halfHoursOf } from "./report-range.ts";
import { type Cell, localHalfHour, type Say, spreadsheetColumns, spreadsheetRows } from "./report-spreadsheet.ts";

/** The spreadsheet writer, passed in by the process. */
export interface ReportPress {
  /** Writes a table as XLSX, off the event loop. */
  sheet(table: TableSpreadsheet): Promise<Uint8Array>;
}

/** The maximum of rows in a spreadsheet, including totals; a CSV has no limit, since it is streamed. */
const XLSX_ROWS_MAX = 5_000;
const PERCENT = 100;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/**
 * The report of queues as a file. Durations are in seconds and shares in per cent. CSV is UTF-8 with a byte order mark, with the separator and
 * the decimal sign that spreadsheets of the language expect (RFC 4180 otherwise). The audit log names the person before the first line is
 * sent.
 */
export function addQueueReportExport(app: Http, kit: Kit, press: ReportPress): void {
  app.get(
    "/api/service/reports/queues/export",
    {
      config: { access: "call.read", rateLimit: REPORT_RATE },
      schema: {
        tags: ["reports"],
        summary: "Queues by half hours, as CSV or XLSX",
        querystring: queueReportExportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { format, language, ...query } = request.query;
      const caller = present(request.caller, "caller");
      const report = await reportFor(kit, { caller, query });
      if (!report.ok) return refuseReport(reply, kit, report);
      const { range, queues } = report.value;
      if (format === "xlsx" && (halfHoursOf(range).length + 1) * queues.length + 1 > XLSX_ROWS_MAX)
        return refuseReport(reply, kit, { refusal: "report-too-large" });
      const requestContext = requestContextOf(request, "call.read");
      await recordExport(kit, requestContext, { ...query, format });
      const file = { report: report.value, locale: language ?? request.locale };
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="laporan-antrean.${format}"`);
      return format === "csv"
        ? sendCsv(reply, kit, file)
        : sendXlsx(reply, kit, { ...file, press, tenantId: requestContext.tenantId });
    },
  );
}

function recordExport(
  kit: Kit,
  requestContext: RequestContext,
  detail: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const known = Object.entries(detail).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  const subject = { subjectKind: "tenant", subjectId: requestContext.tenantId } as const;
  const fact = { action: "queue-report.exported", ...subject, detail: Object.fromEntries(known) };
  return recordAudit(kit.db, kit, actedEntry(requestContext, fact));
}

interface ReportFile {
  readonly report: ReadReport;
  readonly locale: Locale;
}

const sayIn =
  (kit: Kit, locale: Locale): Say =>
  (key, params) =>
    kit.texts.text(locale, `web.queueReport.${key}`, params);

function sendCsv(reply: FastifyReply, kit: Kit, { report, locale }: ReportFile): FastifyReply {
  const say = sayIn(kit, locale);
  const written = (cell: Cell): string => {
    if (typeof cell !== "number") return cell ?? "";
    return locale === "id" ? String(cell).replace(".", ",") : String(cell);
  };
  const lines = function* (): Generator<readonly string[]> {
    yield spreadsheetColumns(say);
    for (const row of spreadsheetRows(report, say)) yield row.map(written);
  };
  const csv = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  reply.header("content-type", "text/csv; charset=utf-8");
  return reply.send(
    pipeline(Readable.from(lines()), csv, (error) => {
      if (error) kit.log.info({ err: error }, "queue-report.export-cut-off");
    }),
  );
}

async function sendXlsx(
  reply: FastifyReply,
  kit: Kit,
  { report, locale, press, tenantId }: ReportFile & { readonly press: ReportPress; readonly tenantId: string },
): Promise<FastifyReply> {
  const say = sayIn(kit, locale);
  const { range, zone, regulatory } = report;
  const centre = await inTenant(kit.db, tenantId, (trx) => shownName(trx, tenantId));
  const bytes = await press.sheet({
    name: say("sheet"),
    heading: [
      [centre],
      [say("title")],
      [say("sheetRange", { from: localHalfHour(range.fromMs, zone), until: localHalfHour(range.untilMs, zone), zone })],
      [regulatoryLine(say, regulatory.level)],
    ],
    columns: spreadsheetColumns(say),
    rows: [...spreadsheetRows(report, say)].map((row) => row.map((cell) => cell ?? "")),
    footer: say("sheetFooter"),
    createdAtMs: kit.clock.nowMs(),
  });
  return reply.header("content-type", XLSX).send(Buffer.from(bytes));
}

function regulatoryLine(say: Say, level: number | null): string {
  if (level === null) return say("regulatoryNone");
  return say("regulatoryLine", { percent: Math.round(level * PERCENT * PERCENT) / PERCENT });
}
