import type { Readable } from "node:stream";
import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { csvFile } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { promiseFilterOf } from "../../promises/index.ts";
import { displayCode } from "../codes/access-code.ts";
import { applicationsQuery } from "../contract.ts";
import { ballOf } from "./application-list.effects.ts";
import { type ApplicationSearch, searchApplications } from "./application-search.store.ts";

/** Columns of the exported list; each is a column of the screen. */
const COLUMNS = ["number", "code", "company", "nib", "state", "submitted", "promise", "assignee"] as const;

type ColumnName = (typeof COLUMNS)[number];
type Row = Awaited<ReturnType<typeof searchApplications>>["items"][number];

/** Maximum number of rows of one file, equal to the limit of the list's count. */
const EXPORT_ROWS_MAX = 10_000;

const exportQuery = applicationsQuery.omit({ scope: true, page: true, pageSize: true }).extend({
  columns: z.string().max(200).default(COLUMNS.join(",")),
  // A plain link sends the browser's Accept-Language, not the language of the page.
  language: z.enum(["id", "en"]).optional(),
});

/** Exports the officers' list with the displayed filter, order and columns. */
export function addApplicationExport(app: Http, kit: Kit): void {
  app.get(
    "/api/applications/export",
    {
      config: { access: "application.read" },
      schema: {
        tags: ["applications"],
        summary: "Applications by search, as CSV",
        querystring: exportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { state, ball, assignee, search = "", sort, columns, language } = request.query;
      const caller = present(request.caller, "caller");
      const wanted = new Set(columns.split(","));
      const shown = [...wanted].filter((column): column is ColumnName => COLUMNS.some((known) => known === column));
      const promise = promiseFilterOf(request.query, kit.clock.nowMs());
      const asked = {
        organisationIds: undefined,
        state,
        ball: ballOf(kit, caller, ball),
        promise,
        assignee,
        search,
        sort,
      };
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("content-disposition", 'attachment; filename="permohonan-penomoran.csv"');
      return reply.send(await applicationCsv(kit, { asked, shown, locale: language ?? request.locale }));
    },
  );
}

interface ApplicationExport {
  readonly asked: Omit<ApplicationSearch, "limit" | "offset">;
  readonly shown: readonly ColumnName[];
  readonly locale: Locale;
}

/** Reads all rows in one statement, so that no row is missed or repeated while the list changes. */
async function applicationCsv(kit: Kit, { asked, shown, locale }: ApplicationExport): Promise<Readable> {
  const cells = cellsIn(kit, locale);
  const { items } = await searchApplications(kit.db, { ...asked, offset: 0, limit: EXPORT_ROWS_MAX });
  const lines = function* (): Generator<readonly string[]> {
    yield shown.map((column) => kit.texts.text(locale, `web.desk.${column}`));
    for (const row of items) yield shown.map((column) => cells[column](row));
  };
  return csvFile(lines(), locale);
}

/** Format of each column: dates and times in ISO 8601, so that every spreadsheet and program reads them alike. */
function cellsIn(kit: Kit, locale: Locale): Readonly<Record<ColumnName, (row: Row) => string>> {
  return {
    number: (row) => row.number ?? "",
    code: (row) => (row.code === null ? "" : displayCode(row.code)),
    company: (row) => row.organisationName,
    nib: (row) => row.nib ?? "",
    state: (row) => kit.texts.text(locale, `states.application.${row.state}`),
    submitted: (row) => row.submittedAt?.toISOString() ?? "",
    promise: (row) => row.dueDate ?? "",
    assignee: (row) => row.assignee ?? "",
  };
}
