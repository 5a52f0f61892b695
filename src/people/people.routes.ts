import { z } from "zod";
import { type Http, SESSION_COOKIE, sendProblem } from "../platform/http/index.ts";
import { addAccountRoutes } from "./account/account.routes.ts";
import { addApiKeyRoutes } from "./api-keys/api-key.routes.ts";
import { isLimited, NO_ATTEMPTS, withFailure, withSuccess } from "./attempt-limit.ts";
import { addContentGrantRoutes } from "./content-grant.routes.ts";
import { addContentLooks } from "./content-look.effects.ts";
import { logInWire, sessionWire } from "./contract.ts";
import { addDelegationRoutes } from "./delegation.routes.ts";
import { addAcceptanceRoutes } from "./invitations/acceptance.routes.ts";
import { addCentreAdministratorRoutes } from "./invitations/centre-administrator.routes.ts";
import { addCentrePeopleRoutes } from "./invitations/centre-people.routes.ts";
import { addColleagueRoutes } from "./invitations/colleague.routes.ts";
import { addOfficerInvitationRoutes } from "./invitations/officer-invitation.routes.ts";
import { endSession, findPersonByEmail } from "./people.store.ts";
import { addRoleRoutes } from "./role.routes.ts";
import { addSavedViewRoutes } from "./saved-view.routes.ts";
import { addSecondFactorRoutes } from "./second-factor.routes.ts";
import { checkPassword } from "./secrets.effects.ts";
import {
  auditLogin,
  describeSession,
  LOGIN_RATE,
  type PeopleOptions,
  peopleProblems,
  signIn,
} from "./sign-in.effects.ts";
import { addSignUpRoutes } from "./sign-up.routes.ts";
import { openStrengthDesk } from "./strength/strength-desk.effects.ts";

/** Log-in, sign-up, sessions, and roles of people. */
export function addPeopleRoutes(app: Http, given: Omit<PeopleOptions, "strength">): void {
  const strength = openStrengthDesk();
  app.addHook("onClose", () => strength.close());
  const options = { ...given, strength };
  addSessionRoutes(app, options);
  addSignUpRoutes(app, options);
  addRoleRoutes(app, options);
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
  addContentLooks(app, options.kit);
  addAcceptanceRoutes(app, options);
}

function addSessionRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  let attempts = NO_ATTEMPTS;
  app.get(
    "/api/session",
    {
      config: { access: "public" },
      schema: { tags: ["people"], summary: "Who is signed in", response: { 200: sessionWire } },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return describeSession(kit, request.caller);
    },
  );
  app.post(
    "/api/session",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary: "Log in",
        body: logInWire,
        response: { 200: sessionWire, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const key = `${request.ip} ${email.toLowerCase()}`;
      const nowMs = kit.clock.nowMs();
      if (isLimited(attempts, key, nowMs)) return sendProblem(reply, kit.texts, 429, { code: "too-many-attempts" });
      const person = await findPersonByEmail(kit.db, email);
      const fits = await checkPassword(person?.passwordHash, password);
      if (!fits || person === undefined || person.disabledAt !== null || (person.isDemo && !kit.settings.demo)) {
        attempts = withFailure(attempts, key, nowMs);
        await auditLogin(kit, request, person?.id ?? null, "session.refused");
        return sendProblem(reply, kit.texts, 401, { code: "credentials-wrong" });
      }
      attempts = withSuccess(attempts, key);
      return signIn(options, { request, reply, personId: person.id });
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
