/** Composition of SMS reports. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addReconciliationRoutes } from "./reconciliation.routes.ts";
import { addReportRoutes } from "./report.routes.ts";

export { foldTallies } from "./figures.store.ts";
export { followTallies } from "./fold.jobs.ts";

/** Registers the routes of reports, receipt files and carrier reconciliation. */
export function addSmsReportRoutes(app: Http, kit: Kit): void {
  addReportRoutes(app, kit);
  addReconciliationRoutes(app, kit);
}
