import { present } from "../../kernel/index.ts";
import type { Http } from "../../platform/http/index.ts";
import { needsSecondFactor } from "../authority/roles.ts";
import { auditPerson, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { findAccount, updateProfile } from "./account.store.ts";
import { accountSchema, profileSchema } from "./contract.ts";
import { addEmailRoutes } from "./email.routes.ts";
import { findPendingEmail } from "./mailed-link.store.ts";
import { openOwnPasswordCheck } from "./own-password.effects.ts";
import { addOwnSecondFactorRoutes } from "./own-second-factor.routes.ts";
import { addPasswordRoutes } from "./password.routes.ts";
import { addSessionListRoutes } from "./session-list.routes.ts";

const tags = ["account"];
const config = { access: "signed-in" } as const;

/** Routes of a person's own account. */
export function addAccountRoutes(app: Http, options: PeopleOptions): void {
  const own = { ...options, checkOwnPassword: openOwnPasswordCheck(options.kit) };
  addProfileRoutes(app, options);
  addEmailRoutes(app, own);
  addPasswordRoutes(app, own);
  addSessionListRoutes(app, options);
  addOwnSecondFactorRoutes(app, own);
}

function addProfileRoutes(app: Http, { kit, gate, credentialRules }: PeopleOptions): void {
  app.get(
    "/api/account",
    { config, schema: { tags, summary: "My account", response: { 200: accountSchema, ...peopleProblems } } },
    async (request, reply) => {
      const { personId, isEmailConfirmed, memberships } = present(request.caller, "caller");
      const account = present(await findAccount(kit.db, personId), "account of a caller");
      const pending = await findPendingEmail(kit.db, personId, new Date(kit.clock.nowMs()));
      const { name, email, locale, isDemo, enrolledAt, recoveryCodesLeft } = account;
      reply.header("cache-control", "no-store");
      return {
        name,
        email,
        isDemo,
        isEmailConfirmed,
        locale: locale === "en" ? ("en" as const) : ("id" as const),
        pendingEmail:
          pending?.email === undefined || pending.email === null
            ? null
            : { email: pending.email, expiresAt: pending.expiresAt.toISOString() },
        secondFactor: {
          enrolledAt: enrolledAt?.toISOString() ?? null,
          recoveryCodesLeft,
          isRequired: !isDemo && memberships.some(({ role }) => needsSecondFactor(role)),
        },
        passwordStrengthMin: credentialRules.passwordStrengthMin,
      };
    },
  );
  app.put(
    "/api/account",
    {
      config,
      schema: {
        tags,
        summary: "Change my name and language",
        body: profileSchema,
        response: { 200: profileSchema, ...peopleProblems },
      },
    },
    async (request) => {
      const { personId } = present(request.caller, "caller");
      await kit.db.transaction().execute(async (trx) => {
        await updateProfile(trx, { personId, ...request.body });
        const fact = { request, by: personId, personId, detail: {} };
        await auditPerson(kit, trx, { ...fact, action: "person.profile-changed" });
      });
      gate.forget();
      return request.body;
    },
  );
}
