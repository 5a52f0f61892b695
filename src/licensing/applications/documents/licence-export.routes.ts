import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { csvFile } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { promiseFilterOf } from "../../promises/index.ts";
import { licencesQuery } from "../contract.ts";
import { callerOf } from "../licence.routes.ts";
import { ballOf } from "../licence-list.effects.ts";
import { searchLicences } from "../licence-search.store.ts";

/** Columns of the exported queue; each is a column of the screen, with the key of its heading. */
const COLUMNS = {
  number: "web.desk.number",
  company: "web.desk.company",
  nib: "web.desk.nib",
  configurations: "web.licenceDesk.configurations",
  state: "web.desk.state",
  submitted: "web.desk.submitted",
  promise: "web.desk.promise",
  assignee: "web.licenceDesk.evaluator",
} as const;

type ColumnName = keyof typeof COLUMNS;
type Row = Awaited<ReturnType<typeof searchLicences>>["items"][number];

const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

/** Maximum number of rows of one file, equal to the limit of the list's count. */
const EXPORT_ROWS_MAX = 10_000;

const exportQuery = licencesQuery.omit({ scope: true, page: true, pageSize: true }).extend({
  columns: z.string().max(200).default(COLUMN_NAMES.join(",")),
  // A plain link sends the browser's Accept-Language, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** Exports the officers' queue with the displayed filter, order and columns. */
export function addLicenceExport(app: Http, kit: Kit): void {
  app.get(
    "/api/licences/export",
    {
      config: { access: "application.read" },
      schema: {
        tags: ["licences"],
        summary: "Licence applications by search, as CSV",
        querystring: exportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { state, ball, assignee, search = "", sort, columns, language } = request.query;
      const caller = callerOf(request);
      const locale = language ?? request.locale;
      const wanted = columns.split(",");
      const shown = COLUMN_NAMES.filter((column) => wanted.includes(column));
      // Reads all rows in one statement, so that no row is missed or repeated while the list changes.
      const { items } = await searchLicences(kit.db, {
        organisationIds: undefined,
        state,
        ball: ballOf(kit, caller, ball),
        assignee,
        search,
        sort,
        promise: promiseFilterOf(request.query, kit.clock.nowMs()),
        offset: 0,
        limit: EXPORT_ROWS_MAX,
      });
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="permohonan-izin.csv"');
      return reply.send(csvFile(linesOf(kit, { items, shown, locale }), locale));
    },
  );
}

function* linesOf(
  kit: Kit,
  {
    items,
    shown,
    locale,
  }: { readonly items: readonly Row[]; readonly shown: readonly ColumnName[]; readonly locale: Locale },
): Generator<readonly string[]> {
  const cells = cellsIn(kit, locale);
  yield shown.map((column) => kit.texts.text(locale, COLUMNS[column]));
  for (const row of items) yield shown.map((column) => cells[column](row));
}

/** Format of each column: dates and times in ISO 8601, so that every spreadsheet and program reads them alike. */
function cellsIn({ texts }: Kit, locale: Locale): Readonly<Record<ColumnName, (row: Row) => string>> {
  return {
    number: (row) => row.number ?? "",
    company: (row) => row.organisationName,
    nib: (row) => row.nib ?? "",
    configurations: (row) =>
      row.configurations.map((name) => texts.text(locale, `web.licenceDesk.configuration.${name}`)).join(", "),
    state: (row) => texts.text(locale, `web.licenceDesk.state.${row.paused ? "paused" : row.state}`),
    submitted: (row) => row.submittedAt?.toISOString() ?? "",
    promise: (row) => row.dueDate ?? "",
    assignee: (row) => row.assignee ?? "",
  };
}
