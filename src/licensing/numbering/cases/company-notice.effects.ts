import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany } from "../../../platform/mail/index.ts";
import { caseWords } from "../case-work/case-words.effects.ts";
import type { NoticeCompany } from "./application-commands.effects.ts";

/** Notifies all members of a company of a change of its application, with the present facts of the case. */
export function companyNotice(kit: Kit, tellCompany: NotifyCompany): NoticeCompany {
  return async (trx, { row, version, type, params }) => {
    const words = await caseWords(kit, trx, row);
    await tellCompany(trx, {
      organisationId: row.organisation.id,
      template: `application.${type}`,
      dedupeKey: `application ${row.id} ${version} ${type}`,
      params: (locale) => ({ ...words(locale), ...params, code: words(locale)["code"] ?? "" }),
    });
  };
}
