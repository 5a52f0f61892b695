/**
 * The SMPP gateway: ESMEs bind to it and submit, and it binds to carriers and forwards. The module `sms` decides on acceptance, routing and results; this
 * module translates to SMPP, enforces windows and rates, and acknowledges only what is on disk.
 */
export type { CarrierRateLimit, CarrierRateState } from "./carrier-rate-limit.ts";
