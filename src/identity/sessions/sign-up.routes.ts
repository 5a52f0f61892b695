import { setTimeout as delay } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { sendConfirmation } from "../account/email.effects.ts";
import { firstAdministratorSchema, sessionSchema, signUpSchema } from "../contract.ts";
import { findPersonByEmail, insertMembership, insertPerson, useOneTimeLink } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { judgePassword, refusePassword } from "../strength/judge-password.effects.ts";
import { hashPassword, tokenSha256 } from "./secrets.effects.ts";
import { auditPerson, LOGIN_RATE, type PeopleOptions, peopleProblems, signIn } from "./sign-in.effects.ts";

/** Longer than adding a person takes, so that the response time is the same for known and unknown addresses. */
const ANSWERED_AFTER_MS = 250;
const DAY_MS = 24 * 3_600_000;

/** Routes of sign-up, and of the first administrator by one-time link. */
export function addSignUpRoutes(app: Http, options: PeopleOptions): void {
  app.post(
    "/api/people",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary:
          "Sign up; the answer is the same for every address, which is confirmed by a mailed link before the first log-in",
        body: signUpSchema,
        response: { 202: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { password, ...given } = request.body;
      const refusal = await judgePassword(options, password, [given.email, given.name]);
      if (refusal !== undefined) return refusePassword(reply, options, refusal);
      const passwordHash = await hashPassword(password);
      const answerTime = delay(ANSWERED_AFTER_MS);
      await addPerson(options, request, { ...given, passwordHash });
      await answerTime;
      return reply.code(202).send(null);
    },
  );
  app.post(
    "/api/first-administrator",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary: "Make the first administrator by the one-time link",
        body: firstAdministratorSchema,
        response: { 201: sessionSchema, ...peopleProblems },
      },
    },
    async (request, reply) => makeFirstAdministrator(options, request.body, { request, reply }),
  );
}

/** Adds a person and mails the link that confirms the address; the owner of a known address gets a notice instead. */
async function addPerson(
  { kit, credentialRules }: PeopleOptions,
  request: FastifyRequest,
  given: Omit<z.infer<typeof signUpSchema>, "password"> & { readonly passwordHash: string },
): Promise<void> {
  const id = kit.ids.next();
  const createdAt = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    if (!(await insertPerson(trx, { ...given, id, isDemo: false, createdAt }))) {
      return noticeOwner(kit, trx, given.email);
    }
    await auditPerson(kit, trx, { request, by: id, action: "person.signed-up", personId: id, detail: {} });
    await sendConfirmation(kit, credentialRules, trx, { ...given, id });
  });
}

/** Notifies the owner of an address, at most once a day, that the address already has an account. */
async function noticeOwner(kit: Kit, trx: DatabaseTransaction, email: string): Promise<void> {
  const person = await findPersonByEmail(trx, email);
  if (person === undefined || person.disabledAt !== null || person.isDemo) return;
  const to = await receiverOf(trx, person.id);
  if (to === undefined) return;
  const key = `sign-up-known ${person.id} ${Math.floor(kit.clock.nowMs() / DAY_MS)}`;
  await mailPerson(kit, trx, { to, key, text: "sign-up-known", params: { link: `${kit.publicUrl()}/lupa-sandi` } });
}

const emailTaken = { code: "email-taken", fields: [{ path: "email", code: "email-taken" }] };

async function makeFirstAdministrator(
  options: PeopleOptions,
  body: z.infer<typeof firstAdministratorSchema>,
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
