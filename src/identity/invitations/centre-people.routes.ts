import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { tenantWith } from "../authority/roles.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { endCentrePerson } from "./centre-people.effects.ts";
import { listCentrePeople } from "./centre-people.store.ts";
import { centreInvitationSchema, centrePeopleSchema } from "./contract.ts";
import { listInvitations } from "./invitation.store.ts";
import { centreLeaveRefusal } from "./invitation.ts";
import { addInvitationHandling, describeInvitation, refuseInvite } from "./invitation-answers.routes.ts";
import { invite } from "./invite.effects.ts";

const tags = ["centre-people"];
const config = { access: "service.manage" } as const;
const LEAVE_STATUSES = { "no-such-membership": 404, "last-administrator": 409 } as const;

/** Routes of a tenant's people, for its administrator: list, invite, end a role. */
export function addCentrePeopleRoutes(app: Http, options: PeopleOptions): void {
  addList(app, options);
  addInviting(app, options);
  addEnding(app, options);
  addInvitationHandling(app, options, {
    path: "/api/centre-invitations",
    ...config,
    needsConfirmedEmail: true,
    may: (caller, { tenantId }) => tenantId !== null && tenantId === ownTenant(caller),
  });
}

/** The tenant that the caller administers; other callers are refused before. */
function ownTenant({ memberships }: Caller): string | undefined {
  return tenantWith(memberships, config.access);
}

function tenantContextOf(request: FastifyRequest): { readonly caller: Caller; readonly tenantId: string } {
  const caller = present(request.caller, "caller");
  return { caller, tenantId: present(ownTenant(caller), "a call centre of the caller") };
}

function addList(app: Http, { kit }: PeopleOptions): void {
  app.get(
    "/api/centre-people",
    {
      config,
      schema: {
        tags,
        summary: "The people of my call centre",
        response: { 200: centrePeopleSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const { caller, tenantId } = tenantContextOf(request);
      const people = await listCentrePeople(kit.db, tenantId);
      const invitations = await listInvitations(kit.db, { organisationId: null, tenantId });
      const administrators = people.filter(({ role }) => role === "operator-administrator").length;
      const nowMs = kit.clock.nowMs();
      return {
        people: people.map(({ id: membershipId, personId, name, email, role, grantedAt }) => ({
          membershipId,
          name,
          email,
          role,
          isYou: personId === caller.personId,
          since: grantedAt.toISOString(),
          mayEnd: centreLeaveRefusal({ role, otherAdministrators: administrators - 1 }) === null,
        })),
        invitations: invitations.map((row) => describeInvitation(row, nowMs)),
      };
    },
  );
}

function addInviting(app: Http, options: PeopleOptions): void {
  app.post(
    "/api/centre-invitations",
    {
      config: { ...config, needsConfirmedEmail: true, rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Invite somebody to my call centre",
        body: centreInvitationSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantContextOf(request);
      const place = { organisationId: null, organisationName: null, tenantId, team: null };
      const done = await invite(options, request, { ...request.body, ...place });
      if (typeof done === "string") return refuseInvite(reply, options, { code: done, tenantId });
      return reply.code(201).send(done);
    },
  );
}

function addEnding(app: Http, options: PeopleOptions): void {
  app.delete(
    "/api/centre-people/:membershipId",
    {
      config: { ...config, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "End somebody's role in my call centre, or my own",
        params: z.object({ membershipId: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { tenantId } = tenantContextOf(request);
      const { membershipId } = request.params;
      const done = await endCentrePerson(options, request, { tenantId, membershipId });
      options.gate.forget();
      if (done !== "ended") return sendProblem(reply, options.kit.texts, LEAVE_STATUSES[done], { code: done });
      return reply.code(204).send(null);
    },
  );
}
