import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { actedEntry, requestContextOf } from "../../tenancy/tenants/index.ts";
import {
  installationReportQuery,
  installationReportSchema,
  liveSchema,
  smsReportFileQuery,
  smsReportQuery,
  smsReportSchema,
} from "./contract.ts";
import { type DayLine, dayLines, installationFigures, lastHour, readFigures } from "./figures.store.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const problems = { 400: problemSchema, 403: problemSchema };
const PATH = "/api/service/sms/report";
const COLUMNS = ["day", "carrier", "sender", "category", "state", "messages", "segments", "priceRupiah"] as const;

/** SMS results by day: for a call centre's administrator, and with the carriers' cost for the installation's. */
export function addReportRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { tag: "service", access: MANAGE, contextOf: requestContextOf, refusals: {} });
  routes.get(
    PATH,
    {
      summary: "Figures of short messages by days, carriers, senders or categories",
      query: smsReportQuery,
      answer: smsReportSchema,
    },
    async (trx, { query, requestContext: { tenantId } }) => ({
      rows: await readFigures(trx, { tenantId, ...query }),
    }),
  );
  routes.get(
    `${PATH}/live`,
    { summary: "Short messages of the last hour, by minutes", answer: liveSchema },
    async (trx, { requestContext: { tenantId } }) => ({
      minutes: await lastHour(trx, { tenantId, nowMs: kit.clock.nowMs() }),
    }),
  );
  addFile(app, kit);
  app.get(
    "/api/service/sms/installation-report",
    {
      config: { access: "people.manage" },
      schema: {
        tags,
        summary: "Figures of short messages of all call centres, with what carriers ask",
        querystring: installationReportQuery,
        response: { 200: installationReportSchema, ...problems },
      },
    },
    async (request) => ({ rows: await installationFigures(kit.db, request.query) }),
  );
}

function addFile(app: Http, kit: Kit): void {
  app.get(
    `${PATH}/export`,
    {
      config,
      schema: {
        tags,
        summary: "Figures of short messages as CSV: days, carriers, senders, categories, states",
        querystring: smsReportFileQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { language, ...days } = request.query;
      const locale = language ?? request.locale;
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId } = requestContext;
      await inTenant(kit.db, tenantId, (trx) => {
        const fact = { action: "sms-report.exported", subjectKind: "tenant", subjectId: tenantId } as const;
        return recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: days }));
      });
      const lines = dayLines(kit.db, { tenantId, ...days });
      const say = (key: string) => kit.texts.text(locale, `web.smsReport.${key}`);
      const csv = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
      reply.header("cache-control", "no-store");
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("content-disposition", `attachment; filename="pesan-singkat-${days.from}-${days.until}.csv"`);
      return reply.send(
        pipeline(Readable.from(written(lines, say)), csv, (error) => {
          if (error) kit.log.info({ err: error }, "sms-report.export-cut-off");
        }),
      );
    },
  );
}

async function* written(
  lines: AsyncIterable<DayLine>,
  say: (key: string) => string,
): AsyncGenerator<readonly string[]> {
  yield COLUMNS.map((name) => say(`columns.${name}`));
  for await (const { day, carrier, sender, category, state, messages, segments, priceRupiah } of lines)
    yield [
      ...[day, carrier ?? "", sender ?? "", say(`categories.${category}`), say(`states.${state}`)],
      ...[messages, segments, priceRupiah].map(String),
    ];
}
