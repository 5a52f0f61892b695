/** The working door of short messages. */
export { type GatewayBase, openGatewayMessaging } from "./gateway-messaging.effects.ts";
export { isShortMessagingInUse } from "./gateway-run.store.ts";
