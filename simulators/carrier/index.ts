/** The simulator of a carrier's SMSC: for development and tests, off in production, misbehaves by destination. */
export type { AcknowledgedReceipt, TakenMessage } from "./journal.ts";
export { type CarrierSimulator, type CarrierSimulatorOptions, startCarrierSimulator } from "./server.ts";
export { troubledRecipient } from "./troubles.ts";
