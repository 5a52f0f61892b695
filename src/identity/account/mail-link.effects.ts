import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { countLinkMails, linkToken, mailText, queueMail } from "../../platform/mail/index.ts";
import type { CredentialRules } from "../../regulation/index.ts";
import type { MailReceiver } from "../person-mail.effects.ts";
import { tokenSha256 } from "../sessions/secrets.effects.ts";
import { lockAddress } from "./mailed-link.store.ts";

/** A mail with a one-time link, from the texts `mail.NAME.subject` and `mail.NAME.body`, where `{link}` is the link. */
export interface LinkMail {
  readonly to: MailReceiver;
  readonly text: string;
  readonly params: Readonly<Record<string, string>>;
  /** The screen of the link, with a trailing slash. */
  readonly path: `/${string}/`;
  /** The mail's id, if the same cause must not send two mails. */
  readonly id?: string;
}

const HOUR_MS = 3_600_000;

/**
 * Queues a mail with a one-time link in the caller's transaction. Returns the hash of its token, or "too-many-mails" if
 * the address has reached the limit of the last hour.
 */
export async function mailLink(
  kit: Kit,
  rules: CredentialRules,
  trx: DatabaseTransaction,
  mail: LinkMail,
): Promise<Buffer | "too-many-mails"> {
  const { to, text } = mail;
  await lockAddress(trx, to.email);
  const since = new Date(kit.clock.nowMs() - HOUR_MS);
  if ((await countLinkMails(trx, { address: to.email, since })) >= rules.linkMailsPerHour) return "too-many-mails";
  const id = mail.id ?? kit.ids.next();
  const params = { ...mail.params, name: to.name };
  await queueMail(trx, kit, {
    id,
    dedupeKey: `${text} ${id}`,
    toPersonId: to.id,
    toAddress: to.email,
    locale: to.locale,
    ...mailText(kit.texts, { locale: to.locale, template: text, params }),
    secretLink: `${kit.publicUrl()}${mail.path}`,
  });
  return tokenSha256(await linkToken(kit.settings.dataFolder, id));
}
