import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import { byId, callerOf, problems, seenTest, sendRefusal } from "../test.routes.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { testPhotoSchema } from "./items.shared.ts";
import { findTestPhoto, keepTestPhoto, PHOTO_BYTES_MAX } from "./test-photos.effects.ts";

const tags = ["tests"];
const UPLOAD_RATE = { max: 120, timeWindow: 60_000 };

/** Routes of the team's photographs and scans; they belong to the test and are visible to all its readers. */
export function addTestPhotoRoutes(app: Http, dependencies: TestDependencies): void {
  app.post(
    "/api/tests/:id/photos",
    {
      config: { access: "signed-in", needsConfirmedEmail: true, rateLimit: UPLOAD_RATE },
      schema: {
        tags,
        summary: "Add a photograph or scan as evidence",
        params: byId,
        response: { 201: testPhotoSchema, ...problems, 413: problemSchema, 415: problemSchema, 503: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await seenTest(dependencies, caller, request.params.id);
      if (row === undefined) return sendRefusal(dependencies.kit, reply, "no-such-test");
      if (!request.isMultipart()) return sendRefusal(dependencies.kit, reply, "file-missing");
      const part = await request.file({ limits: { fileSize: PHOTO_BYTES_MAX + 1, files: 1 } });
      if (part === undefined) return sendRefusal(dependencies.kit, reply, "file-missing");
      const kept = await keepTestPhoto(dependencies, { row, caller, source: part.file, name: part.filename });
      part.file.resume();
      if (!kept.ok) return sendRefusal(dependencies.kit, reply, kept.refusal);
      reply.code(201);
      return kept.value;
    },
  );
  app.get(
    "/api/tests/:id/photos/:file",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "A photograph of a test", params: byId.extend({ file: z.uuid() }) },
    },
    async (request, reply) => {
      const { id, file } = request.params;
      const row = await seenTest(dependencies, callerOf(request), id);
      const photo =
        row === undefined ? undefined : await findTestPhoto(dependencies.kit.db, { testId: id, fileId: file });
      if (photo === undefined) return sendRefusal(dependencies.kit, reply, "no-such-file");
      return reply
        .type(photo.mediaType)
        .header("content-disposition", "inline")
        .header("cache-control", "private, no-store")
        .send(await dependencies.kit.files.stream(photo.sha256));
    },
  );
}
