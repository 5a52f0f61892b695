/** Composition of alerts: routes and jobs. */
export { followAlerts } from "./alert.jobs.ts";
export { addAlertRoutes } from "./alert.routes.ts";
export { type AlertWatch, openAlertWatch, type WatchOptions } from "./watch-alerts.effects.ts";
