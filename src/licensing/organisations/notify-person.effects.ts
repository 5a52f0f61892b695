import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { mailText, queueMail } from "../../platform/mail/index.ts";

/** Queues a mail to a person who is not a member of the company: a claimant, a consultant. */
export async function notifyPerson(
  kit: Kit,
  trx: DatabaseTransaction,
  message: {
    readonly personId: string;
    /** Key below `mail`, with a `subject` and a `body` in both languages. */
    readonly template: string;
    readonly params: Readonly<Record<string, string>>;
    readonly dedupeKey: string;
  },
): Promise<void> {
  const { personId, template, dedupeKey } = message;
  const person = await trx
    .selectFrom("person")
    .select(["email", "name", "locale"])
    .where("id", "=", personId)
    .where("disabledAt", "is", null)
    .executeTakeFirst();
  if (person === undefined) return;
  const locale = person.locale === "en" ? "en" : "id";
  const params = { name: person.name, ...message.params };
  await queueMail(trx, kit, {
    dedupeKey: `${dedupeKey} ${personId}`,
    toPersonId: personId,
    toAddress: person.email,
    locale,
    ...mailText(kit.texts, { locale, template, params }),
  });
}
