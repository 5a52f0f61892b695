import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, present, type Result, refuse } from "../../kernel/index.ts";
import { insertFile } from "../../platform/files/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  faultsQuery,
  faultsSchema,
  importSchema,
  importStepSchema,
  importsQuery,
  importsSchema,
  undoImportSchema,
} from "./contract.ts";
import {
  carryOut,
  type ImportOptions,
  previewImport,
  refreshImportPreview,
  type StoredSpreadsheet,
  undoImport,
} from "./import.effects.ts";
import { IMPORT_STATUS, type ImportRefusalCode } from "./import-refusal.ts";
import { viewFaults, viewImport, viewImports } from "./import-view.effects.ts";
import { FILE_BYTES_MAX, SHEETS } from "./sheets.ts";
import { addSpreadsheetRoutes } from "./spreadsheet.routes.ts";

const tags = ["imports"];
const config = { access: "inventory.import" } as const;
/** Reading files takes a subprocess and a second, so the rate limit is low. */
const busy = { ...config, rateLimit: { max: 60, timeWindow: 60_000 } };
const byId = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema, 413: problemSchema };
const MEGABYTE = 1_000_000;

/** Routes of imports of operators from before this system: preview, execute, list, undo. */
export function addImportRoutes(app: Http, options: ImportOptions): void {
  addReadRoutes(app, options.kit);
  addSpreadsheetRoutes(app, options.kit);
  addActRoutes(app, options);
}

function addReadRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/imports",
    {
      config,
      schema: { tags, summary: "Imports", querystring: importsQuery, response: { 200: importsSchema, ...problems } },
    },
    async ({ query: { page, pageSize } }) => viewImports(kit, { limit: pageSize, offset: (page - 1) * pageSize }),
  );
  app.get(
    "/api/imports/:id",
    { config, schema: { tags, summary: "One import", params: byId, response: { 200: importSchema, ...problems } } },
    async (request, reply) => sendImport(kit, { request, reply, id: request.params.id }),
  );
  app.get(
    "/api/imports/:id/faults",
    {
      config,
      schema: {
        tags,
        summary: "Bad lines of an import",
        params: byId,
        querystring: faultsQuery,
        response: { 200: faultsSchema, ...problems },
      },
    },
    async (request) => {
      const { page, pageSize, sheet, code } = request.query;
      const paging = { limit: pageSize, offset: (page - 1) * pageSize };
      return viewFaults(kit, { importId: request.params.id, sheet, code, ...paging, locale: request.locale });
    },
  );
}

function addActRoutes(app: Http, options: ImportOptions): void {
  const { kit } = options;
  app.post(
    "/api/imports",
    {
      config: busy,
      schema: { tags, summary: "Look at files (nothing of them is taken over)", response: { 201: byId, ...problems } },
    },
    async (request, reply) => {
      const kept = await keepSheets(kit, request);
      if (!kept.ok) {
        const { status, code, params = {} } = kept.refusal;
        return sendProblem(reply, kit.texts, status, { code, params, fields: [{ path: "files", code, params }] });
      }
      const caller = present(request.caller, "caller");
      return reply
        .code(201)
        .send({ id: await previewImport(options, { caller, requestId: request.id, files: kept.value }) });
    },
  );
  const step = { tags, params: byId, body: importStepSchema, response: { 200: importSchema, ...problems } };
  app.post(
    "/api/imports/:id/look",
    { config: busy, schema: { ...step, summary: "Look at the same files again" } },
    async (request, reply) => {
      const asked = { ...request.body, id: request.params.id, caller: present(request.caller, "caller") };
      return answer(kit, { request, reply }, await refreshImportPreview(options, { ...asked, requestId: request.id }));
    },
  );
  app.post(
    "/api/imports/:id/carry-out",
    { config: busy, schema: { ...step, summary: "Carry out what was looked at" } },
    async (request, reply) => {
      const asked = { ...request.body, id: request.params.id, caller: present(request.caller, "caller") };
      return answer(kit, { request, reply }, await carryOut(options, { ...asked, requestId: request.id }));
    },
  );
  app.post(
    "/api/imports/:id/undo",
    { config: busy, schema: { ...step, body: undoImportSchema, summary: "Undo an import as a whole" } },
    async (request, reply) => {
      const asked = { ...request.body, id: request.params.id, caller: present(request.caller, "caller") };
      return answer(kit, { request, reply }, await undoImport(options, { ...asked, requestId: request.id }));
    },
  );
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function sendImport(kit: Kit, { request, reply, id }: Exchange & { readonly id: string }) {
  const view = await viewImport(kit, { id, locale: request.locale });
  return view ?? sendProblem(reply, kit.texts, 404, { code: "no-such-import" });
}

async function answer(kit: Kit, exchange: Exchange, done: Result<string, ImportRefusalCode>) {
  if (done.ok) return sendImport(kit, { ...exchange, id: done.value });
  const code = done.refusal;
  const fields = code === "import-reason-missing" ? [{ path: "reason", code }] : [];
  return sendProblem(exchange.reply, kit.texts, IMPORT_STATUS[code], { code, fields });
}

/** Why uploaded files are refused. */
interface UploadRefusal {
  readonly status: number;
  readonly code: "import-file-missing" | "import-file-too-large" | "import-too-many-files" | "import-same-name";
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Stores the files of a request, at most one per sheet, with their names truncated for display. */
async function keepSheets(
  kit: Kit,
  request: FastifyRequest,
): Promise<Result<readonly StoredSpreadsheet[], UploadRefusal>> {
  if (!request.isMultipart()) return refuse({ status: 400, code: "import-file-missing" });
  const spreadsheets: StoredSpreadsheet[] = [];
  const limits = { fileSize: FILE_BYTES_MAX + 1, files: SHEETS.length + 1 };
  for await (const part of request.files({ limits, throwFileSizeLimit: false })) {
    const stored = await kit.files.put(part.file, FILE_BYTES_MAX);
    const name = cleanName(part.filename);
    if (!stored.ok || part.file.truncated) {
      part.file.resume();
      const params = { name, megabytesMax: FILE_BYTES_MAX / MEGABYTE };
      return refuse({ status: 413, code: "import-file-too-large", params });
    }
    if (spreadsheets.length === SHEETS.length) return refuse({ status: 400, code: "import-too-many-files" });
    if (spreadsheets.some((other) => other.name === name))
      return refuse({ status: 400, code: "import-same-name", params: { name } });
    const { sha256, bytes } = stored.value;
    const fileId = kit.ids.next();
    await insertFile(kit.db, {
      id: fileId,
      purpose: "import",
      sha256,
      bytes,
      mediaType: "text/csv",
      originalName: name,
      uploadedBy: present(request.caller, "caller").personId,
      organisationId: null,
      uploadedAt: new Date(kit.clock.nowMs()),
    });
    spreadsheets.push({ fileId, name, bytes: await kit.files.read(sha256) });
  }
  return spreadsheets.length === 0 ? refuse({ status: 400, code: "import-file-missing" }) : ok(spreadsheets);
}

const NAME_MAX = 100;

function cleanName(name: string): string {
  const last = name.split(/[\\/]/u).at(-1) ?? "";
  const clean = [...last]
    .filter((sign) => sign >= " " && sign !== "\u007f")
    .join("")
    .trim();
  return clean === "" ? "lembar.csv" : clean.slice(-NAME_MAX);
}
