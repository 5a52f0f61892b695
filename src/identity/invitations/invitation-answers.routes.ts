import type { FastifyReply } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type AccessRule, type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { tooManyMails } from "../account/email.routes.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import type { invitationSchema } from "./contract.ts";
import { type InvitationPlace, invitationFactsOf, type listInvitations } from "./invitation.store.ts";
import { invitationState } from "./invitation.ts";
import { type InviteRefusal, inviteAgain, openInvitationsMax, withdrawInvitation } from "./invite.effects.ts";

const tags = ["colleagues"];

/** An invitation in API format. */
export function describeInvitation(
  row: Awaited<ReturnType<typeof listInvitations>>[number],
  nowMs: number,
): z.infer<typeof invitationSchema> {
  const { id, email, role, team, inviterName } = row;
  return {
    id,
    email,
    role,
    team,
    state: invitationState(invitationFactsOf(row), nowMs),
    invitedBy: inviterName,
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** Sends the refusal of an invitation, at the field of the address. */
export function refuseInvite(
  reply: FastifyReply,
  options: PeopleOptions,
  { code, tenantId }: { readonly code: InviteRefusal; readonly tenantId: string | null },
): FastifyReply {
  if (code === "too-many-mails") return tooManyMails(reply, options);
  const params = { invitationsMax: openInvitationsMax({ tenantId }) };
  const fields = [{ path: "email", code, params }];
  return sendProblem(reply, options.kit.texts, 409, { code, params, fields });
}

/** Routes to resend and withdraw, for those who may invite; `may` checks the caller's authority over an invitation. */
export function addInvitationHandling(
  app: Http,
  options: PeopleOptions,
  side: {
    readonly path: "/api/company-invitations" | "/api/officer-invitations" | "/api/centre-invitations";
    readonly access: AccessRule;
    /** An owner writes in their own name, an administrator in that of the installation. */
    readonly needsConfirmedEmail?: true;
    readonly may: (caller: Caller, place: InvitationPlace) => boolean;
  },
): void {
  const { kit } = options;
  const { path, access, needsConfirmedEmail } = side;
  const params = z.object({ id: z.uuid() });
  const response = { 204: z.null(), ...peopleProblems };
  const inName = needsConfirmedEmail === undefined ? {} : { needsConfirmedEmail };
  app.post(
    `${path}/:id/again`,
    {
      config: { access, rateLimit: LOGIN_RATE, ...inName },
      schema: { tags, summary: "Mail an invitation again, with a new link", params, response },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const done = await inviteAgain(options, request, { id: request.params.id, may: (of) => side.may(caller, of) });
      if (done === "too-many-mails") return tooManyMails(reply, options);
      if (done === "no-such-invitation") return sendProblem(reply, kit.texts, 404, { code: done });
      return reply.code(204).send(null);
    },
  );
  app.delete(
    `${path}/:id`,
    { config: { access }, schema: { tags, summary: "Withdraw an invitation", params, response } },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const done = await withdrawInvitation(options, request, {
        id: request.params.id,
        may: (of) => side.may(caller, of),
      });
      if (done === "no-such-invitation") return sendProblem(reply, kit.texts, 404, { code: done });
      return reply.code(204).send(null);
    },
  );
}
