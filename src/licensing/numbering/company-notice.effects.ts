import type { Kit } from "../../platform/kit/index.ts";
import type { TellCompany } from "../../platform/mail/index.ts";
import { displayCode } from "./access-code.ts";
import type { NoticeCompany } from "./application-commands.effects.ts";

/** Tells everyone of a company what happened to its application, with the way to it. */
export function companyNotice(kit: Kit, tellCompany: TellCompany): NoticeCompany {
  return (trx, { applicationId, version, organisationId, type, params }) =>
    tellCompany(trx, {
      organisationId,
      template: `application.${type}`,
      dedupeKey: `application ${applicationId} ${version} ${type}`,
      params: {
        ...params,
        code: displayCode(params["code"] ?? ""),
        link: `${kit.publicUrl()}/permohonan/${applicationId}`,
      },
    });
}
