/** The working door of figures of short messages. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addReconciliationRoutes } from "./reconciliation.routes.ts";
import { addReportRoutes } from "./report.routes.ts";

export { foldTallies } from "./figures.store.ts";
export { followTallies } from "./fold.jobs.ts";

/** Adds the routes of reports, receipts as files, and the comparison with carriers. */
export function addSmsReportRoutes(app: Http, kit: Kit): void {
  addReportRoutes(app, kit);
  addReconciliationRoutes(app, kit);
}
