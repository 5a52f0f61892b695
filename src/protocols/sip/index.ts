/**
 * SIP between bytes and meaning (RFC 3261 and its kin): messages, transactions, dialogs and digest as pure steps.
 * No sockets, no clock, no chance: `platform/sip-sockets` brings bytes and timers.
 */
export { incoming } from "./callee-leg.ts";
export { type Invitation, invite } from "./caller-leg.ts";
export type { CheckedRequest } from "./check-message.ts";
export { dialogKey, dialogKeyOf } from "./dialog.ts";
export type { DigestHash } from "./digest.ts";
export { storedSecret } from "./digest.ts";
export { claimedUsername, type DigestServer, judgeDigest } from "./digest-server.ts";
export { readStream, STREAM_START, type StreamFrame, type StreamState } from "./frame-stream.ts";
export { answerTo } from "./inspect-request.ts";
export type { Leg, LegEvent, LegIdentity, LegStep, LegTimer, SessionParts } from "./leg.ts";
export { headerOf, type SipMessage, type SipResponse } from "./message.ts";
export { openNonceWatch } from "./nonce-watch.ts";
export { parseDatagram } from "./parse-message.ts";
export { hostText, type SipPeer, type SipTransport } from "./peer.ts";
export { receive, respond } from "./receive.ts";
export { serialise } from "./serialise.ts";
export { statusReason } from "./status-reason.ts";
export { type LegInput, stepLeg } from "./step-leg.ts";
export type { TransactionEffect } from "./transaction-effect.ts";
export { openTransactions } from "./transactions.ts";
