import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../kernel/index.ts";
import { type Http, sendProblem } from "../platform/http/index.ts";
import { grantWire, peopleQuery, peopleWire } from "./contract.ts";
import { endDelegationsFor } from "./delegation.store.ts";
import { membershipOnWire } from "./membership-wire.ts";
import { defaultTenantId, endMembership, insertMembership, listPeople } from "./people.store.ts";
import { isGivenByAdministrator, isOperatorRole, isTeamFit } from "./roles.ts";
import { auditPerson, type PeopleOptions, peopleProblems } from "./sign-in.effects.ts";

/** People and their roles, for the administrator. */
export function addRoleRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  const config = { access: "people.manage" } as const;
  app.get(
    "/api/people",
    {
      config,
      schema: {
        tags: ["people"],
        summary: "People and their roles",
        querystring: peopleQuery,
        response: { 200: peopleWire, ...peopleProblems },
      },
    },
    async (request) => {
      const { search, page, pageSize } = request.query;
      const now = new Date(kit.clock.nowMs());
      const found = await listPeople(kit.db, { search, limit: pageSize, offset: (page - 1) * pageSize, now });
      const items = found.items.map((person) => ({
        ...person,
        disabledAt: person.disabledAt?.toISOString() ?? null,
        memberships: person.memberships.map(membershipOnWire),
      }));
      return { total: found.total, items };
    },
  );
  app.post(
    "/api/people/:id/memberships",
    {
      config,
      schema: {
        tags: ["people"],
        summary: "Give a role",
        params: z.object({ id: z.uuid() }),
        body: grantWire,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const id = await grantRole(options, request, { personId: request.params.id, ...request.body });
      gate.forget();
      if (id === "no-such-person") return sendProblem(reply, kit.texts, 404, { code: "no-such-person" });
      if (id === "role-team-unfit") return sendProblem(reply, kit.texts, 400, { code: "role-team-unfit" });
      if (id === "role-held-already") return sendProblem(reply, kit.texts, 409, { code: "role-held-already" });
      return reply.code(201).send({ id: id.given });
    },
  );
  app.delete(
    "/api/memberships/:id",
    {
      config,
      schema: {
        tags: ["people"],
        summary: "End a role",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const ended = await endRole(options, request, request.params.id);
      gate.forget();
      if (!ended) return sendProblem(reply, kit.texts, 404, { code: "no-such-membership" });
      return reply.code(204).send(null);
    },
  );
}

async function endRole(options: PeopleOptions, request: FastifyRequest, id: string): Promise<boolean> {
  const { kit } = options;
  const by = present(request.caller, "caller").personId;
  const at = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    const row = await endMembership(trx, { id, by, at });
    if (row === undefined) return false;
    const detail = { role: row.role, team: row.team };
    const { personId, role, tenantId } = row;
    if (tenantId !== null) await options.untieAgent(trx, { tenantId, personId, role });
    await auditPerson(kit, trx, { request, by, action: "role.ended", personId, detail, tenantId });
    const office = { forPersonId: row.personId, role: row.role, team: row.team };
    for (const { personId } of await endDelegationsFor(trx, office, { by, at })) {
      const acted = { ...detail, acting: "plh", forPersonId: row.personId };
      await auditPerson(kit, trx, { request, by, action: "delegation.ended", personId, detail: acted });
    }
    return true;
  });
}

type Grant = z.infer<typeof grantWire> & { readonly personId: string };

async function grantRole(options: PeopleOptions, request: FastifyRequest, grant: Grant) {
  const { kit } = options;
  const by = present(request.caller, "caller").personId;
  if (!isGivenByAdministrator(grant.role) || !isTeamFit(grant.role, grant.team)) return "role-team-unfit" as const;
  return kit.db.transaction().execute(async (trx) => {
    const person = await trx.selectFrom("person").select("id").where("id", "=", grant.personId).executeTakeFirst();
    if (person === undefined) return "no-such-person" as const;
    const id = kit.ids.next();
    const grantedAt = new Date(kit.clock.nowMs());
    const tenantId = isOperatorRole(grant.role) ? await defaultTenantId(trx) : null;
    const held = { ...grant, organisationId: null, ...(tenantId === null ? {} : { tenantId }) };
    const given = await insertMembership(trx, { id, ...held, grantedBy: by, grantedAt });
    if (!given) return "role-held-already" as const;
    const detail = { role: grant.role, team: grant.team };
    await auditPerson(kit, trx, { request, by, action: "role.given", personId: grant.personId, detail, tenantId });
    return { given: id };
  });
}
