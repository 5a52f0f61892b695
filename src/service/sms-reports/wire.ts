/** The working door of figures of short messages. */
export { followTallies } from "./fold.jobs.ts";
export { addSmsReportRoutes } from "./report.routes.ts";
