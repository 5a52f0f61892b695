/**
 * SIP between bytes and meaning (RFC 3261 and its kin): messages, transactions, dialogs and digest as pure steps.
 * No sockets, no clock, no chance: `platform/sip-sockets` brings bytes and timers.
 */
export { type CheckedRequest, type CheckedResponse, checkMessage } from "./check-message.ts";
export { readStream, STREAM_START, type StreamFrame, type StreamState } from "./frame-stream.ts";
export { parseDatagram } from "./parse-message.ts";
export { type Received, receive } from "./receive.ts";
export { serialise } from "./serialise.ts";
