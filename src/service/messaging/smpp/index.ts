/**
 * The gateway of short messages: programs bind to it and send, it binds to carriers and sends on. What is accepted, where it goes and what
 * became of it is `messaging`'s; here its words are turned into those of SMPP, windows and rates are kept, and nothing is acknowledged
 * that is not on disk.
 */
export type { CarrierRateLimit, CarrierRateState } from "./carrier-rate-limit.ts";
