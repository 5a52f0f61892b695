import type { FastifyReply } from "fastify";
import { type CentreAuditRow, centreAudit, centreAuditChoices } from "../../../platform/audit/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { cursorOf, placeOf, readAuditFilter } from "./audit-filter.ts";
import { centreAuditChoicesSchema, centreAuditQuery, centreAuditSchema } from "./contract.ts";
import { centreOf, subjectNames } from "./subject-names.store.ts";

const ACCESS = "service.audit";
const tags = ["service-audit"];
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema };

/** Routes of the audit log of a call centre, for its administrators, and of its filter choices. */
export function addCentreAuditRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/audit",
    {
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "Audit entries of this call centre, newest first",
        querystring: centreAuditQuery,
        response: { 200: centreAuditSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { cursor, limit, ...asked } = request.query;
      const tenantId = tenantOfCaller(request.caller, ACCESS);
      const found = await inTenant(kit.db, tenantId, async (trx) => {
        const { timeZone } = await centreOf(trx, tenantId);
        const filter = readAuditFilter(asked, timeZone);
        if (!filter.ok) return filter;
        const search = { tenantId, filter: filter.value, after: placeOf(cursor), limit: limit + 1 };
        const rows = await centreAudit(trx, search);
        const items = rows.slice(0, limit);
        return {
          ok: true,
          timeZone,
          items,
          hasMore: rows.length > limit,
          names: await subjectNames(trx, items),
        } as const;
      });
      if (!found.ok) return refuseDays(reply, kit, found.refusal);
      const { timeZone, items, hasMore, names } = found;
      const last = hasMore ? items.at(-1) : undefined;
      const nextCursor = last === undefined ? null : cursorOf({ atMs: last.occurredAt.getTime(), id: last.id });
      return { timeZone, nextCursor, items: items.map((row) => toAuditEntryResponse(row, names)) };
    },
  );
  app.get(
    "/api/service/audit/choices",
    {
      config: { access: ACCESS },
      schema: {
        tags,
        summary: "Who acted in this call centre, and what was done to what",
        response: { 200: centreAuditChoicesSchema, ...problems },
      },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, ACCESS);
      const { actors, actions, kinds } = await inTenant(kit.db, tenantId, (trx) => centreAuditChoices(trx, tenantId));
      return { actors, actions: [...actions], kinds: [...kinds] };
    },
  );
}

/** Answers days in the wrong order, at their field. */
export function refuseDays(reply: FastifyReply, kit: Pick<Kit, "texts">, code: "days-turned-round"): FastifyReply {
  return sendProblem(reply, kit.texts, 400, { code, fields: [{ path: "to", code }] });
}

function toAuditEntryResponse(row: CentreAuditRow, names: ReadonlyMap<string, string>) {
  const { id, occurredAt, actorPersonId, actorName, actorRole: role, action, subjectKind, subjectId, isSealed } = row;
  return {
    id,
    at: occurredAt.toISOString(),
    role,
    action,
    subjectKind,
    subjectId,
    isSealed: isSealed === true,
    actor: actorPersonId === null ? null : { id: actorPersonId, name: actorName },
    subjectName: names.get(subjectId) ?? null,
    detail: row.detail as Record<string, unknown>,
  };
}
