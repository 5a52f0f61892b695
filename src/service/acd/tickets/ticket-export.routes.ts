import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyReply } from "fastify";
import { z } from "zod";
import type { TableSpreadsheet } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { localTime } from "../../telephony/call-history/index.ts";
import { actedEntry, requestContextOf } from "../../tenancy/tenants/index.ts";
import { ticketsExportQuery } from "./contract.ts";
import { centre, countTickets, type ListedTicket, listTickets, type TicketSearch } from "./ticket-list.store.ts";
import { rowView } from "./ticket-view.effects.ts";

/** The spreadsheet writer, passed in by the process. */
export interface TicketPress {
  /** Writes a table as XLSX, off the event loop. */
  sheet(table: TableSpreadsheet): Promise<Uint8Array>;
}

const ACCESS = "queue.manage";
const EXPORT_RATE = { max: 20, timeWindow: 60_000 };
/** The maximum of tickets in one file; a larger result is refused, since a truncated list would be incomplete. */
const ROWS_MAX = { csv: 10_000, xlsx: 5_000 } as const;
const COLUMNS = [
  ...["number", "subject", "category", "priority", "state", "customer", "assignee", "queue"],
  ...["openedAt", "dueAt", "answer", "answerDueAt", "solution", "solutionDueAt", "escalated"],
] as const;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The list of tickets as a file: exactly the result of the filter, in its order. The audit log names the person before the first line is sent. */
export function addTicketExport(app: Http, kit: Kit, press: TicketPress): void {
  app.get(
    "/api/service/tickets/export",
    {
      config: { access: ACCESS, rateLimit: EXPORT_RATE },
      schema: {
        tags: ["tickets"],
        summary: "Tickets as CSV or XLSX",
        querystring: ticketsExportQuery,
        response: { 200: z.any(), 400: problemSchema, 401: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { format, language, ...filter } = request.query;
      const requestContext = requestContextOf(request, ACCESS);
      const { tenantId, personId } = requestContext;
      const max = ROWS_MAX[format];
      const search: TicketSearch = { filter, personId, now: new Date(kit.clock.nowMs()) };
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        const count = await countTickets(trx, { ...search, upTo: max + 1 });
        if (count > max) return undefined;
        const detail = { format, rows: count, state: filter.state };
        const fact = { action: "ticket.exported", subjectKind: "tenant", subjectId: tenantId, detail } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return { ...(await centre(trx, tenantId)), rows: await listTickets(trx, { ...search, limit: max, offset: 0 }) };
      });
      if (found === undefined)
        return sendProblem(reply, kit.texts, 400, { code: "ticket-export-too-large", params: { rows: max } });
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="tiket.${format}"`);
      const wanted = { ...found, locale: language ?? request.locale };
      return format === "csv" ? sendCsv(reply, kit, wanted) : sendXlsx(reply, kit, { ...wanted, press });
    },
  );
}

interface Wanted {
  readonly name: string;
  readonly timeZone: string;
  readonly rows: readonly ListedTicket[];
  readonly locale: Locale;
}

const sayIn =
  (kit: Kit, locale: Locale) =>
  (key: string, params: Readonly<Record<string, string>> = {}): string =>
    kit.texts.text(locale, `web.tickets.${key}`, params);

function headings(kit: Kit, { locale }: Wanted): readonly string[] {
  return COLUMNS.map((column) => sayIn(kit, locale)(`columns.${column}`));
}

function sendCsv(reply: FastifyReply, kit: Kit, wanted: Wanted): FastifyReply {
  const csv = stringify({ bom: true, delimiter: wanted.locale === "id" ? ";" : ",", escape_formulas: true });
  const lines = [headings(kit, wanted), ...linesOf(kit, wanted)];
  reply.header("content-type", "text/csv; charset=utf-8");
  return reply.send(
    pipeline(Readable.from(lines), csv, (error) => {
      if (error) kit.log.info({ err: error }, "ticket.export-cut-off");
    }),
  );
}

async function sendXlsx(
  reply: FastifyReply,
  kit: Kit,
  { press, ...wanted }: Wanted & { readonly press: TicketPress },
): Promise<FastifyReply> {
  const say = sayIn(kit, wanted.locale);
  const bytes = await press.sheet({
    name: say("sheet"),
    heading: [[wanted.name], [say("title")]],
    columns: headings(kit, wanted),
    rows: linesOf(kit, wanted),
    footer: say("sheetFooter", { zone: wanted.timeZone }),
    createdAtMs: kit.clock.nowMs(),
  });
  return reply.header("content-type", XLSX).send(Buffer.from(bytes));
}

function linesOf(kit: Kit, { rows, timeZone, locale }: Wanted): readonly (readonly string[])[] {
  const say = sayIn(kit, locale);
  const time = (at: string | null) => (at === null ? "" : localTime(Date.parse(at), timeZone));
  return rows.map((row) => {
    const { answer, solution, ...ticket } = rowView(row, kit.clock.nowMs());
    return [
      ...[ticket.number, ticket.subject, ticket.categoryName, say(`priorities.${ticket.priority}`)],
      ...[say(`states.${ticket.state}`), ticket.customerName, ticket.assigneeName ?? "", ticket.queueName ?? ""],
      ...[time(ticket.openedAt), time(ticket.dueAt)],
      ...[say(`promises.${answer.state}`), time(answer.dueAt), say(`promises.${solution.state}`), time(solution.dueAt)],
      ticket.escalated === 0 ? "" : `${ticket.escalated} %`,
    ];
  });
}
