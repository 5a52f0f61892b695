import type { Kit } from "../platform/kit/index.ts";
import { mailText, NOTIFIED_PEOPLE_MAX, type NotifyPeople, queueMail } from "../platform/mail/index.ts";

/** Notifies the given people, each in their own language by a separate mail; blocked people are skipped. */
export function peopleTeller(kit: Pick<Kit, "clock" | "ids" | "texts">): NotifyPeople {
  return async (trx, { personIds, template, params, dedupeKey }) => {
    if (personIds.length === 0) return;
    const readers = await trx
      .selectFrom("person")
      .select(["id", "email", "name", "locale"])
      .where("id", "in", [...personIds])
      .where("disabledAt", "is", null)
      .orderBy("id")
      .limit(NOTIFIED_PEOPLE_MAX)
      .execute();
    for (const { id, email, name, locale: own } of readers) {
      const locale = own === "en" ? "en" : "id";
      const words = { name, ...(typeof params === "function" ? params(locale) : params) };
      await queueMail(trx, kit, {
        dedupeKey: `${dedupeKey} ${id}`,
        toPersonId: id,
        toAddress: email,
        locale,
        ...mailText(kit.texts, { locale, template, params: words }),
      });
    }
  };
}
