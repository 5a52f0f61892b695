import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { grantSchema, peopleQuery, peopleSchema } from "../contract.ts";
import { endMembership, listPeople } from "../people.store.ts";
import { auditPerson, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { endDelegationsFor } from "./delegation.store.ts";
import { toMembershipResponse } from "./membership-response.ts";
import { type Grant, giveOrProposeRole } from "./role.effects.ts";
import { isGivenByAdministrator, isTeamFit } from "./roles.ts";

const GRANT_STATUS = {
  "no-such-person": 404,
  "role-team-unfit": 400,
  "role-held-already": 409,
  "role-proposed-already": 409,
} as const;

/** The membership in force, or the proposal that awaits a second person. */
const givenRoleSchema = z.object({ id: z.uuid(), state: z.enum(["given", "proposed"]) });

/** Routes of people and their roles, for the administrator. */
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
        response: { 200: peopleSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const { search, page, pageSize } = request.query;
      const now = new Date(kit.clock.nowMs());
      const found = await listPeople(kit.db, { search, limit: pageSize, offset: (page - 1) * pageSize, now });
      const items = found.items.map((person) => ({
        ...person,
        disabledAt: person.disabledAt?.toISOString() ?? null,
        memberships: person.memberships.map(toMembershipResponse),
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
        summary: "Give a role, or propose an officer's role to a second person",
        params: z.object({ id: z.uuid() }),
        body: grantSchema,
        response: { 201: givenRoleSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const done = await grantRole(options, request, { personId: request.params.id, ...request.body });
      gate.forget();
      if (typeof done === "string") return sendProblem(reply, kit.texts, GRANT_STATUS[done], { code: done });
      return reply.code(201).send(done);
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

async function grantRole(options: PeopleOptions, request: FastifyRequest, grant: Grant) {
  const { kit } = options;
  const by = present(request.caller, "caller").personId;
  if (!isGivenByAdministrator(grant.role) || !isTeamFit(grant.role, grant.team)) return "role-team-unfit" as const;
  return kit.db.transaction().execute(async (trx) => {
    const person = await trx.selectFrom("person").select("id").where("id", "=", grant.personId).executeTakeFirst();
    if (person === undefined) return "no-such-person" as const;
    return giveOrProposeRole(options, trx, { request, by, grant });
  });
}
