/**
 * SIP messages, transactions, dialogs and digest authentication (RFC 3261 and its extensions) as pure steps.
 * No sockets, no clock, no randomness: `platform/sip-sockets` provides bytes and timers.
 */

export { type DigestHash, type StoredSecret, storedSecret } from "./auth/digest.ts";
export { answerChallenge } from "./auth/digest-client.ts";
export { claimedSalt, claimedUsername, type DigestServer, judgeDigest } from "./auth/digest-server.ts";
export { openNonceWatch } from "./auth/nonce-watch.ts";
export { incoming } from "./dialog/callee-leg.ts";
export { type Invitation, invite } from "./dialog/caller-leg.ts";
export { dialogKey, dialogKeyOf, nextHop } from "./dialog/dialog.ts";
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
} from "./dialog/leg.ts";
export { planAsCallee, planAsCaller, type SessionPlan, sessionDueMs, supportsTimer } from "./dialog/session-timer.ts";
export { type LegInput, stepLeg } from "./dialog/step-leg.ts";
export { MESSAGE_BYTES_MAX } from "./limits.ts";
export { addressesOf, type CheckedRequest, type CheckedResponse } from "./message/check-message.ts";
export { readStream, STREAM_START, type StreamFrame, type StreamState } from "./message/frame-stream.ts";
export { answerTo } from "./message/inspect-request.ts";
export {
  headerOf,
  NO_BODY,
  type SipHeader,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from "./message/message.ts";
export { type NameAddr, parseNameAddr } from "./message/name-addr.ts";
export { paramOf } from "./message/params.ts";
export { parseDatagram } from "./message/parse-message.ts";
export { type Replaced, replacesIn } from "./message/replaces.ts";
export { serialise } from "./message/serialise.ts";
export { reasonOf, reasonText, sessionExpiresOf } from "./message/session-headers.ts";
export { statusReason } from "./message/status-reason.ts";
export { escapedUser, parseUri, type Uri, unescaped, uriText } from "./message/uri.ts";
export { BRANCH_COOKIE } from "./message/via.ts";
export { hostText, responseTarget, type SipPeer, type SipTransport } from "./peer.ts";
export { faultResponse, type Received, type ResponseParts, receive, respond, statelessTag } from "./receive.ts";
export type { TransactionEffect } from "./transaction/transaction-effect.ts";
export { clientKey, sentAs, type TransactionKey } from "./transaction/transaction-key.ts";
export { openTransactions } from "./transaction/transactions.ts";
export { type AgentCall, type AgentParts, type AgentTimers, SipAgent } from "./user-agent.ts";
