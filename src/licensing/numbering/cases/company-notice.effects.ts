import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany } from "../../../platform/mail/index.ts";
import { caseWords } from "../case-work/case-words.effects.ts";
import type { NoticeCompany } from "./application-commands.effects.ts";

/** Tells everyone of a company what happened to its application, with the facts of the case as they stand now. */
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
