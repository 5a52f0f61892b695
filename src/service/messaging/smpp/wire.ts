/** The working door of the gateway. */
export { type Gateway, openGateway } from "./gateway.effects.ts";
