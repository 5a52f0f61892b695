/**
 * SIP between bytes and meaning (RFC 3261 and its kin): messages, transactions, dialogs and digest as pure steps.
 * No sockets, no clock, no chance: `platform/sip-sockets` brings bytes and timers.
 */
export { incoming } from "./callee-leg.ts";
export { type Invitation, invite } from "./caller-leg.ts";
export { addressesOf, type CheckedRequest, type CheckedResponse } from "./check-message.ts";
export { dialogKey, dialogKeyOf, nextHop } from "./dialog.ts";
export { type DigestHash, type StoredSecret, storedSecret } from "./digest.ts";
export { answerChallenge } from "./digest-client.ts";
export { claimedSalt, claimedUsername, type DigestServer, judgeDigest } from "./digest-server.ts";
export { readStream, STREAM_START, type StreamFrame, type StreamState } from "./frame-stream.ts";
export { answerTo } from "./inspect-request.ts";
export {
  type Leg,
  type LegEffect,
  type LegEnd,
  type LegEvent,
  type LegIdentity,
  type LegStep,
  type LegTimer,
  type SessionParts,
  sendInside,
} from "./leg.ts";
export { MESSAGE_BYTES_MAX } from "./limits.ts";
export { headerOf, NO_BODY, type SipHeader, type SipMessage, type SipRequest, type SipResponse } from "./message.ts";
export { type NameAddr, parseNameAddr } from "./name-addr.ts";
export { openNonceWatch } from "./nonce-watch.ts";
export { paramOf } from "./params.ts";
export { parseDatagram } from "./parse-message.ts";
export { hostText, responseTarget, type SipPeer, type SipTransport } from "./peer.ts";
export { faultResponse, type Received, type ResponseParts, receive, respond, statelessTag } from "./receive.ts";
export { type Replaced, replacesIn } from "./replaces.ts";
export { serialise } from "./serialise.ts";
export { reasonOf, reasonText, sessionExpiresOf } from "./session-headers.ts";
export { planAsCallee, planAsCaller, type SessionPlan, sessionDueMs, supportsTimer } from "./session-timer.ts";
export { statusReason } from "./status-reason.ts";
export { type LegInput, stepLeg } from "./step-leg.ts";
export type { TransactionEffect } from "./transaction-effect.ts";
export { clientKey, sentAs, type TransactionKey } from "./transaction-key.ts";
export { openTransactions } from "./transactions.ts";
export { escapedUser, parseUri, type Uri, unescaped, uriText } from "./uri.ts";
export { type AgentCall, type AgentParts, type AgentTimers, SipAgent } from "./user-agent.ts";
export { BRANCH_COOKIE } from "./via.ts";
