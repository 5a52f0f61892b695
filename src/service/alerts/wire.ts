/** The working door of alerts. */
import type { Http } from "../../platform/http/index.ts";
import { addAlertRoutes as addRoutes } from "./alert.routes.ts";
import type { Keeping } from "./keep-alert.effects.ts";
import type { WebhookKeeping } from "./keep-webhook.effects.ts";
import { addWebhookRoutes } from "./webhook.routes.ts";

export { followAlerts } from "./alert.jobs.ts";
export { deliverDue } from "./deliver.effects.ts";
export { type AlertWatch, openAlertWatch, type WatchOptions } from "./watch-alerts.effects.ts";

/** Adds the routes of alerts and of the addresses that are told of them; `key` seals their secrets. */
export function addAlertRoutes(app: Http, keeping: Keeping & WebhookKeeping): void {
  addRoutes(app, keeping);
  addWebhookRoutes(app, keeping);
}
