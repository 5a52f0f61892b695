import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import { filesOf, findImport } from "./import.store.ts";
import { viewFaults } from "./import-view.effects.ts";
import { FAULTS_MAX, SHEETS } from "./sheets.ts";
import { TEMPLATE_NAMES, templateRows } from "./templates.ts";

const tags = ["imports"];
const config = { access: "inventory.import" } as const;
// A plain link sends the browser's Accept-Language, not the language of the page.
const languageQuery = z.strictObject({ language: z.enum(["id", "en"]).optional() });
const responses = { 200: z.any(), 404: problemSchema };

/** Routes of downloadable spreadsheets: the templates, the uploaded files, and the report of faulty rows. */
export function addSpreadsheetRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/import-templates/:sheet",
    {
      config,
      schema: {
        tags,
        summary: "A template with a filled-in example, as CSV",
        params: z.object({ sheet: z.enum(SHEETS).or(z.string().max(60)) }),
        querystring: languageQuery,
        response: responses,
      },
    },
    async (request, reply) => {
      const sheet = SHEETS.find((name) => name === request.params.sheet);
      if (sheet === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-sheet" });
      const locale = request.query.language ?? request.locale;
      reply.type("text/csv; charset=utf-8");
      reply.header("content-disposition", `attachment; filename="${TEMPLATE_NAMES[sheet][locale]}"`);
      return reply.send(csvOf(templateRows(sheet, locale), locale));
    },
  );
  app.get(
    "/api/imports/:id/report",
    {
      config,
      schema: {
        tags,
        summary: "Every bad line of an import, as CSV",
        params: z.object({ id: z.uuid() }),
        querystring: languageQuery,
        response: responses,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await findImport(kit.db, id)) === undefined) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-import" });
      }
      const locale = request.query.language ?? request.locale;
      reply.type("text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="laporan-impor.csv"');
      return reply.send(csvOf(await reportRows(kit, { id, locale }), locale));
    },
  );
  app.get(
    "/api/imports/:id/files/:place",
    {
      config,
      schema: {
        tags,
        summary: "A file of an import as it was uploaded",
        params: z.object({ id: z.uuid(), place: z.coerce.number().int().min(1).max(4).or(z.string().max(60)) }),
        response: responses,
      },
    },
    async (request, reply) => {
      const files = await filesOf(kit.db, request.params.id);
      const file = files.find(({ place }) => place === request.params.place);
      if (file === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-file" });
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${file.name.replaceAll(/[^\w. -]/gu, "_")}"`)
        .header("cache-control", "private, no-store")
        .send(await kit.files.stream(file.sha256));
    },
  );
}

const REPORT_COLUMNS = ["file", "row", "column", "found", "rule", "remedy"] as const;

async function reportRows(
  kit: Kit,
  { id, locale }: { readonly id: string; readonly locale: Locale },
): Promise<readonly (readonly string[])[]> {
  const asked = { importId: id, sheet: undefined, code: undefined, limit: FAULTS_MAX, offset: 0 };
  const { items } = await viewFaults(kit, { ...asked, locale });
  const heading = REPORT_COLUMNS.map((column) => kit.texts.text(locale, `imports.report.${column}`));
  const rows = items.map((item) => REPORT_COLUMNS.map((column) => String(item[column] ?? "")));
  return [heading, ...rows];
}

/** CSV in the dialect of the language's spreadsheets; texts that would be formulas are escaped. */
function csvOf(rows: readonly (readonly string[])[], locale: Locale): Readable {
  const sheet = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  return pipeline(Readable.from(rows), sheet, () => undefined);
}
