import { ok } from "../../../kernel/index.ts";
import { type CentreAuditRow, centreAudit, centreAuditChoices } from "../../../platform/audit/index.ts";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { AUDIT_REFUSALS, cursorOf, placeOf, readAuditFilter } from "./audit-filter.ts";
import { centreAuditChoicesSchema, centreAuditQuery, centreAuditSchema } from "./contract.ts";
import { centreOf, subjectNames } from "./subject-names.store.ts";

const ACCESS = "service.audit";
const AUDIT = "/api/service/audit";
const AUDIT_ROUTES = { tag: "service-audit", contextOf: requestContextOf, refusals: AUDIT_REFUSALS } as const;
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema };

/** Routes of the audit log of a call centre, for its administrators, and of its filter choices. */
export function addCentreAuditRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...AUDIT_ROUTES, access: ACCESS });
  app.get(
    AUDIT,
    {
      config: { access: ACCESS },
      schema: {
        tags: [AUDIT_ROUTES.tag],
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
        return ok({ timeZone, items, hasMore: rows.length > limit, names: await subjectNames(trx, items) });
      });
      if (!found.ok) return sendRefusal(kit, reply, AUDIT_REFUSALS, found.refusal);
      const { timeZone, items, hasMore, names } = found.value;
      const last = hasMore ? items.at(-1) : undefined;
      const nextCursor = last === undefined ? null : cursorOf({ atMs: last.occurredAt.getTime(), id: last.id });
      return { timeZone, nextCursor, items: items.map((row) => toAuditEntryResponse(row, names)) };
    },
  );
  routes.get(
    `${AUDIT}/choices`,
    { summary: "Who acted in this call centre, and what was done to what", answer: centreAuditChoicesSchema },
    async (trx, { requestContext: { tenantId } }) => {
      const { actors, actions, kinds } = await centreAuditChoices(trx, tenantId);
      return { actors, actions: [...actions], kinds: [...kinds] };
    },
  );
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
