import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, SESSION_COOKIE, sendProblem } from "../../platform/http/index.ts";
import { seal, unseal } from "../../platform/sealing/index.ts";
import { enrolmentSchema, recoveryCodesSchema, secondFactorCodeSchema, sessionSchema } from "../contract.ts";
import { limitAttempts, openAttemptLimit } from "../sessions/attempt-limit.ts";
import {
  auditPerson,
  describeSession,
  LOGIN_RATE,
  type PeopleOptions,
  peopleProblems,
} from "../sessions/sign-in.effects.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  findSecondFactor,
  markSessionGiven,
  removeSecondFactor,
  spendRecoveryCode,
  spendStep,
} from "./second-factor.store.ts";
import { enrolmentOf, freshRecoveryCodes, freshSecret, recoveryHash, secondFactorKey, stepOf } from "./totp.effects.ts";

const tags = ["people"];
const config = { access: "signing-in", rateLimit: LOGIN_RATE } as const;

/** Routes of the second factor: enrolment, confirmation with recovery codes, entry after the password, and reset. */
export function addSecondFactorRoutes(app: Http, options: PeopleOptions): void {
  addEnrolmentRoutes(app, options);
  addGivingRoute(app, options);
  addResetRoute(app, options);
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

function addEnrolmentRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  app.post(
    "/api/second-factor",
    {
      config,
      schema: {
        tags,
        summary: "Begin to enrol an authenticator",
        response: { 201: enrolmentSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId, email } = callerOf(request);
      const secret = freshSecret();
      const key = await secondFactorKey(kit.settings.dataFolder);
      const createdAt = new Date(kit.clock.nowMs());
      const begun = await beginSecondFactor(kit.db, {
        personId,
        sealedSecret: seal(key, personId, secret),
        createdAt,
      });
      if (!begun) return sendProblem(reply, kit.texts, 409, { code: "second-factor-enrolled" });
      return reply
        .code(201)
        .header("cache-control", "no-store")
        .send(enrolmentOf(secret, { issuer: kit.settings.installationName, email }));
    },
  );
  app.post(
    "/api/second-factor/confirmation",
    {
      config,
      schema: {
        tags,
        summary: "Confirm the authenticator by a code",
        body: secondFactorCodeSchema,
        response: { 200: recoveryCodesSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const outcome = await confirm(options, request, request.body.code);
      gate.forget();
      if (outcome === "refused") return sendProblem(reply, kit.texts, 401, { code: "second-factor-wrong" });
      if (outcome === "not-begun") return sendProblem(reply, kit.texts, 409, { code: "second-factor-not-begun" });
      return reply.header("cache-control", "no-store").send({ recoveryCodes: [...outcome] });
    },
  );
}

async function confirm(options: PeopleOptions, request: FastifyRequest, code: string) {
  const { kit } = options;
  const { personId, sessionId } = callerOf(request);
  const at = new Date(kit.clock.nowMs());
  const key = await secondFactorKey(kit.settings.dataFolder);
  return kit.db.transaction().execute(async (trx) => {
    const row = await findSecondFactor(trx, personId);
    if (row === undefined || row.confirmedAt !== null) return "not-begun" as const;
    const step = stepOf(unseal(key, personId, row.sealedSecret), code, at.getTime());
    if (step === undefined || !(await spendStep(trx, { personId, step }))) return "refused" as const;
    const recoveryCodes = freshRecoveryCodes();
    await confirmSecondFactor(trx, { personId, codeHashes: recoveryCodes.map(recoveryHash), at });
    await markSessionGiven(trx, sessionId, at);
    await auditPerson(kit, trx, {
      request,
      by: personId,
      action: "person.second-factor-enrolled",
      personId,
      detail: {},
    });
    return recoveryCodes;
  });
}

function addGivingRoute(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  const limit = openAttemptLimit();
  app.post(
    "/api/session/second-factor",
    {
      config,
      schema: {
        tags,
        summary: "Give the second factor",
        body: secondFactorCodeSchema,
        response: { 200: sessionSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { personId } = callerOf(request);
      const attempt = { key: personId, nowMs: kit.clock.nowMs(), isFailure: (isGiven: boolean) => !isGiven };
      const given = await limitAttempts(limit, attempt, () => give(options, request, request.body.code));
      if (given === "too-many-attempts") return sendProblem(reply, kit.texts, 429, { code: given });
      gate.forget();
      if (!given) return sendProblem(reply, kit.texts, 401, { code: "second-factor-wrong" });
      const token = present(request.cookies[SESSION_COOKIE], "session cookie");
      return describeSession(options, await gate.authenticate(token));
    },
  );
}

async function give(options: PeopleOptions, request: FastifyRequest, code: string): Promise<boolean> {
  const { kit } = options;
  const { personId, sessionId } = callerOf(request);
  const at = new Date(kit.clock.nowMs());
  const key = await secondFactorKey(kit.settings.dataFolder);
  return kit.db.transaction().execute(async (trx) => {
    const row = await findSecondFactor(trx, personId);
    if (row === undefined || row.confirmedAt === null) return false;
    const step = stepOf(unseal(key, personId, row.sealedSecret), code, at.getTime());
    const fits =
      step === undefined
        ? await spendRecoveryCode(trx, { personId, codeSha256: recoveryHash(code), at })
        : await spendStep(trx, { personId, step });
    const action = fits ? "session.second-factor-given" : "session.second-factor-refused";
    if (fits) await markSessionGiven(trx, sessionId, at);
    await auditPerson(kit, trx, { request, by: personId, action, personId, detail: {} });
    return fits;
  });
}

function addResetRoute(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  app.delete(
    "/api/people/:id/second-factor",
    {
      config: { access: "people.manage" },
      schema: {
        tags,
        summary: "Take a lost second factor away",
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const by = callerOf(request).personId;
      const removed = await kit.db.transaction().execute(async (trx) => {
        const done = await removeSecondFactor(trx, id, new Date(kit.clock.nowMs()));
        if (done)
          await auditPerson(kit, trx, {
            request,
            by,
            action: "person.second-factor-removed",
            personId: id,
            detail: {},
          });
        return done;
      });
      gate.forget();
      if (!removed) return sendProblem(reply, kit.texts, 404, { code: "no-such-second-factor" });
      return reply.code(204).send(null);
    },
  );
}
