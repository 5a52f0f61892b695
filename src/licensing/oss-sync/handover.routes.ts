import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { permissionsOf } from "../../identity/index.ts";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { DocumentPool } from "../../platform/pdf/index.ts";
import { officeDate, openRulebook, rulesetVersion } from "../../regulation/index.ts";
import { findLink } from "./case-link.store.ts";
import { sayUploaded } from "./handover.store.ts";
import type { HandoverState } from "./handover.ts";
import { handoverSchema, packageSchema } from "./handover-contract.ts";
import { documentsOf, findHandover, findSklo, findUploader } from "./sklo-lists.store.ts";

const tags = ["oss"];
const byId = z.object({ id: z.uuid() });
const MEGABYTE = 1_048_576;

type Uploader = NonNullable<Awaited<ReturnType<typeof findUploader>>>;

/** Routes of an SKLO's upload to OSS: its state, the files to upload, and the applicant's confirmation. */
export function addHandoverRoutes(app: Http, kit: Kit, press: Pick<DocumentPool, "pack">): void {
  addStepRoutes(app, kit);
  addPackageRoutes(app, kit, press);
}

function addStepRoutes(app: Http, kit: Kit): void {
  const schema = { tags, params: byId, response: { 200: handoverSchema, 404: problemSchema, 409: problemSchema } };
  app.get(
    "/api/licences/:id/oss-handover",
    { config: { access: "signed-in" }, schema: { ...schema, summary: "Where the upload of the SKLO to OSS stands" } },
    async (request, reply) => {
      const row = await seen(kit, request, request.params.id);
      if (row === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return describe(kit, callerOf(request), row);
    },
  );
  app.post(
    "/api/licences/:id/oss-handover/uploaded",
    {
      config: { access: "application.write", needsConfirmedEmail: true, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: { ...schema, summary: "Say that the SKLO is uploaded, so that OSS is asked at once" },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findUploader(kit.db, request.params.id);
      if (row === undefined || !writesFor(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      const said = { applicationId: row.id, by: caller.personId, at: new Date(kit.clock.nowMs()) };
      const isSaid = await kit.db.transaction().execute(async (trx) => {
        if (!(await sayUploaded(trx, said))) return false;
        await recordAudit(trx, kit, {
          actorPersonId: caller.personId,
          actorRole: null,
          action: "application.sklo-uploaded",
          subjectKind: "application",
          subjectId: row.id,
          detail: {},
          requestId: request.id,
        });
        return true;
      });
      if (!isSaid) return sendProblem(reply, kit.texts, 409, { code: "sklo-not-waiting" });
      kit.changeFeed.announce("oss-handovers");
      return describe(kit, caller, row);
    },
  );
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

function writesFor(caller: Caller, { organisationId }: Pick<Uploader, "organisationId">): boolean {
  return caller.memberships.some(
    (one) => one.organisationId === organisationId && permissionsOf([one]).has("application.write"),
  );
}

async function seen(kit: Kit, request: FastifyRequest, id: string): Promise<Uploader | undefined> {
  const caller = callerOf(request);
  const row = await findUploader(kit.db, id);
  if (row === undefined) return undefined;
  const isOwn = caller.memberships.some((one) => one.organisationId === row.organisationId);
  return isOwn || (caller.permissions.has("application.read") && row.number !== null) ? row : undefined;
}

async function describe(kit: Kit, caller: Caller, row: Uploader): Promise<z.infer<typeof handoverSchema>> {
  const [sklo, handover, link] = await Promise.all([
    findSklo(kit.db, row.id),
    findHandover(kit.db, row.id),
    findLink(kit.db, row.id),
  ]);
  const at = (instant: Date | null | undefined) => instant?.toISOString() ?? null;
  const state = sklo === undefined && handover === undefined ? "none" : (handover?.state ?? "to-upload");
  const licence = handover?.licenceId == null ? null : { id: handover.licenceId, number: handover.licenceNumber ?? "" };
  return {
    state: state as "none" | HandoverState,
    isConfigured: kit.settings.oss.url !== undefined,
    isLinked: link !== undefined,
    licenseId: link?.licenseId ?? null,
    sklo: sklo === undefined ? null : { id: sklo.id, number: sklo.number, bytes: sklo.bytes },
    ossPage: ossPage(kit),
    openedAt: at(handover?.openedAt ?? sklo?.publishedAt),
    saidAt: at(handover?.saidAt),
    saidByName: handover?.saidByName ?? null,
    seenAt: at(handover?.seenAt),
    refusal:
      handover?.refusedAt == null
        ? null
        : { at: handover.refusedAt.toISOString(), reason: handover.refusedReason ?? "" },
    grantedAt: at(handover?.grantedAt),
    lookedAt: at(handover?.lookedAt),
    nextLookAt: at(handover?.nextLookAt),
    licence,
    mayWrite: writesFor(caller, row),
  };
}

/** The OSS pages for users: those of OSS itself, or of its simulator. */
function ossPage({ settings }: Kit): string | null {
  const { url } = settings.oss;
  if (url === undefined) return null;
  const { hostname, origin } = new URL(url);
  return hostname.endsWith("oss.go.id") ? "https://oss.go.id" : `${origin}/pelaku-usaha`;
}

function addPackageRoutes(app: Http, kit: Kit, press: Pick<DocumentPool, "pack">): void {
  app.get(
    "/api/licences/:id/oss-package",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "What is to be uploaded to OSS: the SKLO, and the documents that were verified",
        params: byId,
        response: { 200: packageSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const found = await packageOf(kit, request, request.params.id);
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      return { files: found.files, documents: found.documents };
    },
  );
  app.get(
    "/api/licences/:id/oss-package.zip",
    {
      config: { access: "signed-in", rateLimit: { max: 30, timeWindow: 60_000 } },
      schema: { tags, summary: "The package for OSS as an archive", params: byId },
    },
    async (request, reply) => {
      const found = await packageOf(kit, request, request.params.id);
      if (found === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-application" });
      const { sklo, files, documents } = found;
      const list = Buffer.from(listText(documents));
      const listName = "DAFTAR-DOKUMEN.csv";
      const sums = [
        ...files.map(({ sha256, name }) => `${sha256}  ${name}`),
        `${createHash("sha256").update(list).digest("hex")}  ${listName}`,
        ...documents.map(({ sha256, slot, name }) => `${sha256}  ${slot} ${name}`),
      ];
      const archive = await press.pack([
        { name: files[0]?.name ?? "SKLO.pdf", bytes: await kit.files.read(sklo.sha256) },
        { name: listName, bytes: new Uint8Array(list) },
        { name: "SHA256SUMS.txt", bytes: new Uint8Array(Buffer.from(`${sums.join("\n")}\n`)) },
      ]);
      return reply
        .type("application/zip")
        .header(
          "content-disposition",
          `attachment; filename="PAKET-OSS-${(files[0]?.name ?? "SKLO").replace(/\.pdf$/u, "")}.zip"`,
        )
        .header("cache-control", "private, no-store")
        .send(Buffer.from(archive));
    },
  );
}

async function packageOf(kit: Kit, request: FastifyRequest, id: string) {
  const row = await seen(kit, request, id);
  const sklo = row === undefined ? undefined : await findSklo(kit.db, id);
  if (row === undefined || sklo === undefined) return undefined;
  const bytesMax = linkBytesMax(kit.clock.nowMs());
  const documents = (await documentsOf(kit.db, id)).map(({ originalName, slot, bytes, sha256 }) => ({
    name: originalName,
    slot,
    bytes,
    sha256,
    isTooLarge: bytes > bytesMax,
  }));
  const { id: decreeId, originalName: name, bytes, sha256 } = sklo;
  return { sklo, documents, files: [{ name, bytes, sha256, href: `/api/decrees/${decreeId}/file` }] };
}

function linkBytesMax(nowMs: number): number {
  const opened = openRulebook({ version: rulesetVersion, atDate: officeDate(nowMs) });
  const rulebook = present(opened.ok ? opened.value : null, "rulebook of today");
  return rulebook.rules["oss-link-megabytes-max"].value * MEGABYTE;
}

/** A list for spreadsheets; a name that begins like a formula is quoted as text. */
function listText(
  documents: readonly {
    readonly slot: string;
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
  }[],
): string {
  const cell = (text: string) => `"${(/^[=+\-@]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const rows = documents.map(({ slot, name, bytes, sha256 }) =>
    [slot, name, String(bytes), sha256].map(cell).join(","),
  );
  return `\uFEFF${["tempat", "nama berkas", "ukuran (byte)", "SHA-256"].map(cell).join(",")}\r\n${rows.map((row) => `${row}\r\n`).join("")}`;
}
