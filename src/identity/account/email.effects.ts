import type { FastifyRequest } from "fastify";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import { emailKey } from "../people.store.ts";
import { type MailReceiver, mailPerson } from "../person-mail.effects.ts";
import { tokenSha256 } from "../sessions/secrets.effects.ts";
import { auditPerson } from "../sessions/sign-in.effects.ts";
import { writtenMoment } from "../written-time.ts";
import { changeEmail, findAccount, isEmailTaken, markEmailConfirmed } from "./account.store.ts";
import { mailLink } from "./mail-link.effects.ts";
import { endLinks, findLink, insertLink, spendLink } from "./mailed-link.store.ts";
import { linkRefusal, type MailedLinkRefusal } from "./mailed-link.ts";

type Receiver = MailReceiver & { readonly id: string };

/** Mails a link that confirms the person's own address. */
export async function sendConfirmation(
  kit: Kit,
  rules: CredentialRules,
  trx: DatabaseTransaction,
  to: Receiver,
): Promise<"sent" | "too-many-mails"> {
  const createdAt = new Date(kit.clock.nowMs());
  const expiresAt = new Date(createdAt.getTime() + rules.emailLinkMs);
  const params = { until: writtenMoment(expiresAt.getTime(), to.locale) };
  const sha256 = await mailLink(kit, rules, trx, { to, text: "confirm-email", params, path: "/konfirmasi-surel/" });
  if (sha256 === "too-many-mails") return sha256;
  const link = { tokenSha256: sha256, personId: to.id, email: to.email, createdAt, expiresAt };
  await insertLink(trx, { ...link, purpose: "confirm-email" });
  return "sent";
}

/** Why an address is not changed. */
export type EmailChangeRefusal = "email-taken" | "email-unchanged" | "too-many-mails";

/** Mails a link to the new address and a notice to the old one; the old one remains valid until the link is followed. */
export async function askEmailChange(
  options: { readonly kit: Kit; readonly credentialRules: CredentialRules; readonly request: FastifyRequest },
  to: Receiver,
  email: string,
): Promise<"sent" | EmailChangeRefusal> {
  const { kit, credentialRules, request } = options;
  if (emailKey(email) === emailKey(to.email)) return "email-unchanged";
  const createdAt = new Date(kit.clock.nowMs());
  const expiresAt = new Date(createdAt.getTime() + credentialRules.emailLinkMs);
  const until = writtenMoment(expiresAt.getTime(), to.locale);
  return kit.db.transaction().execute(async (trx) => {
    if (await isEmailTaken(trx, email)) return "email-taken";
    const mail = { to: { ...to, id: null, email }, text: "change-email", params: { until } } as const;
    const sha256 = await mailLink(kit, credentialRules, trx, { ...mail, path: "/konfirmasi-surel/" });
    if (sha256 === "too-many-mails") return sha256;
    await endLinks(trx, { personId: to.id, purposes: ["change-email"], now: createdAt });
    await insertLink(trx, {
      tokenSha256: sha256,
      purpose: "change-email",
      personId: to.id,
      email,
      createdAt,
      expiresAt,
    });
    const link = `${kit.publicUrl()}/akun`;
    await mailPerson(kit, trx, {
      to,
      key: `email-change-asked ${sha256.toString("hex")}`,
      text: "email-change-asked",
      params: { link },
    });
    await auditPerson(kit, trx, {
      request,
      by: to.id,
      action: "person.email-change-asked",
      personId: to.id,
      detail: {},
    });
    return "sent";
  });
}

/** The result of following a mailed link. */
export interface FollowedLink {
  readonly kind: "confirmed" | "changed";
  readonly email: string;
}

const PURPOSES = ["confirm-email", "change-email"] as const;

/** Confirms an address by its mailed token: the person's own, or that of a pending change. */
export async function followEmailLink(
  kit: Kit,
  request: FastifyRequest,
  token: string,
): Promise<FollowedLink | MailedLinkRefusal | "email-taken"> {
  const now = new Date(kit.clock.nowMs());
  const sha256 = tokenSha256(token);
  return kit.db
    .transaction()
    .execute(async (trx) => {
      const link = await findLink(trx, sha256);
      const refusal = linkRefusal(link, PURPOSES, now.getTime());
      if (refusal !== null || link === undefined) return refusal ?? "mailed-link-unknown";
      if (!(await spendLink(trx, sha256, now))) return "mailed-link-used";
      const { personId, sentTo } = link;
      if (sentTo === null || link.disabledAt !== null) return "mailed-link-unknown";
      if (link.purpose === "change-email") return applyChange(kit, trx, { request, personId, email: sentTo, now });
      // The address was changed since: the link does not prove the present one.
      if (!(await markEmailConfirmed(trx, { personId, emailKey: emailKey(sentTo), now }))) return "mailed-link-used";
      await endLinks(trx, { personId, purposes: ["confirm-email"], now });
      const fact = { request, by: personId, personId, detail: {} };
      await auditPerson(kit, trx, { ...fact, action: "person.email-confirmed" });
      return { kind: "confirmed", email: sentTo } as const;
    })
    .catch((error: unknown) => {
      if (error instanceof AddressTaken) return "email-taken" as const;
      throw error;
    });
}

async function applyChange(
  kit: Kit,
  trx: DatabaseTransaction,
  change: { readonly request: FastifyRequest; readonly personId: string; readonly email: string; readonly now: Date },
): Promise<FollowedLink> {
  const { request, personId, email, now } = change;
  const before = await findAccount(trx, personId);
  if (!(await changeEmail(trx, { personId, email, now }))) throw new AddressTaken();
  await endLinks(trx, { personId, purposes: ["confirm-email", "change-email", "reset-password"], now });
  await auditPerson(kit, trx, { request, by: personId, action: "person.email-changed", personId, detail: {} });
  if (before !== undefined) {
    const to = {
      id: null,
      name: before.name,
      email: before.email,
      locale: before.locale === "en" ? "en" : "id",
    } as const;
    await mailPerson(kit, trx, { to, key: `email-changed ${request.id}`, text: "email-changed", params: {} });
  }
  return { kind: "changed", email };
}

/** Rolls the transaction back, so that the link stays usable once the address is free. */
class AddressTaken extends Error {}
