import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../audit/index.ts";
import { type Caller, type Http, problemWire, sendProblem } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { countUnclaimed, findFile, insertFile, type StoredFileRow } from "./file-rows.store.ts";
import { sniffType } from "./sniff.ts";

/** What a person may upload a PDF for. */
const UPLOAD_PURPOSES = ["deed", "letter", "nib", "legal-basis", "assignment", "authority", "evidence"] as const;
const UPLOAD_RATE = { max: 60, timeWindow: 60_000 };
const PDF = "application/pdf";
const DAY_MS = 86_400_000;
/** Files a person may upload in a day without putting them to use. */
const UNCLAIMED_MAX = 40;
const tags = ["files"];
const fileWire = z.object({ id: z.uuid(), name: z.string(), sha256: z.string(), bytes: z.number(), type: z.string() });
const problems = { 400: problemWire, 404: problemWire, 429: problemWire, 413: problemWire, 415: problemWire };

/** Permissions that let ministry staff read a company's documents. */
const READERS = ["verification.read", "application.read"];

/** Upload of one file at a time, told by its content; download for those who may see it, each recorded. */
export function addFileRoutes(app: Http, kit: Kit, limits: { readonly bytesMax: number }): void {
  addUploadRoute(app, kit, limits);
  addReadRoute(app, kit);
}

function addUploadRoute(app: Http, kit: Kit, limits: { readonly bytesMax: number }): void {
  app.post(
    "/api/files",
    {
      config: { access: "signed-in", rateLimit: UPLOAD_RATE },
      schema: {
        tags,
        summary: "Upload a PDF",
        querystring: z.strictObject({ purpose: z.enum(UPLOAD_PURPOSES) }),
        response: { 201: fileWire, ...problems },
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
      const stored = await kit.files.put(part.file, limits.bytesMax, isPdfOrEmpty);
      if (!stored.ok && stored.refusal === "file-unfit")
        return sendProblem(reply, kit.texts, 415, { code: "file-not-pdf" });
      const megabytesMax = Math.floor(limits.bytesMax / 1_048_576);
      if (!stored.ok || part.file.truncated) {
        part.file.resume();
        return sendProblem(reply, kit.texts, 413, { code: "file-too-large", params: { megabytesMax } });
      }
      const { sha256, bytes } = stored.value;
      if (bytes === 0) return sendProblem(reply, kit.texts, 400, { code: "file-empty" });
      const id = kit.ids.next();
      const name = cleanName(part.filename);
      const row: StoredFileRow = {
        id,
        purpose: request.query.purpose,
        sha256,
        bytes,
        mediaType: PDF,
        originalName: name,
        uploadedBy: personId,
        organisationId: null,
        uploadedAt: new Date(kit.clock.nowMs()),
      };
      await insertFile(kit.db, row);
      return reply.code(201).send({ id, name, sha256, bytes, type: PDF });
    },
  );
}

function addReadRoute(app: Http, kit: Kit): void {
  app.get(
    "/api/files/:id",
    { config: { access: "signed-in" }, schema: { tags, summary: "Read a file", params: z.object({ id: z.uuid() }) } },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const row = await findFile(kit.db, request.params.id);
      if (row === undefined || !mayRead(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-file" });
      await recordAudit(kit.db, kit, {
        actorPersonId: caller.personId,
        actorRole: caller.memberships[0]?.role ?? null,
        action: "file.read",
        subjectKind: "file",
        subjectId: row.id,
        detail: { purpose: row.purpose },
        requestId: request.id,
      });
      return reply
        .type(row.mediaType)
        .header("content-disposition", `inline; filename="${row.originalName.replaceAll(/[^\w. -]/g, "_")}"`)
        .header("cache-control", "private, no-store")
        .send(await kit.files.stream(row.sha256));
    },
  );
}

/** An empty file has no type; it is refused as empty, which says more. */
async function isPdfOrEmpty(head: Uint8Array): Promise<boolean> {
  return head.length === 0 || (await sniffType(head)) === PDF;
}

/** Evidence in a dispute is for whoever gave it and for verifiers: the other side is told the reason, not shown the papers. */
const EVIDENCE = "evidence";

function mayRead(caller: Caller, row: StoredFileRow): boolean {
  if (row.purpose === EVIDENCE) {
    return row.uploadedBy === caller.personId || caller.permissions.has("verification.read");
  }
  const isOwn = row.organisationId === null && row.uploadedBy === caller.personId;
  const isCompanys = caller.memberships.some(
    (membership) => membership.organisationId !== null && membership.organisationId === row.organisationId,
  );
  const isReader = row.organisationId !== null && READERS.some((permission) => caller.permissions.has(permission));
  return isOwn || isCompanys || isReader;
}

/** A file name without path, control characters and excess length. */
function cleanName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? "";
  const clean = [...last]
    .filter((sign) => sign >= " " && sign !== "\u007f")
    .join("")
    .trim();
  return clean === "" ? "berkas.pdf" : clean.slice(-200);
}
