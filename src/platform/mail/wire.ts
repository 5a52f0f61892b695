/** Composition of the mail module for processes. */
export { addDeliveryRoutes } from "./delivery.routes.ts";
export { addMailRoutes } from "./mail.routes.ts";
