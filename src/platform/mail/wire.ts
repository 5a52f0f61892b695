/** The working door of mail, for processes. */
export { addDeliveryRoutes } from "./delivery.routes.ts";
export { addMailRoutes } from "./mail.routes.ts";
