import { pipeline, Readable } from "node:stream";
import { stringify } from "csv-stringify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present, type TableSpreadsheet } from "../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type FileRows, readSpreadsheetFile } from "../../platform/sheets/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import { deviceSpreadsheetQuery, deviceSpreadsheetSchema } from "./contract.ts";
import {
  DEVICE_SPREADSHEET_ROWS_MAX,
  type DeviceFault,
  type ParsedDeviceSpreadsheet,
  readDeviceSpreadsheet,
} from "./device-spreadsheet.ts";
import { deviceExamples, deviceHeading, deviceSpreadsheetRows } from "./device-spreadsheet-rows.ts";
import type { LicenceForm } from "./form.shared.ts";

/** Dependencies of the device spreadsheets. */
export interface DeviceSpreadsheetDependencies {
  readonly kit: Kit;
  /** Renders a table as XLSX, off the event loop. */
  readonly press: { sheet(table: TableSpreadsheet): Promise<Uint8Array> };
  /** The form of a case that the caller may see, or whose parts they may change; undefined otherwise. */
  readonly formFor: (
    caller: Caller,
    asked: { readonly id: string; readonly intent: "see" | "change" },
  ) => Promise<LicenceForm | undefined>;
}

/** Maximum size of a spreadsheet, in bytes. */
const BYTES_MAX = 5_000_000;
const MEGABYTE = 1_000_000;
/** Maximum number of reported faults of one spreadsheet. */
const FAULTS_MAX = 500;
const NAME_MAX = 100;

const tags = ["licences"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 413: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Routes of the device list by spreadsheet: the template, the present list, and a preview of an upload. */
export function addDeviceSpreadsheetRoutes(app: Http, dependencies: DeviceSpreadsheetDependencies): void {
  addDownloadRoute(app, dependencies);
  app.post(
    "/api/licences/:id/devices/sheet",
    {
      // Parsing a spreadsheet occupies a thread, so the rate is limited.
      config: { access: "application.write", rateLimit: { max: 30, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Read a spreadsheet of devices without saving it; the form of the part saves it",
        params: byId,
        response: { 200: deviceSpreadsheetSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { kit, formFor } = dependencies;
      const caller = present(request.caller, "caller");
      const form = await formFor(caller, { id: request.params.id, intent: "change" });
      if (form === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      const upload = await uploaded(request);
      if (!("bytes" in upload)) return refuseUpload(kit, reply, upload);
      const file = await readSpreadsheetFile(upload, { rowsMax: DEVICE_SPREADSHEET_ROWS_MAX, holder: caller.personId });
      return toSpreadsheetResponse(kit, request.locale, readUpload(file, { form, nextId: () => kit.ids.next() }));
    },
  );
}

interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface UploadRefusal {
  readonly status: 400 | 413;
  readonly code: "device-sheet-missing" | "device-sheet-too-large";
}

async function uploaded(request: FastifyRequest): Promise<Upload | UploadRefusal> {
  if (!request.isMultipart()) return { status: 400, code: "device-sheet-missing" };
  const part = await request.file({ limits: { fileSize: BYTES_MAX, files: 1 }, throwFileSizeLimit: false });
  if (part === undefined) return { status: 400, code: "device-sheet-missing" };
  const bytes = await part.toBuffer();
  if (part.file.truncated) return { status: 413, code: "device-sheet-too-large" };
  return { name: part.filename.slice(-NAME_MAX), bytes };
}

function refuseUpload(kit: Kit, reply: FastifyReply, { status, code }: UploadRefusal): FastifyReply {
  const params = { megabytesMax: BYTES_MAX / MEGABYTE };
  return sendProblem(reply, kit.texts, status, { code, params, fields: [{ path: "file", code, params }] });
}

function readUpload(
  { rows, fault }: FileRows,
  { form, nextId }: { readonly form: LicenceForm; readonly nextId: () => string },
): ParsedDeviceSpreadsheet {
  if (fault === null) {
    return readDeviceSpreadsheet(rows, { present: form.devices.rows, sites: form.configuration.sites, nextId });
  }
  const faults: readonly DeviceFault[] = [{ row: fault.row, column: null, code: fault.code, found: "" }];
  return { rows: [], faults, rowCount: 0, kept: 0, added: 0, removed: [] };
}

function toSpreadsheetResponse(
  { texts }: Kit,
  locale: Locale,
  spreadsheet: ParsedDeviceSpreadsheet,
): z.input<typeof deviceSpreadsheetSchema> {
  const { faults, removed } = spreadsheet;
  return {
    ...spreadsheet,
    rows: spreadsheet.rows.map((row) => ({ ...row })),
    faultCount: faults.length,
    faults: faults.slice(0, FAULTS_MAX).map((fault) => {
      const say = (what: "rule" | "remedy") =>
        texts.text(locale, `licence.deviceSheet.faults.${fault.code}.${what}`, { found: fault.found });
      return { ...fault, rule: say("rule"), remedy: say("remedy") };
    }),
    removed: removed.map((row) => ({ ...row })),
  };
}

function addDownloadRoute(app: Http, { kit, press, formFor }: DeviceSpreadsheetDependencies): void {
  app.get(
    "/api/licences/:id/devices/sheet",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "The present device list, or the template with an example, as a spreadsheet",
        params: byId,
        querystring: deviceSpreadsheetQuery,
        response: { 200: z.any(), 403: problemSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const form = await formFor(caller, { id: request.params.id, intent: "see" });
      if (form === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      const { content, format } = request.query;
      const language = request.query.language ?? request.locale;
      const { sites } = form.configuration;
      const rows =
        content === "template"
          ? deviceExamples(sites, language)
          : deviceSpreadsheetRows(form.devices.rows, { sites, language });
      const name = kit.texts.text(language, `licence.deviceSheet.fileName.${content}`);
      reply
        .header("content-disposition", `attachment; filename="${name}.${format}"`)
        .header("cache-control", "no-store");
      const columns = deviceHeading(language);
      if (format === "csv") return reply.type("text/csv; charset=utf-8").send(csvOf([columns, ...rows], language));
      const createdAtMs = kit.clock.nowMs();
      const table = { name, heading: [], columns, rows, footer: "", createdAtMs };
      return reply.type(XLSX_TYPE).send(Buffer.from(await press.sheet(table)));
    },
  );
}

const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** CSV in the dialect of the language's spreadsheets; texts that would be formulas are escaped. */
function csvOf(rows: readonly (readonly string[])[], locale: Locale): Readable {
  const sheet = stringify({ bom: true, delimiter: locale === "id" ? ";" : ",", escape_formulas: true });
  return pipeline(Readable.from(rows), sheet, () => undefined);
}
