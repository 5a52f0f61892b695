import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { endColleague } from "./colleague.effects.ts";
import { listColleagues } from "./colleague.store.ts";
import { colleaguesQuery, colleaguesSchema, companyInvitationSchema } from "./contract.ts";
import { listInvitations } from "./invitation.store.ts";
import { leaveRefusal } from "./invitation.ts";
import { addInvitationHandling, describeInvitation, refuseInvite } from "./invitation-answers.routes.ts";
import { invite } from "./invite.effects.ts";

const tags = ["colleagues"];
const LEAVE_STATUSES = {
  "no-such-colleague": 404,
  "not-an-owner": 403,
  "last-owner": 409,
  "colleague-by-letter": 409,
} as const;

/** Routes of a company's people: list, invite, end a role. */
export function addColleagueRoutes(app: Http, options: PeopleOptions): void {
  addList(app, options);
  addInviting(app, options);
  addEnding(app, options);
  addInvitationHandling(app, options, {
    path: "/api/company-invitations",
    access: "organisation.write",
    needsConfirmedEmail: true,
    may: (caller, { organisationId }) => organisationId !== null && owns(caller, organisationId),
  });
}

function owns({ memberships }: Caller, organisationId: string): boolean {
  return memberships.some((one) => one.organisationId === organisationId && one.role === "applicant-owner");
}

function addList(app: Http, { kit }: PeopleOptions): void {
  app.get(
    "/api/colleagues",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "The people of my company",
        querystring: colleaguesQuery,
        response: { 200: colleaguesSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const { organisationId } = request.query;
      if (!caller.memberships.some((one) => one.organisationId === organisationId))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      const isOwner = owns(caller, organisationId);
      const people = await listColleagues(kit.db, { organisationId, now: new Date(kit.clock.nowMs()) });
      const invitations = isOwner ? await listInvitations(kit.db, { organisationId, tenantId: null }) : [];
      const nowMs = kit.clock.nowMs();
      return {
        people: people.map((row) => toColleagueResponse(row, { caller, isOwner, owners: ownersAmong(people) })),
        invitations: invitations.map((row) => describeInvitation(row, nowMs)),
        mayInvite: isOwner,
      };
    },
  );
}

type Row = Awaited<ReturnType<typeof listColleagues>>[number];

function ownersAmong(people: readonly Row[]): number {
  return people.filter(({ role }) => role === "applicant-owner").length;
}

function toColleagueResponse(
  row: Row,
  { caller, isOwner, owners }: { readonly caller: Caller; readonly isOwner: boolean; readonly owners: number },
): z.infer<typeof colleaguesSchema>["people"][number] {
  const isYou = row.personId === caller.personId;
  const otherOwners = row.role === "applicant-owner" ? owners - 1 : owners;
  const refusal = leaveRefusal({ role: row.role, isOwn: isYou, isByOwner: isOwner, otherOwners });
  const { id: membershipId, name, email, role } = row;
  return {
    membershipId,
    name,
    email,
    role,
    isYou,
    since: row.grantedAt.toISOString(),
    mayEnd: refusal === null,
  };
}

function addInviting(app: Http, options: PeopleOptions): void {
  const { kit } = options;
  app.post(
    "/api/company-invitations",
    {
      config: { access: "organisation.write", needsConfirmedEmail: true, rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Invite a colleague",
        body: companyInvitationSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const { organisationId, email, role } = request.body;
      const held = caller.memberships.find((one) => one.organisationId === organisationId);
      if (held === undefined || !owns(caller, organisationId))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      const { organisationName } = held;
      const invited = { organisationId, organisationName, tenantId: null, role, team: null, email };
      const done = await invite(options, request, invited);
      if (typeof done === "string") return refuseInvite(reply, options, { code: done, tenantId: null });
      return reply.code(201).send(done);
    },
  );
}

function addEnding(app: Http, { kit, gate }: PeopleOptions): void {
  app.delete(
    "/api/colleagues/:membershipId",
    {
      config: { access: "signed-in", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "End somebody's role in my company, or my own",
        params: z.object({ membershipId: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const done = await endColleague(kit, request, request.params.membershipId);
      gate.forget();
      if (done !== "ended") return sendProblem(reply, kit.texts, LEAVE_STATUSES[done], { code: done });
      return reply.code(204).send(null);
    },
  );
}
