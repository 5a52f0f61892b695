import { z } from "zod";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { officerInvitationSchema, officerInvitationsSchema } from "./contract.ts";
import { listInvitations } from "./invitation.store.ts";
import { officerRoleRefusal } from "./invitation.ts";
import { addInvitationHandling, describeInvitation, refuseInvite } from "./invitation-answers.routes.ts";
import { invite } from "./invite.effects.ts";

const tags = ["colleagues"];
const config = { access: "people.manage" } as const;
const OFFICERS = { organisationId: null, tenantId: null };

/** Routes of officers' invitations, for an administrator, with role and team. */
export function addOfficerInvitationRoutes(app: Http, options: PeopleOptions): void {
  const { kit } = options;
  app.get(
    "/api/officer-invitations",
    {
      config,
      schema: {
        tags,
        summary: "Officers who are invited",
        response: { 200: officerInvitationsSchema, ...peopleProblems },
      },
    },
    async () => {
      const nowMs = kit.clock.nowMs();
      return { items: (await listInvitations(kit.db, OFFICERS)).map((row) => describeInvitation(row, nowMs)) };
    },
  );
  app.post(
    "/api/officer-invitations",
    {
      config: { ...config, rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Invite an officer",
        body: officerInvitationSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { role, team } = request.body;
      const unfit = officerRoleRefusal(role, team);
      if (unfit !== null) {
        return sendProblem(reply, kit.texts, 400, { code: unfit, fields: [{ path: "team", code: unfit }] });
      }
      const done = await invite(options, request, { ...request.body, ...OFFICERS, organisationName: null });
      if (typeof done === "string") return refuseInvite(reply, options, { code: done, tenantId: null });
      return reply.code(201).send(done);
    },
  );
  addInvitationHandling(app, options, {
    path: "/api/officer-invitations",
    access: "people.manage",
    may: (_caller, { organisationId, tenantId }) => organisationId === null && tenantId === null,
  });
}
