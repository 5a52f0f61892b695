import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, sendProblem } from "../../platform/http/index.ts";
import { LOGIN_RATE, type PeopleOptions, peopleProblems } from "../sessions/sign-in.effects.ts";
import { emailChangeSchema, followedLinkSchema, tokenSchema } from "./contract.ts";
import { askEmailChange, followEmailLink, sendConfirmation } from "./email.effects.ts";
import { endLinks } from "./mailed-link.store.ts";
import type { OwnPasswordCheck } from "./own-password.effects.ts";

const tags = ["account"];
const config = { access: "signed-in", rateLimit: LOGIN_RATE } as const;

type Options = PeopleOptions & { readonly checkOwnPassword: OwnPasswordCheck };

const STATUSES = {
  "mailed-link-unknown": 404,
  "mailed-link-used": 409,
  "mailed-link-over": 409,
  "email-taken": 409,
  "email-unchanged": 409,
  "too-many-mails": 429,
  "current-password-wrong": 403,
  "too-many-attempts": 429,
} as const;

/** Routes of a person's e-mail address: confirmation by link, resending, change. */
export function addEmailRoutes(app: Http, options: Options): void {
  addFollowing(app, options);
  addSendingAgain(app, options);
  addChange(app, options);
}

function addFollowing(app: Http, { kit, gate }: Options): void {
  app.post(
    "/api/email-confirmations",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags,
        summary: "Confirm an e-mail address by its mailed link",
        body: tokenSchema,
        response: { 200: followedLinkSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const followed = await followEmailLink(kit, request, request.body.token);
      gate.forget();
      if (typeof followed === "string") return sendProblem(reply, kit.texts, STATUSES[followed], { code: followed });
      return followed;
    },
  );
}

function addSendingAgain(app: Http, { kit, credentialRules }: Options): void {
  app.post(
    "/api/account/email/confirmation",
    {
      config,
      schema: { tags, summary: "Mail the confirming link again", response: { 204: z.null(), ...peopleProblems } },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      if (caller.isEmailConfirmed) return sendProblem(reply, kit.texts, 409, { code: "email-confirmed-already" });
      const sent = await kit.db
        .transaction()
        .execute((trx) => sendConfirmation(kit, credentialRules, trx, receiver(caller)));
      if (sent === "too-many-mails") return tooManyMails(reply, { kit, credentialRules });
      return reply.code(204).send(null);
    },
  );
}

function addChange(app: Http, options: Options): void {
  const { kit, gate, credentialRules, checkOwnPassword } = options;
  app.post(
    "/api/account/email",
    {
      config,
      schema: {
        tags,
        summary: "Change my e-mail address; it counts once the new one is confirmed",
        body: emailChangeSchema,
        response: { 202: z.null(), ...peopleProblems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const { email, currentPassword } = request.body;
      const wrong = await checkOwnPassword(caller.personId, currentPassword);
      if (wrong !== null) {
        const fields = [{ path: "currentPassword", code: wrong }];
        return sendProblem(reply, kit.texts, STATUSES[wrong], { code: wrong, fields });
      }
      const asked = await askEmailChange({ kit, credentialRules, request }, receiver(caller), email);
      if (asked === "too-many-mails") return tooManyMails(reply, { kit, credentialRules });
      if (asked !== "sent") {
        const fields = [{ path: "email", code: asked }];
        return sendProblem(reply, kit.texts, STATUSES[asked], { code: asked, fields });
      }
      return reply.code(202).send(null);
    },
  );
  app.delete(
    "/api/account/email",
    {
      config,
      schema: { tags, summary: "Leave my e-mail address as it is", response: { 204: z.null(), ...peopleProblems } },
    },
    async (request, reply) => {
      const { personId } = present(request.caller, "caller");
      const now = new Date(kit.clock.nowMs());
      await kit.db.transaction().execute((trx) => endLinks(trx, { personId, purposes: ["change-email"], now }));
      gate.forget();
      return reply.code(204).send(null);
    },
  );
}

function receiver({ personId: id, name, email, locale }: Caller) {
  return { id, name, email, locale };
}

/** Reports that an address has reached its mail limit, with the rule. */
export function tooManyMails(
  reply: Parameters<typeof sendProblem>[0],
  { kit, credentialRules }: Pick<PeopleOptions, "kit" | "credentialRules">,
) {
  const params = { mailsMax: credentialRules.linkMailsPerHour };
  return sendProblem(reply, kit.texts, 429, {
    code: "too-many-mails",
    params,
    rule: credentialRules.citations.linkMails,
  });
}
