/** SIP signalling: turns SIP messages into inputs of calls, and effects of calls into SIP messages. */
export { isHold } from "./read-request.ts";
