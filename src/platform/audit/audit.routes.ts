import { z } from "zod";
import type { Http } from "../http/index.ts";
import { problemSchema } from "../http/index.ts";
import type { Kit } from "../kit/index.ts";
import { listAudit } from "./audit.store.ts";

const auditSchema = z.object({
  total: z.number(),
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      actorName: z.string().nullable(),
      role: z.string().nullable(),
      action: z.string(),
      subjectKind: z.string(),
      subjectId: z.string(),
      detail: z.record(z.string(), z.unknown()),
      requestId: z.string().nullable(),
      seal: z.number().nullable(),
    }),
  ),
});

/** Registers the route of the audit log for users who may read it. */
export function addAuditRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/audit",
    {
      config: { access: "audit.read" },
      schema: {
        tags: ["audit"],
        summary: "Audit entries, newest first",
        querystring: z.strictObject({
          subject: z.string().max(80).optional(),
          page: z.coerce.number().int().min(1).max(10_000).default(1),
          pageSize: z.coerce.number().int().min(1).max(200).default(50),
        }),
        response: { 200: auditSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const { subject, page, pageSize } = request.query;
      const subjectId = subject === undefined || subject.trim() === "" ? undefined : subject.trim();
      const found = await listAudit(kit.db, { subjectId, limit: pageSize, offset: (page - 1) * pageSize });
      const items = found.items.map((row) => ({
        id: row.id,
        at: row.occurredAt.toISOString(),
        actorName: row.actorName,
        role: row.actorRole,
        action: row.action,
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        detail: row.detail as Record<string, unknown>,
        requestId: row.requestId,
        seal: row.sequence,
      }));
      return { total: found.total, items };
    },
  );
}
