import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse, type TableSpreadsheet } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { inTenant, inTenantSnapshot } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import { csvFile, type FileRows, readSpreadsheetFile } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { actedEntry, type RequestContext, requestContextOf } from "../../tenancy/tenants/index.ts";
import { peopleFileQuery, peopleImportedSchema, peopleImportQuery, peoplePreviewSchema } from "./contract.ts";
import { PEOPLE_BYTES_MAX } from "./import-limits.shared.ts";
import { judgePeople } from "./judge-people.ts";
import {
  countsOf,
  factsFor,
  importPeople,
  PEOPLE_IMPORT_REFUSALS,
  type PeopleImportRefusal,
  type PeopleKeeping,
  planOf,
} from "./keep-people.effects.ts";
import { type ParsedPeople, PEOPLE_READ_ROWS_MAX, parsePeopleRows } from "./parse-people-rows.ts";
import type { PeopleFault } from "./people-fault.ts";
import { exampleRows, peopleHeading, peopleRows } from "./people-rows.ts";
import type { PeopleVerdict } from "./people-verdict.ts";

/** Dependencies of the import routes. */
export interface PeopleImportOptions extends PeopleKeeping {
  /** Writes a table as XLSX, off the event loop. */
  readonly press: { sheet(table: TableSpreadsheet): Promise<Uint8Array> };
}

const ACCESS = "service.manage";
/** Reading and writing a spreadsheet occupies a thread, hence the rate limit. */
const RATE = { max: 30, timeWindow: 60_000 };
const MEGABYTE = 1_000_000;
const NAME_MAX = 100;
const FAULTS_MAX = 100;
const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const tags = ["centre-people"];
const problems = { 400: problemSchema, 403: problemSchema, 409: problemSchema, 413: problemSchema };

/** Routes of the people of a call centre as a spreadsheet: download, preview and import. */
export function addPeopleImportRoutes(app: Http, options: PeopleImportOptions): void {
  addDownload(app, options);
  addPreview(app, options);
  addImport(app, options);
}

function addDownload(app: Http, options: PeopleImportOptions): void {
  const { kit } = options;
  app.get(
    "/api/service/people-sheet",
    {
      config: { access: ACCESS, rateLimit: RATE },
      schema: {
        tags,
        summary: "The people of my call centre as a sheet, or a template with examples",
        querystring: peopleFileQuery,
        response: { 200: z.any(), 403: problemSchema },
      },
    },
    async (request, reply) => {
      const { content, format } = request.query;
      const language = request.query.language ?? request.locale;
      const requestContext = requestContextOf(request, ACCESS);
      const rows = await rowsFor(options, requestContext, { content, format, language });
      const name = kit.texts.text(language, `peopleSheet.fileName.${content}`);
      reply.header("cache-control", "no-store");
      reply.header("content-disposition", `attachment; filename="${name}.${format}"`);
      const columns = peopleHeading(language);
      if (format === "csv") return reply.type("text/csv; charset=utf-8").send(csvFile([columns, ...rows], language));
      const table = { name, heading: [], columns, rows, footer: "", createdAtMs: kit.clock.nowMs() };
      return reply.type(XLSX_TYPE).send(Buffer.from(await options.press.sheet(table)));
    },
  );
}

/** The audit log names the person who downloads the list before its first line is sent; a template contains no people. */
async function rowsFor(
  options: PeopleImportOptions,
  requestContext: RequestContext,
  asked: { readonly content: "template" | "people"; readonly format: "csv" | "xlsx"; readonly language: Locale },
): Promise<readonly (readonly string[])[]> {
  const { kit } = options;
  const { tenantId } = requestContext;
  const { content, format, language } = asked;
  return inTenant(kit.db, tenantId, async (trx) => {
    const facts = await factsFor(options, trx, { tenantId, sheet: null });
    if (content === "template") return exampleRows(facts, language);
    const rows = peopleRows(facts, language);
    const detail = { format, rows: rows.length };
    const fact = { subjectKind: "tenant", subjectId: tenantId, action: "people.exported", detail } as const;
    await recordAudit(trx, kit, actedEntry(requestContext, fact));
    return rows;
  });
}

function addPreview(app: Http, options: PeopleImportOptions): void {
  const { kit } = options;
  app.post(
    "/api/service/people-sheet/preview",
    {
      config: { access: ACCESS, rateLimit: RATE },
      schema: {
        tags,
        summary: "What a sheet of people would do, line by line; nothing is written",
        response: { 200: peoplePreviewSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { tenantId } = requestContextOf(request, ACCESS);
      const upload = await uploaded(request);
      if (!upload.ok) return sendRefusal(kit, reply, PEOPLE_IMPORT_REFUSALS, upload.refusal);
      const sheet = toParsedPeople(
        await readSpreadsheetFile(upload.value, { rowsMax: PEOPLE_READ_ROWS_MAX, holder: tenantId }),
      );
      if (sheet.fileFaults.length > 0) return previewOf(options, request.locale, { sheet, verdicts: [] });
      const facts = await inTenantSnapshot(kit.db, tenantId, (trx) => factsFor(options, trx, { tenantId, sheet }));
      return previewOf(options, request.locale, { sheet, verdicts: judgePeople(sheet, facts) });
    },
  );
}

function addImport(app: Http, options: PeopleImportOptions): void {
  const { kit } = options;
  app.post(
    "/api/service/people-sheet",
    {
      config: { access: ACCESS, needsConfirmedEmail: true, rateLimit: RATE },
      schema: {
        tags,
        summary: "Write a sheet of people, all of it or nothing, as its preview said",
        querystring: peopleImportQuery,
        response: { 200: peopleImportedSchema, ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, ACCESS);
      const upload = await uploaded(request);
      if (!upload.ok) return sendRefusal(kit, reply, PEOPLE_IMPORT_REFUSALS, upload.refusal);
      const sheet = toParsedPeople(
        await readSpreadsheetFile(upload.value, { rowsMax: PEOPLE_READ_ROWS_MAX, holder: requestContext.tenantId }),
      );
      if (sheet.fileFaults.length > 0)
        return sendRefusal(kit, reply, PEOPLE_IMPORT_REFUSALS, {
          code: "people-sheet-refused",
          params: { line: 1, email: "" },
        });
      const { plan } = request.query;
      const done = await importPeople(options, request, { requestContext, sheet, plan, fileName: upload.value.name });
      if (!done.ok) return sendRefusal(kit, reply, PEOPLE_IMPORT_REFUSALS, done.refusal);
      const { verdicts, phones } = done.value;
      // Passwords are returned only here, and must not be cached.
      reply.header("cache-control", "no-store");
      return {
        counts: countsOf(verdicts),
        invited: verdicts.filter(({ invitation }) => invitation !== null).length,
        phones: phones.map(({ extension, name, username, password, registrar }) => ({
          extension,
          name,
          username,
          password,
          registrar: registrar === null ? null : `${registrar.server}:${registrar.port}`,
        })),
      };
    },
  );
}

interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function uploaded(request: FastifyRequest): Promise<Result<Upload, PeopleImportRefusal>> {
  if (!request.isMultipart()) return refuseUpload("people-sheet-missing");
  const part = await request.file({ limits: { fileSize: PEOPLE_BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
  if (part === undefined) return refuseUpload("people-sheet-missing");
  const bytes = await part.toBuffer();
  if (part.file.truncated) return refuseUpload("people-sheet-too-large");
  // The audit log contains the name, and stores no control characters.
  return ok({ name: part.filename.replaceAll(/[\p{Cc}\p{Cs}]/gu, "").slice(-NAME_MAX), bytes });
}

function refuseUpload(code: "people-sheet-missing" | "people-sheet-too-large") {
  return refuse({ code, params: { megabytesMax: PEOPLE_BYTES_MAX / MEGABYTE } });
}

function toParsedPeople({ rows, fault }: FileRows): ParsedPeople {
  if (fault === null) return parsePeopleRows(rows);
  const fileFault = { line: fault.row, column: null, code: fault.code, found: "" };
  return { lines: [], cellFaults: [], fileFaults: [fileFault] };
}

function previewOf(
  { kit }: PeopleImportOptions,
  locale: Locale,
  { sheet, verdicts }: { readonly sheet: ParsedPeople; readonly verdicts: readonly PeopleVerdict[] },
): z.input<typeof peoplePreviewSchema> {
  const told = (fault: PeopleFault) => {
    const say = (what: "rule" | "remedy") =>
      kit.texts.text(locale, `peopleSheet.faults.${fault.code}.${what}`, { found: fault.found });
    return { ...fault, rule: say("rule"), remedy: say("remedy") };
  };
  const counts = countsOf(verdicts);
  const isWritten = counts.refused === 0 && counts.new + counts.changed > 0;
  return {
    plan: isWritten ? planOf(verdicts) : null,
    counts,
    faults: sheet.fileFaults.slice(0, FAULTS_MAX).map(told),
    lines: verdicts.map(({ line, email, role, name, standing, changes, faults }) => ({
      line,
      email,
      role,
      name,
      standing,
      changes: changes.map((change) => ({ ...change })),
      faults: faults.map(told),
    })),
  };
}
