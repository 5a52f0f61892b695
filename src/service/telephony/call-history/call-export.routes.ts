import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { z } from "zod";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";

import { actedEntry, requestContextOf } from "../../tenancy/tenants/index.ts";
import { type CallFilter, readFilter } from "./call-filter.ts";
import { sendFilterRefusal } from "./call-list.routes.ts";
import { type CallPlace, type CallRow, type CallSort, callsAfter, placeOf } from "./call-search.store.ts";
import { callsExportQuery } from "./contract.ts";
import { localTime } from "./local-time.ts";
import { timeZoneOf } from "./tenant-zone.store.ts";

/** The columns of an exported list of calls; each is a column of the screen. */
const COLUMNS = [
  "began",
  "direction",
  "caller",
  "called",
  "code",
  "phone",
  "trunk",
  "outcome",
  "cause",
  "ring",
  "talk",
  "hold",
  "endedBy",
  "transfers",
  "recording",
] as const;

type ColumnName = (typeof COLUMNS)[number];

/** The maximum of rows in one file; the screen shows it. */
const EXPORT_ROWS_MAX = 100_000;
/** The number of rows of one page: a file is never in memory as a whole. */
const PIECE_ROWS = 1_000;
const MS_PER_SECOND = 1_000;

/**
 * The list of calls as a file: exactly the filter, order and columns of the screen. It is streamed page by page. UTF-8 with a byte order mark, and
 * the separator that spreadsheets of the language expect (RFC 4180 otherwise); a text that could be read as a formula is escaped. The audit
 * log names the person before the first line is sent.
 */
export function addCallExport(app: Http, kit: Kit): void {
  app.get(
    "/api/service/calls/export",
    {
      config: { access: "call.read" },
      schema: {
        tags: ["calls"],
        summary: "Calls by search, as CSV",
        querystring: callsExportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { sort, columns = COLUMNS.join(","), language, ...asked } = request.query;
      const requestContext = requestContextOf(request, "call.read");
      const { tenantId } = requestContext;
      const timeZone = await timeZoneOf(kit.db, tenantId);
      const filter = readFilter(asked, timeZone);
      if (!filter.ok) return sendFilterRefusal(reply, kit, filter.refusal);
      const wanted = columns.split(",");
      const shown = COLUMNS.filter((column) => wanted.includes(column));
      // A searched number is personal data, and is not recorded.
      const isSearched = asked.search !== undefined;
      const detail = { ...withoutSearch(asked), isSearched, sort, columns: shown.join(",") };
      const fact = { action: "call.exported", subjectKind: "tenant", subjectId: tenantId, detail } as const;
      await recordAudit(kit.db, kit, actedEntry(requestContext, fact));
      reply.header("content-type", "text/csv; charset=utf-8");
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", 'attachment; filename="panggilan.csv"');
      const locale = language ?? request.locale;
      return reply.send(streamCallExport(kit, { tenantId, filter: filter.value, sort, shown, locale, timeZone }));
    },
  );
}

function withoutSearch(asked: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const { search: _, ...rest } = asked;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

interface CallExportOptions {
  readonly tenantId: string;
  readonly filter: CallFilter;
  readonly sort: CallSort;
  readonly shown: readonly ColumnName[];
  readonly locale: Locale;
  readonly timeZone: string;
}

function streamCallExport(kit: Kit, options: CallExportOptions): Readable {
  const { shown, locale } = options;
  const cells = cellsIn(kit, options);
  const lines = async function* (): AsyncGenerator<readonly string[]> {
    yield shown.map((column) => kit.texts.text(locale, `web.calls.columns.${column}`));
    for await (const row of rowsOf(kit, options)) yield shown.map((column) => cells[column](row));
  };
  const csv = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  return pipeline(Readable.from(lines()), csv, (error) => {
    if (error) kit.log.info({ err: error }, "calls.export-cut-off");
  });
}

async function* rowsOf(kit: Kit, { tenantId, filter, sort }: CallExportOptions): AsyncGenerator<CallRow> {
  let after: CallPlace | null = null;
  for (let left = EXPORT_ROWS_MAX; left > 0; left -= PIECE_ROWS) {
    const limit = Math.min(PIECE_ROWS, left);
    const search: Parameters<typeof callsAfter>[1] = { filter, sort, limit, after };
    const rows: readonly CallRow[] = await inTenant(kit.db, tenantId, (trx) => callsAfter(trx, search));
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    after = placeOf(last, sort);
  }
}

/** The format of each column: times with their offset, durations in seconds, so that spreadsheets and applications can read them. */
function cellsIn(
  kit: Kit,
  { locale, timeZone }: CallExportOptions,
): Readonly<Record<ColumnName, (row: CallRow) => string>> {
  const say = (key: string) => kit.texts.text(locale, `web.calls.${key}`);
  const seconds = (ms: number) => String(Math.round(ms / MS_PER_SECOND));
  return {
    began: (row) => localTime(row.beganAt.getTime(), timeZone),
    direction: (row) => say(`directions.${row.direction}`),
    caller: (row) => row.caller,
    called: (row) => row.called,
    code: (row) => row.code ?? "",
    phone: ({ earlierPhones, phoneExtension: extension, phoneName: name }) =>
      [...earlierPhones, ...(extension === null ? [] : [{ extension, name: name ?? "" }])]
        .map((phone) => `${phone.extension} ${phone.name}`)
        .join(" → "),
    trunk: (row) => row.trunkName ?? (row.websiteName === null ? "" : `${say("website")} ${row.websiteName}`),
    outcome: (row) => say(`outcomes.${row.outcome}`),
    cause: (row) => (row.cause === null ? "" : String(row.cause)),
    ring: (row) => seconds(row.ringMs),
    talk: (row) => seconds(row.talkMs),
    hold: (row) => seconds(row.holdMs),
    endedBy: (row) => say(`endedBy.${row.endedBy}`),
    transfers: (row) => String(row.transfers),
    recording: (row) => (row.recordingState === null ? "" : say(`recordingStates.${row.recordingState}`)),
  };
}
