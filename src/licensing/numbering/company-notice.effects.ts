import type { Kit } from "../../platform/kit/index.ts";
import { queueMail } from "../../platform/mail/index.ts";
import { displayCode } from "./access-code.ts";
import type { NoticeCompany } from "./application-commands.effects.ts";

const RECEIVERS_MAX = 50;

/** Queues a mail about an application to every person of its company, each in his own language. */
export function companyNotice(kit: Kit): NoticeCompany {
  return async (trx, notice) => {
    const people = await trx
      .selectFrom("membership as m")
      .innerJoin("person as p", "p.id", "m.personId")
      .select(["p.id", "p.email", "p.locale", "p.name"])
      .where("m.organisationId", "=", notice.organisationId)
      .where("m.endedAt", "is", null)
      .limit(RECEIVERS_MAX)
      .execute();
    for (const person of people) {
      const locale = person.locale === "en" ? "en" : "id";
      const link = `${kit.publicUrl()}/permohonan/${notice.applicationId}`;
      const params = { ...notice.params, code: displayCode(notice.params["code"] ?? ""), name: person.name, link };
      await queueMail(trx, kit, {
        dedupeKey: `application ${notice.applicationId} ${notice.version} ${notice.type} ${person.id}`,
        toPersonId: person.id,
        toAddress: person.email,
        locale,
        subject: kit.texts.text(locale, `mail.application.${notice.type}.subject`, params),
        bodyText: kit.texts.text(locale, `mail.application.${notice.type}.body`, params),
      });
    }
  };
}
