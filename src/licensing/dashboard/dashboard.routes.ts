import { z } from "zod";
import { type Http, problemSchema } from "../../platform/http/index.ts";
import { csvFile } from "../../platform/sheets/index.ts";
import { dashboardQuery, dashboardSchema } from "./contract.ts";
import { readDashboard } from "./dashboard.effects.ts";
import type { DashboardDependencies } from "./dashboard-dependencies.effects.ts";
import { dashboardRows } from "./dashboard-export.ts";

const config = { access: "dashboard.read" } as const;
const tags = ["dashboard"];

const exportQuery = dashboardQuery.extend({
  // A plain link sends the browser's Accept-Language, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** Routes of the dashboard, and its export. `promisesReadMs` returns the time of the last refresh of processing times. */
export function addDashboardRoutes(
  app: Http,
  dependencies: DashboardDependencies,
  promisesReadMs: () => number | null,
): void {
  const { kit } = dependencies;
  app.get(
    "/api/dashboard",
    {
      config,
      schema: {
        tags,
        summary: "Figures of all cases, each with the list behind it",
        querystring: dashboardQuery,
        response: { 200: dashboardSchema, 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request) => readDashboard(dependencies, { days: request.query.days, promisesReadMs: promisesReadMs() }),
  );
  app.get(
    "/api/dashboard/export",
    {
      config,
      schema: {
        tags,
        summary: "The figures of the dashboard, as CSV",
        querystring: exportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { days, language } = request.query;
      const locale = language ?? request.locale;
      const dashboard = await readDashboard(dependencies, { days, promisesReadMs: promisesReadMs() });
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="dasbor.csv"');
      return reply.send(
        csvFile(
          dashboardRows(dashboard, (key) => kit.texts.text(locale, key, {})),
          locale,
        ),
      );
    },
  );
}
