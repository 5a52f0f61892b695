import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import { ok, present, refuse, type TableSpreadsheet } from "../../../kernel/index.ts";
import {
  type AuditPlace,
  type CentreAuditFilter,
  type CentreAuditRow,
  centreAudit,
  countCentreAudit,
} from "../../../platform/audit/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, type Refused, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { localTime } from "../../telephony/call-history/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";
import { AUDIT_REFUSALS, type AuditRefusal, readAuditFilter } from "./audit-filter.ts";
import { centreAuditExportQuery } from "./contract.ts";
import { centreOf, subjectNames } from "./subject-names.store.ts";

/** The spreadsheet writer, passed in by the process. */
export interface AuditPress {
  /** Writes a table as XLSX, off the event loop. */
  sheet(table: TableSpreadsheet): Promise<Uint8Array>;
}

const ACCESS = "service.audit";
/** A file reads many rows, hence the rate limit. */
const EXPORT_RATE = { max: 20, timeWindow: 60_000 };
/** The maximum of entries in one file. A larger result is refused, since a truncated log would be incomplete. */
const ROWS_MAX = { csv: 50_000, xlsx: 5_000 } as const;
/** The number of entries of one page: a file is never in memory as a whole. */
const PIECE_ROWS = 1_000;
const COLUMNS = ["at", "actor", "role", "action", "subject", "subjectId", "detail"] as const;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

interface Found {
  readonly timeZone: string;
  /** The display name of the call centre. */
  readonly name: string;
  readonly filter: CentreAuditFilter;
}

interface Wanted extends Found {
  readonly tenantId: string;
  readonly locale: Locale;
}

/**
 * The audit log of a call centre as a file: exactly the result of the filter, newest first. CSV is UTF-8 with a byte order mark and the separator that
 * spreadsheets of the language expect (RFC 4180 otherwise); a text that could be read as a formula is escaped, and is a text in XLSX. The audit log names
 * the person before the first line is sent, so that the file contains this access as well.
 */
export function addCentreAuditExport(app: Http, kit: Kit, press: AuditPress): void {
  app.get(
    "/api/service/audit/export",
    {
      config: { access: ACCESS, rateLimit: EXPORT_RATE },
      schema: {
        tags: ["service-audit"],
        summary: "Audit entries of this call centre, as CSV or XLSX",
        querystring: centreAuditExportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { format, language, ...asked } = request.query;
      const requestContext = requestContextOf(request, ACCESS);
      const { tenantId } = requestContext;
      const max = ROWS_MAX[format];
      const found = await tenantCommand<Found, Refused<AuditRefusal>>(
        kit,
        requestContext,
        {},
        async ({ trx, audit }) => {
          const { timeZone, name } = await centreOf(trx, tenantId);
          const filter = readAuditFilter(asked, timeZone);
          if (!filter.ok) return filter;
          const rows = await countCentreAudit(trx, { tenantId, filter: filter.value, upTo: max + 1 });
          if (rows > max) return refuse({ code: "audit-too-large", params: { rows: max } });
          const subject = { subjectKind: "tenant", subjectId: tenantId } as const;
          await audit({ action: "audit.exported", ...subject, detail: { ...asFacts(asked), format, rows } });
          return ok({ timeZone, name, filter: filter.value });
        },
      );
      if (!found.ok) return sendRefusal(kit, reply, AUDIT_REFUSALS, found.refusal);
      const { timeZone, name, filter } = found.value;
      const wanted = { tenantId, timeZone, name, filter, locale: language ?? request.locale };
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="jejak-audit.${format}"`);
      return format === "csv" ? sendCsv(reply, kit, wanted) : sendXlsx(reply, kit, { ...wanted, press });
    },
  );
}

function asFacts(asked: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

function sendCsv(reply: FastifyReply, kit: Kit, wanted: Wanted): FastifyReply {
  const lines = async function* (): AsyncGenerator<readonly string[]> {
    yield headings(kit, wanted);
    yield* linesOf(kit, wanted);
  };
  const csv = stringify({ bom: true, delimiter: wanted.locale === "id" ? ";" : ",", escape_formulas: true });
  reply.header("content-type", "text/csv; charset=utf-8");
  return reply.send(
    pipeline(Readable.from(lines()), csv, (error) => {
      if (error) kit.log.info({ err: error }, "audit.export-cut-off");
    }),
  );
}

async function sendXlsx(
  reply: FastifyReply,
  kit: Kit,
  { press, ...wanted }: Wanted & { readonly press: AuditPress },
): Promise<FastifyReply> {
  const say = sayIn(kit, wanted.locale);
  const rows: (readonly string[])[] = [];
  for await (const line of linesOf(kit, wanted)) rows.push(line);
  const bytes = await press.sheet({
    name: say("sheet"),
    heading: [[wanted.name], [say("title")]],
    columns: headings(kit, wanted),
    rows,
    footer: say("sheetFooter", { zone: wanted.timeZone }),
    createdAtMs: kit.clock.nowMs(),
  });
  return reply.header("content-type", XLSX).send(Buffer.from(bytes));
}

const sayIn =
  (kit: Kit, locale: Locale) =>
  (key: string, params: Readonly<Record<string, string>> = {}): string =>
    kit.texts.text(locale, `web.centreAudit.${key}`, params);

function headings(kit: Kit, { locale }: Wanted): readonly string[] {
  const say = sayIn(kit, locale);
  return COLUMNS.map((column) => say(`columns.${column}`));
}

/** All entries of the result as lines, read page by page while they are sent. */
async function* linesOf(kit: Kit, { tenantId, timeZone, filter, locale }: Wanted): AsyncGenerator<readonly string[]> {
  let after: AuditPlace | null = null;
  for (let left = ROWS_MAX.csv + PIECE_ROWS; left > 0; left -= PIECE_ROWS) {
    const search: Parameters<typeof centreAudit>[1] = { tenantId, filter, after, limit: PIECE_ROWS };
    const { rows, names }: Piece = await inTenant(kit.db, tenantId, async (trx) => {
      const piece = await centreAudit(trx, search);
      return { rows: piece, names: await subjectNames(trx, piece) };
    });
    for (const row of rows) yield cellsOf(kit, { row, names, timeZone, locale });
    const last = rows.at(-1);
    if (rows.length < PIECE_ROWS) return;
    const { id, occurredAt } = present(last, "the last entry of a piece");
    after = { atMs: occurredAt.getTime(), id };
  }
}

interface Piece {
  readonly rows: readonly CentreAuditRow[];
  readonly names: ReadonlyMap<string, string>;
}

/** An entry as a line; times with their offset, so that spreadsheets and applications can read them. */
function cellsOf(
  kit: Kit,
  line: Pick<Wanted, "timeZone" | "locale"> & {
    readonly row: CentreAuditRow;
    readonly names: ReadonlyMap<string, string>;
  },
): readonly string[] {
  const { row, names, timeZone, locale } = line;
  const word = (key: string, otherwise: string) =>
    kit.texts.has(locale, key) ? kit.texts.text(locale, key) : otherwise;
  const kind = word(`web.audit.subjects.${row.subjectKind}`, row.subjectKind);
  const name = names.get(row.subjectId);
  return [
    localTime(row.occurredAt.getTime(), timeZone),
    row.actorName ?? kit.texts.text(locale, "web.audit.system"),
    row.actorRole === null ? "" : word(`roles.${row.actorRole}`, row.actorRole),
    word(`web.audit.actions.${row.action.replaceAll(".", "-")}`, row.action),
    name === undefined ? kind : `${kind}: ${name}`,
    row.subjectId,
    JSON.stringify(row.detail),
  ];
}
