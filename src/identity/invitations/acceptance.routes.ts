import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { sessionSchema } from "../contract.ts";
import { emailKey, findPersonByEmail } from "../people.store.ts";
import { hashPassword } from "../sessions/secrets.effects.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems, signIn } from "../sessions/sign-in.effects.ts";
import { judgePassword, refusePassword } from "../strength/judge-password.effects.ts";
import { acceptAsNewPerson, acceptInvitation, inspectInvitation, newPersonAgain } from "./accept.effects.ts";
import { invitationSeenSchema, invitationTokenSchema, newPersonByInvitationSchema } from "./contract.ts";
import type { AcceptRefusal } from "./invitation.ts";

const tags = ["colleagues"];
const open = { access: "public", rateLimit: LOGIN_RATE } as const;

const STATUSES: Readonly<Record<AcceptRefusal | "email-taken", number>> = {
  "invitation-unknown": 404,
  "invitation-accepted": 409,
  "invitation-withdrawn": 409,
  "invitation-over": 409,
  "invitation-for-another": 403,
  "already-colleague": 409,
  "role-held-already": 409,
  "email-taken": 409,
};

/** Routes for the holder of an invitation's link. */
export function addAcceptanceRoutes(app: Http, options: PeopleOptions): void {
  addInspectRoute(app, options);
  addAccepting(app, options);
}

function addInspectRoute(app: Http, { kit }: PeopleOptions): void {
  app.post(
    "/api/invitations/look",
    {
      config: open,
      schema: {
        tags,
        summary: "What an invitation is to; it is not used up",
        body: invitationTokenSchema,
        response: { 200: invitationSeenSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const row = await inspectInvitation(kit, request.body.token);
      if (typeof row === "string") return sendProblem(reply, kit.texts, STATUSES[row], { code: row });
      const { email, role, team, organisationName, centreName } = row;
      return {
        email,
        role,
        team,
        organisationName,
        centreName,
        invitedBy: row.inviterName,
        expiresAt: row.expiresAt.toISOString(),
        hasAccount: (await findPersonByEmail(kit.db, email)) !== undefined,
        isYou: request.caller !== undefined && emailKey(request.caller.email) === row.emailKey,
      };
    },
  );
}

function addAccepting(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  app.post(
    "/api/invitations/acceptance",
    {
      config: { access: "signed-in", rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Accept an invitation as who I am",
        body: invitationTokenSchema,
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId: id, email } = present(request.caller, "caller");
      const done = await acceptInvitation(options, { request, token: request.body.token, person: { id, email } });
      gate.forget();
      if (done !== "accepted") return sendProblem(reply, kit.texts, STATUSES[done], { code: done });
      return reply.code(204).send(null);
    },
  );
  app.post(
    "/api/invitations/new-person",
    {
      config: open,
      schema: {
        tags,
        summary: "Accept an invitation as somebody new",
        body: newPersonByInvitationSchema,
        response: { 201: sessionSchema, ...peopleProblems },
      },
    },
    async (request, reply) => acceptAsNew(options, { request, reply, ...request.body }),
  );
}

async function acceptAsNew(
  options: PeopleOptions,
  asked: z.infer<typeof newPersonByInvitationSchema> & {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
  },
) {
  const { kit } = options;
  const { request, reply, token, name, password, locale } = asked;
  // A page repeats a request whose response was lost, and gets the first response again.
  const orAgain = async (refusal: keyof typeof STATUSES) => {
    const isDone = refusal === "invitation-accepted" || refusal === "email-taken";
    const personId = isDone ? await newPersonAgain(kit, { token, password }) : undefined;
    if (personId === undefined) return sendProblem(reply, kit.texts, STATUSES[refusal], { code: refusal });
    reply.code(201);
    return signIn(options, { request, reply, personId });
  };
  const row = await inspectInvitation(kit, token);
  if (typeof row === "string") return orAgain(row);
  const own = [name, row.email, row.organisationName ?? row.centreName].filter((word) => word !== null);
  const refusal = await judgePassword(options, password, own);
  if (refusal !== undefined) return refusePassword(reply, options, refusal);
  const person = { id: kit.ids.next(), email: row.email, name, locale, passwordHash: await hashPassword(password) };
  const done = await acceptAsNewPerson(options, { request, token, ...person });
  if (done !== "accepted") return orAgain(done);
  reply.code(201);
  return signIn(options, { request, reply, personId: person.id });
}
