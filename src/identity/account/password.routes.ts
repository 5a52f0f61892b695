import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Http, sendProblem } from "../../platform/http/index.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { hashPassword } from "../sessions/secrets.effects.ts";
import { auditPerson, LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { judgePassword, refusePassword } from "../strength/judge-password.effects.ts";
import { ownWordsOf, setPassword } from "./account.store.ts";
import { linkStateSchema, passwordChangeSchema, resetRequestSchema, resetSchema, tokenSchema } from "./contract.ts";
import { endLinks } from "./mailed-link.store.ts";
import type { OwnPasswordCheck } from "./own-password.effects.ts";
import { inspectReset, notePasswordReset, passwordNotice, resetPassword } from "./password-reset.effects.ts";
import { endSessions } from "./session-list.store.ts";

const tags = ["account"];
const open = { access: "public", rateLimit: LOGIN_RATE } as const;

type Options = PeopleOptions & { readonly checkOwnPassword: OwnPasswordCheck };

const STATUSES = { "mailed-link-unknown": 404, "mailed-link-used": 409, "mailed-link-over": 409 } as const;
const OWN_STATUSES = { "current-password-wrong": 403, "too-many-attempts": 429 } as const;

/** Routes to reset a forgotten password by a mailed link, and to change a known one. */
export function addPasswordRoutes(app: Http, options: Options): void {
  addResetRequestRoute(app, options);
  addSetting(app, options);
  addChange(app, options);
}

function addResetRequestRoute(app: Http, { kit }: Options): void {
  app.post(
    "/api/password-resets",
    {
      config: open,
      schema: {
        tags,
        summary: "Ask for a link that sets a new password; the answer is the same for every address",
        body: resetRequestSchema,
        response: { 202: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      await notePasswordReset(kit, request.body.email, request.id);
      return reply.code(202).send(null);
    },
  );
}

function addSetting(app: Http, options: Options): void {
  const { kit, gate } = options;
  app.post(
    "/api/password-resets/look",
    {
      config: open,
      schema: {
        tags,
        summary: "Whether a mailed link still sets a password; it is not used up",
        body: tokenSchema,
        response: { 200: linkStateSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const link = await inspectReset(kit, request.body.token);
      if (typeof link === "string") return sendProblem(reply, kit.texts, STATUSES[link], { code: link });
      return { expiresAt: link.expiresAt.toISOString(), email: link.email };
    },
  );
  app.post(
    "/api/password-resets/password",
    {
      config: open,
      schema: {
        tags,
        summary: "Set a new password by a mailed link",
        body: resetSchema,
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const done = await resetPassword(options, request, request.body);
      gate.forget();
      if (done === "set") return reply.code(204).send(null);
      if (typeof done !== "string") return refusePassword(reply, options, done);
      return sendProblem(reply, kit.texts, STATUSES[done], { code: done });
    },
  );
}

function addChange(app: Http, options: Options): void {
  app.put(
    "/api/account/password",
    {
      config: { access: "signed-in", rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Change my password; every other session ends",
        body: passwordChangeSchema,
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => changePassword(options, request, { ...request.body, reply }),
  );
}

async function changePassword(
  options: Options,
  request: FastifyRequest,
  asked: { readonly currentPassword: string; readonly password: string; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  const { kit, gate, checkOwnPassword } = options;
  const { personId, sessionId } = present(request.caller, "caller");
  const { currentPassword, password, reply } = asked;
  const wrong = await checkOwnPassword(personId, currentPassword);
  if (wrong !== null) {
    const fields = [{ path: "currentPassword", code: wrong }];
    return sendProblem(reply, kit.texts, OWN_STATUSES[wrong], { code: wrong, fields });
  }
  if (password === currentPassword) {
    const fields = [{ path: "password", code: "password-unchanged" }];
    return sendProblem(reply, kit.texts, 409, { code: "password-unchanged", fields });
  }
  const refusal = await judgePassword(options, password, await ownWordsOf(kit.db, personId));
  if (refusal !== undefined) return refusePassword(reply, options, refusal);
  const passwordHash = await hashPassword(password);
  const now = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    await setPassword(trx, personId, passwordHash);
    await endSessions(trx, { personId, exceptId: sessionId, now });
    // Another person with the old password may have requested a change of address: that link is ended too.
    await endLinks(trx, { personId, purposes: ["reset-password", "change-email"], now });
    await auditPerson(kit, trx, { request, by: personId, action: "person.password-changed", personId, detail: {} });
    const to = await receiverOf(trx, personId);
    if (to !== undefined) await mailPerson(kit, trx, passwordNotice(kit, to, request.id));
  });
  gate.forget();
  return reply.code(204).send(null);
}
