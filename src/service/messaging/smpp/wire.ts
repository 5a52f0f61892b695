/** Composition of the SMPP gateway. */
export { type Gateway, openGateway } from "./gateway.effects.ts";
