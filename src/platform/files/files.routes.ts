import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { countUnclaimed } from "./file-rows.store.ts";
import { nameUpload, storeUpload, type UploadRefusal } from "./keep-upload.effects.ts";
import { UPLOAD_PURPOSES } from "./purposes.ts";
import { openFileViewer, type ViewingOptions } from "./view-file.effects.ts";

const UPLOAD_RATE = { max: 60, timeWindow: 60_000 };
const PDF = "application/pdf";
const DAY_MS = 86_400_000;
/** Maximum number of unused files that a user may upload in a day. */
const UNCLAIMED_MAX = 40;
const tags = ["files"];
const fileSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  sha256: z.string(),
  bytes: z.number(),
  type: z.string(),
});
const problems = {
  400: problemSchema,
  404: problemSchema,
  429: problemSchema,
  413: problemSchema,
  415: problemSchema,
  503: problemSchema,
};

/** Dependencies of the upload and download routes. */
export interface FileOptions extends ViewingOptions {
  readonly bytesMax: number;
}

/** Upload of one file at a time, its type detected by content; download for permitted users, each recorded in the access log. */
export function addFileRoutes(app: Http, kit: Kit, options: FileOptions): void {
  addUploadRoute(app, kit, options);
  addReadRoute(app, kit, options);
}

/** The HTTP status of each refusal of an upload. */
const UPLOAD_ANSWERS: Readonly<Record<UploadRefusal, number>> = {
  "file-too-large": 413,
  "file-unfit": 415,
  "file-damaged": 415,
  "file-encrypted": 415,
  "file-empty": 400,
  "file-not-kept": 503,
};

function addUploadRoute(app: Http, kit: Kit, limits: { readonly bytesMax: number }): void {
  app.post(
    "/api/files",
    {
      config: { access: "signed-in", rateLimit: UPLOAD_RATE },
      schema: {
        tags,
        summary: "Upload a PDF",
        querystring: z.strictObject({ purpose: z.enum(UPLOAD_PURPOSES) }),
        response: { 201: fileSchema, ...problems },
      },
    },
    async (request, reply) => {
      if (!request.isMultipart()) return sendProblem(reply, kit.texts, 400, { code: "file-missing" });
      const { personId } = present(request.caller, "caller");
      const since = new Date(kit.clock.nowMs() - DAY_MS);
      if ((await countUnclaimed(kit.db, { personId, since })) >= UNCLAIMED_MAX) {
        return sendProblem(reply, kit.texts, 429, { code: "too-many-files", params: { filesMax: UNCLAIMED_MAX } });
      }
      const part = await request.file({ limits: { fileSize: limits.bytesMax + 1, files: 1 } });
      if (part === undefined) return sendProblem(reply, kit.texts, 400, { code: "file-missing" });
      const stored = await storeUpload(kit, { source: part.file, bytesMax: limits.bytesMax });
      part.file.resume();
      if (!stored.ok || part.file.truncated) {
        return refuseUpload(kit, reply, { code: stored.ok ? "file-too-large" : stored.refusal, ...limits });
      }
      const { sha256, bytes } = stored.value;
      const id = kit.ids.next();
      const name = cleanName(part.filename);
      const uploadedAt = new Date(kit.clock.nowMs());
      const of = { purpose: request.query.purpose, uploadedBy: personId, organisationId: null };
      const named = await nameUpload(kit, {
        id,
        ...of,
        sha256,
        bytes,
        mediaType: PDF,
        originalName: name,
        uploadedAt,
      });
      if (!named.ok) return refuseUpload(kit, reply, { code: named.refusal, ...limits });
      return reply.code(201).send({ id, name, sha256, bytes, type: PDF });
    },
  );
}

function refuseUpload(
  kit: Kit,
  reply: FastifyReply,
  refused: { readonly code: UploadRefusal; readonly bytesMax: number },
): FastifyReply {
  const code = refused.code === "file-unfit" ? "file-not-pdf" : refused.code;
  const params = { megabytesMax: Math.floor(refused.bytesMax / 1_048_576) };
  return sendProblem(reply, kit.texts, UPLOAD_ANSWERS[refused.code], { code, params });
}

function addReadRoute(app: Http, kit: Kit, options: FileOptions): void {
  const view = openFileViewer(kit, options);
  app.get(
    "/api/files/:id",
    { config: { access: "signed-in" }, schema: { tags, summary: "Read a file", params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const row = await view({ caller, fileId: request.params.id, requestId: request.id });
      if (row === undefined) return sendProblem(reply, kit.texts, 404, { code: "no-such-file" });
      return reply
        .type(row.mediaType)
        .header("content-disposition", `inline; filename="${row.originalName.replaceAll(/[^\w. -]/g, "_")}"`)
        .header("cache-control", "private, no-store")
        .send(await kit.files.stream(row.sha256));
    },
  );
}

/** Removes path, control characters and excess length from a file name. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = [...last]
    .filter((sign) => sign >= " " && sign !== "\u007f")
    .join("")
    .trim();
  return clean === "" ? "berkas.pdf" : clean.slice(-200);
}
