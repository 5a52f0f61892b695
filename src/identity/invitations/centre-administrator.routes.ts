import { z } from "zod";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { emailKey } from "../people.store.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { callCentreState } from "./centre-people.store.ts";
import { centreAdministratorSchema } from "./contract.ts";
import { findOpenInCentre } from "./invitation.store.ts";
import { refuseInvite } from "./invitation-answers.routes.ts";
import { invite, inviteAgain } from "./invite.effects.ts";

const ROLE = "operator-administrator";

/**
 * A newly created tenant has no member who could invite: the installation's administrator invites its administrators
 * only. A pending invitation is mailed again.
 */
export function addCentreAdministratorRoutes(app: Http, options: PeopleOptions): void {
  const { kit } = options;
  app.post(
    "/api/service/tenants/:id/administrators",
    {
      config: { access: "people.manage", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["centre-people"],
        summary: "Invite somebody to administer a call centre",
        params: z.object({ id: z.uuid() }),
        body: centreAdministratorSchema,
        response: { 201: z.object({ id: z.uuid() }), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { id: tenantId } = request.params;
      const { email } = request.body;
      const standing = await callCentreState(kit.db, tenantId);
      if (standing === "unknown") return sendProblem(reply, kit.texts, 404, { code: "no-such-tenant" });
      if (standing === "closed") return sendProblem(reply, kit.texts, 409, { code: "tenant-closed" });
      const place = { organisationId: null, organisationName: null, tenantId, team: null };
      const done = await invite(options, request, { ...place, email, role: ROLE });
      if (typeof done !== "string") return reply.code(201).send(done);
      const open =
        done === "invited-already"
          ? await findOpenInCentre(kit.db, { emailKey: emailKey(email), tenantId, role: ROLE })
          : undefined;
      if (open === undefined) return refuseInvite(reply, options, { code: done, tenantId });
      const again = await inviteAgain(options, request, { id: open, may: (found) => found.tenantId === tenantId });
      if (again === "sent") return reply.code(201).send({ id: open });
      return refuseInvite(reply, options, { code: again === "too-many-mails" ? again : done, tenantId });
    },
  );
}
