import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { retryEffects } from "../../../platform/outbox/index.ts";
import { decreesQuery, decreesSchema } from "../contract.ts";
import type { DecreeKind } from "../mandates/mandate.ts";
import { type DecreeState, findDecree, searchDecrees } from "./decree.store.ts";
import { fileName } from "./issue.jobs.ts";

const tags = ["decrees"];
const byId = z.object({ id: z.uuid() });

/** Routes of decrees: for staff, their states, errors and retries; and the public file of a published decree. */
export function addDecreeRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/decrees",
    {
      config: { access: "decree.read" },
      schema: {
        tags,
        summary: "Decrees and how far each has come",
        querystring: decreesQuery,
        response: { 200: decreesSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { search, page, pageSize } = request.query;
      const found = await searchDecrees(kit.db, { search, limit: pageSize, offset: (page - 1) * pageSize });
      const items = found.items.map((row) => ({
        ...row,
        kind: row.kind as DecreeKind,
        state: row.state as DecreeState,
        attempts: row.attempts ?? 0,
        decidedAt: row.decidedAt.toISOString(),
        publishedAt: row.publishedAt?.toISOString() ?? null,
      }));
      return { total: found.total, items };
    },
  );
  app.post(
    "/api/decrees/:id/retry",
    {
      config: { access: "decree.retry" },
      schema: {
        tags,
        summary: "Try the making of a decree again now",
        params: byId,
        response: { 204: z.null(), 404: problemSchema },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const waiting = await retryEffects(kit.db, id);
      if (waiting === 0) return sendProblem(reply, kit.texts, 404, { code: "nothing-to-retry" });
      await recordAudit(kit.db, kit, {
        actorPersonId: present(request.caller, "caller").personId,
        actorRole: null,
        action: "decree.retried",
        subjectKind: "decree",
        subjectId: id,
        detail: {},
        requestId: request.id,
      });
      kit.changeFeed.announce("outbox");
      return reply.code(204).send(null);
    },
  );
  app.get(
    "/api/decrees/:id/file",
    { config: { access: "public" }, schema: { tags, summary: "The signed decree (PDF)", params: byId } },
    async (request, reply) => {
      const row = await findDecree(kit.db, request.params.id);
      if (row === undefined || row.publishedAt === null || row.signedSha256 === null) {
        return sendProblem(reply, kit.texts, 404, { code: "no-such-decree" });
      }
      return reply
        .type("application/pdf")
        .header("content-disposition", `inline; filename="${fileName(row)}.pdf"`)
        .header("cache-control", "private, max-age=300")
        .send(await kit.files.stream(row.signedSha256));
    },
  );
}
