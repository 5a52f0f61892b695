import type { Database, DatabaseTransaction } from "../platform/database/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { mailText, queueMail } from "../platform/mail/index.ts";

/** The recipient of a mail; `id` is null for a person without an account. */
export interface MailReceiver {
  readonly id: string | null;
  readonly name: string;
  readonly email: string;
  readonly locale: "id" | "en";
}

/** A mail from the texts `mail.NAME.subject` and `mail.NAME.body`; `{name}` is the recipient. */
export interface PersonMail {
  readonly to: MailReceiver;
  /** Deduplication key. */
  readonly key: string;
  readonly text: string;
  readonly params: Readonly<Record<string, string>>;
}

/** A person as a mail recipient; undefined if unknown. */
export async function receiverOf(
  db: Database | DatabaseTransaction,
  personId: string,
): Promise<(MailReceiver & { readonly id: string }) | undefined> {
  const row = await db
    .selectFrom("person")
    .select(["id", "name", "email", "locale"])
    .where("id", "=", personId)
    .executeTakeFirst();
  return row === undefined ? undefined : { ...row, locale: row.locale === "en" ? "en" : "id" };
}

/** Queues a mail in the recipient's language, in the caller's transaction. */
export async function mailPerson(kit: Kit, trx: DatabaseTransaction, mail: PersonMail): Promise<void> {
  const { to, key, text } = mail;
  const params = { ...mail.params, name: to.name };
  await queueMail(trx, kit, {
    dedupeKey: key,
    toPersonId: to.id,
    toAddress: to.email,
    locale: to.locale,
    ...mailText(kit.texts, { locale: to.locale, template: text, params }),
  });
}
