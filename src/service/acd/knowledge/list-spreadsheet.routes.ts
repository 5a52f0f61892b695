import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse, type TableSpreadsheet } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, type Refused, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { csvFile, readSpreadsheetFile, type UploadedSpreadsheet } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { importList } from "./keep-list.effects.ts";
import { KNOWLEDGE_REFUSALS, type KnowledgeRefusal } from "./knowledge-refusal.ts";
import { allEntries, findList, hasListVersion, rowOf } from "./list.store.ts";
import { LIST_COLUMNS, LIST_LIMITS, type ListKind } from "./list-columns.shared.ts";
import {
  listFileQuery,
  listImportQuery,
  listPreviewSchema,
  listTemplateQuery,
  listVersionParams,
} from "./list-contract.ts";
import { ownDay } from "./own-day.store.ts";
import { type ReadList, readList } from "./read-list.ts";

/** The spreadsheet writer, passed in by the process. */
export interface ListPress {
  /** Writes a table as XLSX, off the event loop. */
  sheet(table: TableSpreadsheet): Promise<Uint8Array>;
}

const BYTES_MAX = LIST_LIMITS.megabytes * 1_000_000;
const NAME_MAX = 100;
/** The maximum of entries in a preview. */
const SAMPLE = 10;
/** A file may have empty lines between its rows. */
const LINES_MAX = LIST_LIMITS.rows * 2;
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const tags = ["information"];
const reading = { access: "service.read" } as const;
/** Reading a file occupies a thread, hence the rate limit. */
const writing = { access: "queue.manage", rateLimit: { max: 30, timeWindow: 60_000 } } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 413: problemSchema };

/** Routes of lists as files: the template, the export of a version, the preview of an import, and the import. */
export function addListSpreadsheetRoutes(app: Http, kit: Kit, press: ListPress): void {
  addTemplate(app, kit, press);
  addExport(app, kit, press);
  addPreview(app, kit);
  addImport(app, kit);
}

interface Wished {
  readonly kind: ListKind;
  readonly name: string;
  readonly language: Locale;
  readonly format: "csv" | "xlsx";
  readonly rows: readonly (readonly string[])[];
}

/** Sends a file: CSV escaped against formula injection, or XLSX whose cells are texts. */
async function sendFile(kit: Kit, reply: FastifyReply, press: ListPress, wished: Wished): Promise<FastifyReply> {
  const { kind, language, format, rows } = wished;
  const name = wished.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, NAME_MAX);
  const ascii = name.normalize("NFKD").replaceAll(/[^\w-]/g, "");
  reply
    .header(
      "content-disposition",
      `attachment; filename="${ascii}.${format}"; filename*=UTF-8''${encodeURIComponent(name)}.${format}`,
    )
    .header("cache-control", "no-store");
  const columns = LIST_COLUMNS[kind].map(({ heading }) => heading[language]);
  if (format === "csv") return reply.type("text/csv; charset=utf-8").send(csvFile([columns, ...rows], language));
  const table = { name: kit.texts.text(language, `information.lists.${kind}`), heading: [], footer: "" };
  const drawn = await press.sheet({ ...table, columns, rows, createdAtMs: kit.clock.nowMs() });
  return reply.type(XLSX).send(Buffer.from(drawn));
}

function addTemplate(app: Http, kit: Kit, press: ListPress): void {
  app.get(
    "/api/service/information/list-template",
    {
      config: reading,
      schema: {
        tags,
        summary: "The template of a list",
        querystring: listTemplateQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { kind, format, language = request.locale } = request.query;
      const name = kit.texts.text(language, `information.lists.template.${kind}`);
      const rows = [LIST_COLUMNS[kind].map(({ example }) => example)];
      return sendFile(kit, reply, press, { kind, name, language, format, rows });
    },
  );
}

function addExport(app: Http, kit: Kit, press: ListPress): void {
  app.get(
    "/api/service/information/lists/:id/versions/:number/sheet",
    {
      config: reading,
      schema: {
        tags,
        summary: "A version of a list as a spreadsheet",
        params: listVersionParams,
        querystring: listFileQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { format, language = request.locale } = request.query;
      const { id, number } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const list = await findList(trx, { id, today: await ownDay(trx, kit.clock.nowMs()) });
        if (list === undefined || !(await hasListVersion(trx, { id, number }))) return undefined;
        return { list, entries: await allEntries(trx, { id, number }) };
      });
      if (found === undefined) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, "no-such-list-version");
      const { kind, name } = found.list;
      const rows = found.entries.map((entry) => rowOf(kind, entry));
      return sendFile(kit, reply, press, { kind, name: `${name} ${number}`, language, format, rows });
    },
  );
}

async function uploaded(
  request: FastifyRequest,
): Promise<Result<{ readonly name: string; readonly bytes: Uint8Array }, Refused<KnowledgeRefusal>>> {
  const params = { megabytesMax: String(LIST_LIMITS.megabytes) };
  if (!request.isMultipart()) return refuse({ code: "list-file-missing", params });
  const part = await request.file({ limits: { fileSize: BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
  if (part === undefined) return refuse({ code: "list-file-missing", params });
  const bytes = await part.toBuffer();
  if (part.file.truncated) return refuse({ code: "list-file-too-large", params });
  return ok({ name: part.filename.slice(-NAME_MAX), bytes });
}

async function readUpload(kind: ListKind, upload: UploadedSpreadsheet, tenantId: string) {
  const { rows, fault } = await readSpreadsheetFile(upload, { rowsMax: LINES_MAX, holder: tenantId });
  if (fault !== null)
    return { entries: [], faults: [{ line: fault.row, column: null, code: fault.code, found: "" }] } satisfies ReadList;
  return readList(kind, rows, { rowsMax: LIST_LIMITS.rows });
}

function addPreview(app: Http, kit: Kit): void {
  app.post(
    "/api/service/information/lists/:id/previews",
    {
      config: writing,
      schema: {
        tags,
        summary: "Read a file for a list; nothing of it is kept",
        params,
        response: { 200: listPreviewSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, "queue.manage");
      const kind = await kindOf(kit, tenantId, request.params.id);
      if (kind === undefined) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, "no-such-list");
      const upload = await uploaded(request);
      if (!upload.ok) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, upload.refusal);
      return preview(kit, request.locale, await readUpload(kind, upload.value, tenantId));
    },
  );
}

function preview({ texts }: Kit, locale: Locale, { entries, faults }: ReadList): z.input<typeof listPreviewSchema> {
  const sample = entries.slice(0, SAMPLE).map((entry) => ({ ...entry, fields: { ...entry.fields } }));
  return {
    entryCount: entries.length,
    sample,
    faultCount: faults.length,
    unkeyedCount: entries.filter(({ keys }) => keys === null).length,
    faults: faults.map((fault) => ({
      ...fault,
      rule: texts.text(locale, `information.listFaults.${fault.code}`, { found: fault.found }),
    })),
  };
}

async function kindOf(kit: Kit, tenantId: string, id: string): Promise<ListKind | undefined> {
  const found = await inTenant(kit.db, tenantId, async (trx) =>
    findList(trx, { id, today: await ownDay(trx, kit.clock.nowMs()) }),
  );
  return found?.kind;
}

function addImport(app: Http, kit: Kit): void {
  app.post(
    "/api/service/information/lists/:id/versions",
    {
      config: writing,
      schema: {
        tags,
        summary: "Import a file as the next version of a list",
        params,
        querystring: listImportQuery,
        response: { 200: z.object({ number: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, "queue.manage");
      const { id } = request.params;
      const kind = await kindOf(kit, requestContext.tenantId, id);
      if (kind === undefined) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, "no-such-list");
      const upload = await uploaded(request);
      if (!upload.ok) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, upload.refusal);
      const { entries, faults } = await readUpload(kind, upload.value, requestContext.tenantId);
      if (faults.length > 0) return sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, "list-has-faults");
      const done = await importList(kit, requestContext, {
        ...request.query,
        id,
        fileName: upload.value.name,
        entries,
      });
      return done.ok ? done.value : sendRefusal(kit, reply, KNOWLEDGE_REFUSALS, done.refusal);
    },
  );
}
