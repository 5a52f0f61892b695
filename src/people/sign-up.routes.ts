import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type Http, sendProblem } from "../platform/http/index.ts";
import { sendConfirmation } from "./account/email.effects.ts";
import { firstAdministratorWire, sessionWire, signUpWire } from "./contract.ts";
import { insertMembership, insertPerson, useOneTimeLink } from "./people.store.ts";
import { hashPassword, tokenSha256 } from "./secrets.effects.ts";
import { auditPerson, LOGIN_RATE, type PeopleOptions, peopleProblems, signIn } from "./sign-in.effects.ts";
import { judgePassword, refusePassword } from "./strength/judge-password.effects.ts";

/** Sign-up of a new person, and of the first administrator by the one-time link. */
export function addSignUpRoutes(app: Http, options: PeopleOptions): void {
  const { kit, credentialRules } = options;
  app.post(
    "/api/people",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary: "Sign up",
        body: signUpWire,
        response: { 201: sessionWire, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { password, ...given } = request.body;
      const refusal = await judgePassword(options, password, [given.email, given.name]);
      if (refusal !== undefined) return refusePassword(reply, options, refusal);
      const id = kit.ids.next();
      const passwordHash = await hashPassword(password);
      const createdAt = new Date(kit.clock.nowMs());
      const added = await kit.db.transaction().execute(async (trx) => {
        if (!(await insertPerson(trx, { ...given, id, passwordHash, isDemo: false, createdAt }))) return false;
        await auditPerson(kit, trx, { request, by: id, action: "person.signed-up", personId: id, detail: {} });
        await sendConfirmation(kit, credentialRules, trx, { ...given, id });
        return true;
      });
      if (!added) return sendProblem(reply, kit.texts, 409, emailTaken);
      reply.code(201);
      return signIn(options, { request, reply, personId: id });
    },
  );
  app.post(
    "/api/first-administrator",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary: "Make the first administrator by the one-time link",
        body: firstAdministratorWire,
        response: { 201: sessionWire, ...peopleProblems },
      },
    },
    async (request, reply) => makeFirstAdministrator(options, request.body, { request, reply }),
  );
}

const emailTaken = { code: "email-taken", fields: [{ path: "email", code: "email-taken" }] };

async function makeFirstAdministrator(
  options: PeopleOptions,
  body: z.infer<typeof firstAdministratorWire>,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
) {
  const { kit } = options;
  const { request, reply } = exchange;
  const refusal = await judgePassword(options, body.password, [body.email, body.name]);
  if (refusal !== undefined) return refusePassword(reply, options, refusal);
  const id = kit.ids.next();
  const passwordHash = await hashPassword(body.password);
  const now = new Date(kit.clock.nowMs());
  const outcome = await kit.db
    .transaction()
    .execute(async (trx) => {
      const link = { tokenSha256: tokenSha256(body.token), purpose: "first-administrator", now };
      if (!(await useOneTimeLink(trx, link))) return "link-used" as const;
      const person = {
        id,
        email: body.email,
        name: body.name,
        passwordHash,
        locale: request.locale,
        isDemo: false,
        createdAt: now,
      };
      if (!(await insertPerson(trx, person))) throw new EmailTakenError();
      const role = { role: "administrator", team: null, organisationId: null, grantedBy: null, grantedAt: now };
      await insertMembership(trx, { id: kit.ids.next(), personId: id, ...role });
      const fact = { request, by: id, personId: id, detail: {} };
      await auditPerson(kit, trx, { ...fact, action: "person.first-administrator-made" });
      await sendConfirmation(kit, options.credentialRules, trx, person);
      return "made" as const;
    })
    .catch((error: unknown) => {
      if (error instanceof EmailTakenError) return "email-taken" as const;
      throw error;
    });
  if (outcome === "link-used") return sendProblem(reply, kit.texts, 409, { code: "link-used" });
  if (outcome === "email-taken") return sendProblem(reply, kit.texts, 409, emailTaken);
  reply.code(201);
  return signIn(options, { request, reply, personId: id });
}

/** Rolls the transaction back, so that the one-time link stays usable. */
class EmailTakenError extends Error {}
