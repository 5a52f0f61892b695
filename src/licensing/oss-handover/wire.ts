/** The working door of the hand-over with OSS, for processes. */
export { addReceiveRoutes } from "./receive.routes.ts";
export { reportCase } from "./report-case.effects.ts";
export { openReportSender } from "./report-sender.jobs.ts";
