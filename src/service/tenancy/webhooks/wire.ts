/** Composition of webhooks: routes and jobs. */
import type { Http } from "../../../platform/http/index.ts";
import { addDeliveryRoutes } from "./delivery.routes.ts";
import { addEndpointRoutes } from "./endpoint.routes.ts";
import type { EndpointKeeping } from "./keep-endpoint.effects.ts";

export { addressBehind, openOutward, publicWay, type WayOut } from "./call-address.effects.ts";
export { type DeliverOptions, deliverDue } from "./deliver.effects.ts";
export { fetchOutward } from "./fetch-within.effects.ts";
export { isPublicAddress } from "./public-address.effects.ts";
export { publishStatusCallbacks } from "./publish-status-callbacks.store.ts";
export { publishWebhookEvent } from "./publish-webhook-event.effects.ts";
export { switchOffBy } from "./switch-off.effects.ts";
export { twilioBodyDigest, twilioSignatureOf } from "./twilio-signature.effects.ts";
export { followWebhooks, forgetWebhooks } from "./webhook.jobs.ts";

/** Adds the routes of webhook endpoints; `key` encrypts their secrets. */
export function addWebhookRoutes(app: Http, keeping: EndpointKeeping): void {
  addEndpointRoutes(app, keeping);
  addDeliveryRoutes(app, keeping);
}
