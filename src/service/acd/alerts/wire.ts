/** The working door of alerts. */
export { followAlerts } from "./alert.jobs.ts";
export { addAlertRoutes } from "./alert.routes.ts";
export { type AlertWatch, openAlertWatch, type WatchOptions } from "./watch-alerts.effects.ts";
