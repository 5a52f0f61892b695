import type { FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { type Http, sendProblem } from "../platform/http/index.ts";
import { firstAdministratorWire, sessionWire, signUpWire } from "./contract.ts";
import { isPasswordFit } from "./password.ts";
import { insertMembership, insertPerson, useOneTimeLink } from "./people.store.ts";
import { hashPassword, tokenSha256 } from "./secrets.effects.ts";
import { auditPerson, LOGIN_RATE, type PeopleOptions, peopleProblems, signIn } from "./sign-in.effects.ts";

/** Sign-up of a new person, and of the first administrator by the one-time link. */
export function addSignUpRoutes(app: Http, options: PeopleOptions): void {
  const { kit, passwordRule } = options;
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
      if (!isPasswordFit(password, passwordRule, [given.email, given.name])) return weakPassword(reply, options);
      const id = kit.ids.next();
      const passwordHash = await hashPassword(password);
      const createdAt = new Date(kit.clock.nowMs());
      const added = await kit.db.transaction().execute(async (trx) => {
        const isNew = await insertPerson(trx, { ...given, id, passwordHash, isDemo: false, createdAt });
        if (isNew)
          await auditPerson(kit, trx, { request, by: id, action: "person.signed-up", personId: id, detail: {} });
        return isNew;
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

function weakPassword(reply: FastifyReply, options: PeopleOptions): FastifyReply {
  const field = {
    path: "password",
    code: "password-weak",
    params: { charactersMin: options.passwordRule.charactersMin },
  };
  return sendProblem(reply, options.kit.texts, 400, { code: "password-weak", params: field.params, fields: [field] });
}

async function makeFirstAdministrator(
  options: PeopleOptions,
  body: z.infer<typeof firstAdministratorWire>,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
) {
  const { kit } = options;
  const { request, reply } = exchange;
  if (!isPasswordFit(body.password, options.passwordRule, [body.email, body.name])) return weakPassword(reply, options);
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
      await auditPerson(kit, trx, {
        request,
        by: id,
        action: "person.first-administrator-made",
        personId: id,
        detail: {},
      });
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
