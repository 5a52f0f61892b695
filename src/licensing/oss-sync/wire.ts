/** Composition of the synchronisation with OSS. */
import type { Http } from "../../platform/http/index.ts";
import type { DocumentPool } from "../../platform/pdf/index.ts";
import { addAskCompanyRoute, type NibInquiryOptions } from "./ask-company.routes.ts";
import { addCaseRoutes } from "./case.routes.ts";
import { addHandoverRoutes } from "./handover.routes.ts";
import { addHandoverOfficerRoutes } from "./handover-officer.routes.ts";
import { addIzinByHandRoutes, type IzinByHandOptions } from "./izin-by-hand.routes.ts";
import { addOssOfficerRoutes } from "./oss-officer.routes.ts";
import { addReceiveRoutes } from "./receive.routes.ts";
import { addReceiveFileRoute } from "./receive-file.routes.ts";
import { addWaitingLicenseRoutes } from "./waiting-licenses.routes.ts";

export { openHandoverWatch } from "./handover-watch.jobs.ts";
export { openReconciliation, reconcile } from "./reconcile.jobs.ts";
export { reportCase } from "./report-case.effects.ts";
export { openReportSender } from "./report-sender.jobs.ts";
export { foundHandovers } from "./sklo-lists.store.ts";

/** The routes of oss-sync: those for OSS, for applicants and for officers. */
export function addOssRoutes(
  app: Http,
  options: NibInquiryOptions & IzinByHandOptions & { readonly press: Pick<DocumentPool, "pack"> },
): void {
  addReceiveRoutes(app, options);
  addReceiveFileRoute(app, options.kit);
  addHandoverRoutes(app, options.kit, options.press);
  addHandoverOfficerRoutes(app, options.kit);
  addIzinByHandRoutes(app, options);
  addCaseRoutes(app, options.kit);
  addOssOfficerRoutes(app, options.kit);
  addWaitingLicenseRoutes(app, options.kit);
  addAskCompanyRoute(app, options);
}
