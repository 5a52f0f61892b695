/** Signalling: SIP messages turned into what happens to calls, and what calls want turned into SIP messages. */
export { isHold } from "./read-request.ts";
