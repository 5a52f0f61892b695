/** The working door of the gateway. */
export { openGateway } from "./gateway.effects.ts";
