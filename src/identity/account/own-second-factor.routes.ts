import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { needsSecondFactor } from "../authority/roles.ts";
import { enrolmentSchema, recoveryCodesSchema, secondFactorCodeSchema } from "../contract.ts";
import { enrolmentOf, freshSecret } from "../second-factor/totp.effects.ts";
import { limitAttempts, openAttemptLimit } from "../sessions/attempt-limit.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { currentPasswordSchema } from "./contract.ts";
import type { OwnPasswordCheck } from "./own-password.effects.ts";
import { beginRenewal, confirmRenewal, dropOwnSecondFactor, renewRecoveryCodes } from "./own-second-factor.effects.ts";

const tags = ["account"];
const config = { access: "signed-in", rateLimit: LOGIN_RATE } as const;

type Options = PeopleOptions & { readonly checkOwnPassword: OwnPasswordCheck };

const STATUSES = {
  "second-factor-wrong": 401,
  "second-factor-not-begun": 409,
  "no-such-second-factor": 404,
  "second-factor-required": 409,
  "too-many-attempts": 429,
  "current-password-wrong": 403,
} as const;

type Refusal = keyof typeof STATUSES;

/** Routes of a person's own second factor: a new authenticator, new recovery codes, and removal where permitted. */
export function addOwnSecondFactorRoutes(app: Http, options: Options): void {
  addRenewal(app, options);
  addCodeRoutes(app, options);
}

function addRenewal(app: Http, options: Options): void {
  const { kit, checkOwnPassword } = options;
  app.post(
    "/api/account/second-factor/renewal",
    {
      config,
      schema: {
        tags,
        summary: "Begin to replace my authenticator; the old one counts until the new one is confirmed",
        body: currentPasswordSchema,
        response: { 201: enrolmentSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId, email } = present(request.caller, "caller");
      const wrong = await checkOwnPassword(personId, request.body.currentPassword);
      if (wrong !== null) {
        const fields = [{ path: "currentPassword", code: wrong }];
        return sendProblem(reply, kit.texts, STATUSES[wrong], { code: wrong, fields });
      }
      const secret = freshSecret();
      if (!(await beginRenewal(kit, personId, secret)))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-second-factor" });
      reply.header("cache-control", "no-store");
      return reply.code(201).send(enrolmentOf(secret, { issuer: kit.settings.installationName, email }));
    },
  );
}

function addCodeRoutes(app: Http, options: Options): void {
  const { kit, gate } = options;
  const limited = openCodeLimit(options);
  const schema = (summary: string) => ({
    tags,
    summary,
    body: secondFactorCodeSchema,
    response: { 200: recoveryCodesSchema, ...peopleProblems },
  });
  app.post(
    "/api/account/second-factor/renewal/confirmation",
    { config, schema: schema("Confirm my new authenticator by a code of it") },
    async (request, reply) => {
      const done = await limited(request, request.body.code, (at) => confirmRenewal(kit, request, at));
      gate.forget();
      if (typeof done === "string") return sendProblem(reply, kit.texts, STATUSES[done], { code: done });
      return reply.header("cache-control", "no-store").send({ recoveryCodes: [...done] });
    },
  );
  app.post(
    "/api/account/second-factor/recovery-codes",
    { config, schema: schema("Make new recovery codes; the old ones end") },
    async (request, reply) => {
      const done = await limited(request, request.body.code, (at) => renewRecoveryCodes(kit, request, at));
      if (typeof done === "string") return sendProblem(reply, kit.texts, STATUSES[done], { code: done });
      return reply.header("cache-control", "no-store").send({ recoveryCodes: [...done] });
    },
  );
  app.post(
    "/api/account/second-factor/removal",
    { config, schema: { ...schema("Do without a second factor"), response: { 204: z.null(), ...peopleProblems } } },
    async (request, reply) => {
      const { memberships } = present(request.caller, "caller");
      if (memberships.some(({ role }) => needsSecondFactor(role)))
        return sendProblem(reply, kit.texts, 409, { code: "second-factor-required" });
      const done = await limited(request, request.body.code, (at) => dropOwnSecondFactor(kit, request, at));
      gate.forget();
      if (typeof done === "string") return sendProblem(reply, kit.texts, STATUSES[done], { code: done });
      return reply.code(204).send(null);
    },
  );
}

/** An entered code with its caller and time. */
export interface GivenCode {
  readonly caller: Caller;
  readonly code: string;
  readonly at: Date;
}

/** Counts a person's wrong codes, for all routes that accept one. */
function openCodeLimit({ kit }: Options) {
  const limit = openAttemptLimit();
  return async (
    request: FastifyRequest,
    code: string,
    work: (given: GivenCode) => Promise<readonly string[] | Refusal>,
  ): Promise<readonly string[] | Refusal> => {
    const caller = present(request.caller, "caller");
    const at = new Date(kit.clock.nowMs());
    const isFailure = (done: readonly string[] | Refusal) => done === "second-factor-wrong";
    return limitAttempts(limit, { key: caller.personId, nowMs: at.getTime(), isFailure }, () =>
      work({ caller, code, at }),
    );
  };
}
