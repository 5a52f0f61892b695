/** The bridge: the contracts between the halves. Licensing says what a code may be used for; the service obeys. */
export type { NumberMode } from "./number-mode.ts";
