/** Composition of reports: routes. */
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addQueueReportRoutes } from "./queue-report.routes.ts";
import { addQueueReportExport, type ReportPress } from "./queue-report-export.routes.ts";

export { eventsAfter, firstSequence } from "./queue-report.store.ts";
export type { ReportPress } from "./queue-report-export.routes.ts";
export { readQueueReport } from "./read-queue-report.effects.ts";

/** Adds the routes of reports. */
export function addReportRoutes(app: Http, kit: Kit, press: ReportPress): void {
  addQueueReportRoutes(app, kit);
  addQueueReportExport(app, kit, press);
}
