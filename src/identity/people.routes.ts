import { z } from "zod";
import { type Http, SESSION_COOKIE, sendProblem } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { logWrongCredentials } from "../platform/telemetry/index.ts";
import { addAccountRoutes } from "./account/account.routes.ts";
import { addApiKeyRoutes } from "./api-keys/api-key.routes.ts";
import { addAuthorityProposalRoutes } from "./authority/authority-proposal.routes.ts";
import { addDelegationRoutes } from "./authority/delegation.routes.ts";
import { addRoleRoutes } from "./authority/role.routes.ts";
import { addContentGrantRoutes } from "./content-access/content-grant.routes.ts";
import { addContentViewHook } from "./content-access/content-view.effects.ts";
import { logInSchema, sessionSchema } from "./contract.ts";
import { addDemonstrationRoutes } from "./demonstration/demonstration.routes.ts";
import { addAcceptanceRoutes } from "./invitations/acceptance.routes.ts";
import { addCentreAdministratorRoutes } from "./invitations/centre-administrator.routes.ts";
import { addCentrePeopleRoutes } from "./invitations/centre-people.routes.ts";
import { addColleagueRoutes } from "./invitations/colleague.routes.ts";
import { addOfficerInvitationRoutes } from "./invitations/officer-invitation.routes.ts";
import { endSession, findPersonByEmail } from "./people.store.ts";
import { addSavedViewRoutes } from "./saved-views/saved-view.routes.ts";
import { addSecondFactorRoutes } from "./second-factor/second-factor.routes.ts";
import { openLogInLimit } from "./sessions/log-in-limit.effects.ts";
import { checkPassword } from "./sessions/secrets.effects.ts";
import { auditLogin, describeSession, type PeopleOptions, peopleProblems, signIn } from "./sessions/sign-in.effects.ts";
import { addSignUpRoutes } from "./sessions/sign-up.routes.ts";
import { openStrengthEvaluator } from "./strength/strength-evaluator.effects.ts";

/** Log-ins per minute from one address: enough for all agents of a call centre at the beginning of a shift. Wrong passwords have a separate limit. */
const LOG_IN_RATE = { max: 600, timeWindow: 60_000 };

/** Routes of log-in, sign-up, sessions, and roles. */
export function addPeopleRoutes(app: Http, given: Omit<PeopleOptions, "strength">): void {
  const strength = openStrengthEvaluator();
  app.addHook("onClose", () => strength.close());
  const options = { ...given, strength };
  addSessionRoutes(app, options);
  addDemonstrationRoutes(app, options);
  addSignUpRoutes(app, options);
  addRoleRoutes(app, options);
  addAuthorityProposalRoutes(app, options);
  addDelegationRoutes(app, options);
  addSecondFactorRoutes(app, options);
  addSavedViewRoutes(app, options);
  addAccountRoutes(app, options);
  addColleagueRoutes(app, options);
  addOfficerInvitationRoutes(app, options);
  addCentrePeopleRoutes(app, options);
  addCentreAdministratorRoutes(app, options);
  addApiKeyRoutes(app, options.kit);
  addContentGrantRoutes(app, options);
  addContentViewHook(app, options.kit);
  addAcceptanceRoutes(app, options);
}

function addSessionRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  const limitLogIn = openLogInLimit();
  app.get(
    "/api/session",
    {
      config: { access: "public" },
      schema: { tags: ["people"], summary: "Who is signed in", response: { 200: sessionSchema } },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return describeSession(options, request.caller);
    },
  );
  app.post(
    "/api/session",
    {
      config: { access: "public", rateLimit: LOG_IN_RATE },
      schema: {
        tags: ["people"],
        summary: "Log in",
        body: logInSchema,
        response: { 200: sessionSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const attempt = { email, address: request.ip, nowMs: kit.clock.nowMs() };
      const checked = await limitLogIn(attempt, () => checkCredentials(kit, email, password));
      if (checked === "too-many-attempts") return sendProblem(reply, kit.texts, 429, { code: checked });
      const { fits, personId } = checked;
      if (!fits || personId === null) {
        logWrongCredentials(kit.log, "http", request.ip);
        await auditLogin(kit, request, personId, "session.refused");
        return sendProblem(reply, kit.texts, 401, { code: "credentials-wrong" });
      }
      return signIn(options, { request, reply, personId });
    },
  );
  app.delete(
    "/api/session",
    { config: { access: "public" }, schema: { tags: ["people"], summary: "Log out", response: { 204: z.null() } } },
    async (request, reply) => {
      if (request.caller !== undefined) await endSession(kit.db, request.caller.sessionId, new Date(kit.clock.nowMs()));
      gate.forget();
      return reply.clearCookie(SESSION_COOKIE, { path: "/", secure: true, httpOnly: true }).code(204).send(null);
    },
  );
}

/** Checks a password with the same work for every e-mail address (no timing oracle); the person is null for an unknown one. */
async function checkCredentials(kit: Kit, email: string, password: string) {
  const person = await findPersonByEmail(kit.db, email);
  const isRight = await checkPassword(person?.passwordHash, password);
  return { fits: isRight && mayLogIn(kit, person), personId: person?.id ?? null };
}

/**
 * True for a person whose correct password opens a session. An unconfirmed sign-up cannot log in: otherwise sign-up and
 * log-in would reveal which addresses have an account.
 */
function mayLogIn({ settings }: Kit, person: Awaited<ReturnType<typeof findPersonByEmail>>): boolean {
  if (person === undefined || person.disabledAt !== null) return false;
  if (person.isDemo) return settings.demo;
  return person.emailConfirmedAt !== null || Boolean(person.hasHeldRole);
}
