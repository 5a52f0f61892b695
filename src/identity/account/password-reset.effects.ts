import type { FastifyRequest } from "fastify";
import type { Kit } from "../../platform/kit/index.ts";
import { addToOutbox, type EffectHandler } from "../../platform/outbox/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { emailKey, findPersonByEmail } from "../people.store.ts";
import { mailPerson, receiverOf } from "../person-mail.effects.ts";
import { hashPassword, tokenSha256 } from "../sessions/secrets.effects.ts";
import { auditPerson, type PeopleOptions } from "../sessions/sign-in.effects.ts";
import { judgePassword, type PasswordRefusal } from "../strength/judge-password.effects.ts";
import { writtenMoment } from "../written-time.ts";
import { markEmailConfirmed, ownWordsOf, setPassword } from "./account.store.ts";
import { mailLink } from "./mail-link.effects.ts";
import { endLinks, findLink, insertLink, spendLink } from "./mailed-link.store.ts";
import { linkRefusal, type MailedLinkRefusal } from "./mailed-link.ts";
import { endSessions } from "./session-list.store.ts";

/** The outbox effect that looks up a person and mails the reset link. */
export const RESET_EFFECT = "people.password-reset";

/** Queues a password reset. The outbox looks up the address later: response and response time are the same for every address. */
export async function notePasswordReset(kit: Kit, email: string, requestId: string): Promise<void> {
  await addToOutbox(kit.db, kit, { kind: RESET_EFFECT, subjectId: requestId, payload: { email } });
}

/** Mails the link to the person with the address; unknown addresses receive nothing. Idempotent: one mail per request. */
export function passwordResetMailer(kit: Kit, rules: CredentialRules): EffectHandler {
  return async ({ email = "" }, effect) => {
    const person = await findPersonByEmail(kit.db, email);
    if (person === undefined || person.disabledAt !== null || (person.isDemo && !kit.settings.demo)) return;
    const createdAt = new Date(kit.clock.nowMs());
    const expiresAt = new Date(createdAt.getTime() + rules.resetLinkMs);
    await kit.db.transaction().execute(async (trx) => {
      const to = await receiverOf(trx, person.id);
      if (to === undefined) return;
      const params = { until: writtenMoment(expiresAt.getTime(), to.locale) };
      const mail = { to, text: "reset-password", params, path: "/atur-ulang-sandi/", id: effect.id } as const;
      const sha256 = await mailLink(kit, rules, trx, mail);
      if (sha256 === "too-many-mails") return;
      const link = { tokenSha256: sha256, personId: to.id, email: to.email, createdAt, expiresAt };
      await insertLink(trx, { ...link, purpose: "reset-password" });
    });
  };
}

const PURPOSES = ["reset-password"] as const;

/** Whether a token can still set a password, and its person; the token is not consumed. */
export async function inspectReset(kit: Kit, token: string) {
  const link = await findLink(kit.db, tokenSha256(token));
  const refusal = linkRefusal(link, PURPOSES, kit.clock.nowMs());
  if (refusal !== null || link === undefined || link.disabledAt !== null) return refusal ?? "mailed-link-unknown";
  return link;
}

/** Sets a new password by a mailed link: consumes the link, ends every session, and notifies the person. */
export async function resetPassword(
  options: PeopleOptions,
  request: FastifyRequest,
  asked: { readonly token: string; readonly password: string },
): Promise<"set" | MailedLinkRefusal | PasswordRefusal> {
  const { kit } = options;
  const link = await inspectReset(kit, asked.token);
  if (typeof link === "string") return link;
  const { personId } = link;
  const refusal = await judgePassword(options, asked.password, await ownWordsOf(kit.db, personId));
  if (refusal !== undefined) return refusal;
  const passwordHash = await hashPassword(asked.password);
  const now = new Date(kit.clock.nowMs());
  return kit.db.transaction().execute(async (trx) => {
    if (!(await spendLink(trx, tokenSha256(asked.token), now))) return "mailed-link-used";
    await setPassword(trx, personId, passwordHash);
    // Opening the mail proves that the address belongs to the person.
    if (link.sentTo !== null) await markEmailConfirmed(trx, { personId, emailKey: emailKey(link.sentTo), now });
    await endSessions(trx, { personId, now });
    await endLinks(trx, { personId, purposes: ["reset-password", "change-email"], now });
    await auditPerson(kit, trx, { request, by: personId, action: "person.password-reset", personId, detail: {} });
    const to = await receiverOf(trx, personId);
    if (to !== undefined) await mailPerson(kit, trx, passwordNotice(kit, to, request.id));
    return "set";
  });
}

/** The notification of a changed password. */
export function passwordNotice(kit: Kit, to: NonNullable<Awaited<ReturnType<typeof receiverOf>>>, requestId: string) {
  const params = { at: writtenMoment(kit.clock.nowMs(), to.locale), link: `${kit.publicUrl()}/lupa-sandi` };
  return { to, key: `password-changed ${requestId}`, text: "password-changed", params };
}
