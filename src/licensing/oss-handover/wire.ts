/** The working door of the hand-over with OSS, for processes. */
import type { Http } from "../../platform/http/index.ts";
import { type AskingOptions, addAskCompanyRoute } from "./ask-company.routes.ts";
import { addCaseRoutes } from "./case.routes.ts";
import { addDeskRoutes } from "./desk.routes.ts";
import { addReceiveRoutes } from "./receive.routes.ts";

export { reportCase } from "./report-case.effects.ts";
export { openReportSender } from "./report-sender.jobs.ts";

/** The addresses of the hand-over: OSS's own, the applicants' and the officers'. */
export function addOssRoutes(app: Http, options: AskingOptions): void {
  addReceiveRoutes(app, options);
  addCaseRoutes(app, options.kit);
  addDeskRoutes(app, options.kit);
  addAskCompanyRoute(app, options);
}
