import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present, type RefusalTable } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant, type Times } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { readSpreadsheetFile } from "../../../platform/sheets/index.ts";
import { officeDayStartMs } from "../../../regulation/index.ts";
import { actedEntry, actedRole, requestContextOf } from "../../tenancy/tenants/index.ts";
import { type CarrierQuirks, normalisedId } from "../sms/index.ts";
import { dayQuery, reconciledSchema, reconciliationSchema, smsReportFileQuery } from "./contract.ts";
import { findCarrier, partsOfCarrier, receiptsOfTime, type SentPart } from "./parts.store.ts";
import { readLines, reconcile } from "./reconcile.ts";

const tags = ["service"];
const PERMISSION = "people.manage";
const MANAGE = "service.manage";
const DAY_MS = 86_400_000;
const BYTES_MAX = 20_000_000;
const LINES_MAX = 200_000;
/** The day is read completely, and parsing a file takes a worker thread. */
const RATE = { max: 30, timeWindow: 60_000 } as const;
const config = { access: PERMISSION, rateLimit: RATE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 413: problemSchema };
const PATH = "/api/service/sms/carriers/:id/reconciliation";
const PART_COLUMNS = [
  ...(["carrier_message_id", "message_id", "part", "call_centre", "number_begins", "category"] as const),
  ...(["state", "error_code", "sent_at", "final_at", "cost_rupiah"] as const),
];
const RECEIPT_COLUMNS = [
  ...(["message_id", "part", "sender", "recipient", "carrier", "carrier_message_id", "state", "error_code"] as const),
  ...(["counted", "accepted_at", "sent_at", "received_at"] as const),
];

/**
 * Segments that a carrier accepted on a day (WIB) as a file with its digest, the comparison with the carrier's own file, and receipts of a call centre as a
 * file.
 */
export function addReconciliationRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "What a carrier took on a day: how much, what it asks, and the digest of the file",
        params,
        querystring: dayQuery,
        response: { 200: reconciliationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await findCarrier(kit.db, id)) === undefined) return refuse(kit, reply, "no-such-sms-carrier");
      const [hash, sum] = [createHash("sha256"), { parts: 0, open: 0, costRupiah: 0 }];
      const csv = stringify({ escape_formulas: true });
      const lines = counted(partsOfCarrier(kit.db, id, dayOf(request.query.day)), sum);
      const pieces: AsyncIterable<Uint8Array> = pipeline(Readable.from(partLines(lines)), csv, () => undefined);
      for await (const piece of pieces) hash.update(piece);
      return { ...sum, sha256: hash.digest("hex") };
    },
  );
  app.get(
    `${PATH}/file`,
    {
      config,
      schema: {
        tags,
        summary: "Every part that a carrier took on a day, as CSV",
        params,
        querystring: dayQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      if ((await findCarrier(kit.db, id)) === undefined) return refuse(kit, reply, "no-such-sms-carrier");
      const { day } = request.query;
      await noteTaken(kit, request, { id, day });
      return sendCsv(kit, reply, { name: `operator-${day}`, lines: partLines(partsOfCarrier(kit.db, id, dayOf(day))) });
    },
  );
  addComparing(app, kit);
  addReceipts(app, kit);
}

const dayOf = (day: string): Times => ({ fromMs: officeDayStartMs(day), untilMs: officeDayStartMs(day) + DAY_MS });

/** Refusals of a reconciliation. */
const RECONCILIATION_REFUSALS = {
  "no-such-sms-carrier": ["not-found", "file"],
  "sms-lines-missing": ["invalid", "file"],
  "sms-lines-unread": ["invalid", "file"],
  "sms-lines-no-id": ["invalid", "file"],
  "sms-lines-price": ["invalid", "file"],
  "sms-lines-large": ["too-large", "file"],
} as const satisfies RefusalTable;

function refuse(kit: Kit, reply: FastifyReply, code: keyof typeof RECONCILIATION_REFUSALS, row = 0): FastifyReply {
  return sendRefusal(kit, reply, RECONCILIATION_REFUSALS, { code, params: { row, most: LINES_MAX } });
}

async function* counted(
  parts: AsyncIterable<SentPart>,
  sum: { parts: number; open: number; costRupiah: number },
): AsyncGenerator<SentPart> {
  for await (const part of parts) {
    sum.parts += 1;
    if (part.finalAt === null) sum.open += 1;
    sum.costRupiah += part.costRupiah;
    yield part;
  }
}

async function* partLines(parts: AsyncIterable<SentPart>): AsyncGenerator<readonly string[]> {
  yield PART_COLUMNS;
  for await (const part of parts)
    yield [
      ...[part.carrierMessageId, part.messageId, String(part.sequence), part.tenant, part.numberBegin, part.category],
      ...[part.state, part.errorCode ?? "", part.sentAt.toISOString(), part.finalAt?.toISOString() ?? ""],
      String(part.costRupiah),
    ];
}

function noteTaken(kit: Kit, request: FastifyRequest, { id, day }: { readonly id: string; readonly day: string }) {
  const { personId, memberships } = present(request.caller, "caller");
  return recordAudit(kit.db, kit, {
    actorPersonId: personId,
    actorRole: actedRole(memberships, PERMISSION),
    requestId: request.id,
    action: "sms-reconciliation.taken",
    subjectKind: "sms-carrier",
    subjectId: id,
    detail: { day },
  });
}

function sendCsv(
  kit: Kit,
  reply: FastifyReply,
  { name, lines }: { readonly name: string; readonly lines: AsyncIterable<readonly string[]> },
): FastifyReply {
  reply.header("cache-control", "no-store");
  reply.header("content-type", "text/csv; charset=utf-8");
  reply.header("content-disposition", `attachment; filename="${name}.csv"`);
  return reply.send(
    pipeline(Readable.from(lines), stringify({ escape_formulas: true }), (error) => {
      if (error) kit.log.info({ err: error }, "sms-file.cut-off");
    }),
  );
}

function addComparing(app: Http, kit: Kit): void {
  app.post(
    `${PATH}/comparison`,
    {
      config,
      schema: {
        tags,
        summary: "Hold a carrier's CSV file against what we have of a day; nothing of it is kept",
        params,
        querystring: dayQuery,
        response: { 200: reconciledSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const carrier = await findCarrier(kit.db, id);
      if (carrier === undefined) return refuse(kit, reply, "no-such-sms-carrier");
      if (!request.isMultipart()) return refuse(kit, reply, "sms-lines-missing");
      const file = await request.file({ limits: { fileSize: BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
      if (file === undefined) return refuse(kit, reply, "sms-lines-missing");
      const bytes = await file.toBuffer();
      if (file.file.truncated) return refuse(kit, reply, "sms-lines-large");
      const { rows, fault } = await readSpreadsheetFile(
        { name: file.filename.slice(-100), bytes },
        { rowsMax: LINES_MAX + 1, holder: present(request.caller, "caller").personId },
      );
      if (fault !== null) return refuse(kit, reply, "sms-lines-unread", fault.row);
      const { idInReceipt } = carrier.quirks as unknown as CarrierQuirks;
      const read = readLines(rows, (written) => normalisedId(written, idInReceipt));
      if ("fault" in read) return refuse(kit, reply, read.fault, read.row);
      if (rows.length > LINES_MAX) return refuse(kit, reply, "sms-lines-large");
      return reconcile(partsOfCarrier(kit.db, id, dayOf(request.query.day)), read.lines);
    },
  );
}

function addReceipts(app: Http, kit: Kit): void {
  app.get(
    "/api/service/sms/receipts/export",
    {
      config: { access: MANAGE, rateLimit: RATE },
      schema: {
        tags,
        summary: "Receipts of messages that were handed in on these days (WIB), as CSV",
        querystring: smsReportFileQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { from, until } = request.query;
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId } = requestContext;
      await inTenant(kit.db, tenantId, (trx) => {
        const fact = { action: "sms-receipts.exported", subjectKind: "tenant", subjectId: tenantId } as const;
        return recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { from, until } }));
      });
      const times = { fromMs: officeDayStartMs(from), untilMs: officeDayStartMs(until) + DAY_MS };
      const lines = async function* (): AsyncGenerator<readonly string[]> {
        yield RECEIPT_COLUMNS;
        for await (const one of receiptsOfTime(kit.db, tenantId, times))
          yield [
            ...[one.messageId, String(one.sequence), one.sender, one.recipient, one.carrier, one.carrierMessageId],
            ...[one.state, one.errorCode ?? "", one.standing, one.acceptedAt.toISOString()],
            ...[one.sentAt?.toISOString() ?? "", one.receivedAt.toISOString()],
          ];
      };
      return sendCsv(kit, reply, { name: `tanda-terima-${from}-${until}`, lines: lines() });
    },
  );
}
