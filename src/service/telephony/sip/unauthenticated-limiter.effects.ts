import { type Clock, type IdSource, openSourceBan } from "../../../kernel/index.ts";
import { openSourceGate } from "../../../platform/sip-sockets/index.ts";
import { type Log, logWrongCredentials } from "../../../platform/telemetry/index.ts";
import {
  answerTo,
  type CheckedRequest,
  claimedSalt,
  claimedUsername,
  type DigestServer,
  judgeDigest,
  type ResponseParts,
  respond,
  responseTarget,
  type SipPeer,
  type SipResponse,
  serialise,
  statelessTag,
  statusReason,
} from "../../../protocols/sip/index.ts";
import type { RoutingDirectory } from "../dial-plan/index.ts";
import type { Phone } from "../phones/index.ts";
import type { Trunk } from "../trunks/index.ts";
import { ABILITIES, METHODS } from "./leg-parts.ts";
import { partiesOf } from "./read-request.ts";
import type { SendBytes } from "./sip-core.effects.ts";
import { isSecretWay } from "./transport-policy.ts";

/** Rate of answers to one address without authentication, enough for an office of phones that starts at once. */
const ANSWERS = { perSecond: 20, burst: 300, sourcesMax: 20_000 };
/** The same for calls to emergency numbers, counted separately. */
const URGENT_ANSWERS = { perSecond: 10, burst: 40, sourcesMax: 20_000 };
/** Rate of log lines for wrong credentials, of all sources together; the others are counted. */
const LINES = { perSecond: 20, burst: 200, sourcesMax: 1 };

/** Limiter in front of the transactions: unauthenticated requests are handled statelessly. */
export interface UnauthenticatedLimiter {
  /** Whether a request may create a transaction; a rejected one was answered or dropped. */
  admits(request: CheckedRequest, source: SipPeer): boolean;
  /** Returns the trunk whose approved address a request comes from; undefined for a request that proves a phone or nothing. */
  trunkOf(request: CheckedRequest, source: SipPeer): Trunk | undefined;
  /** The phone whose password an admitted request has proven; null for a request of a trunk. */
  phoneOf(request: CheckedRequest): Phone | null;
  /** Authenticates a request: returns the phone, or the answer. A digest counts once. */
  judge(request: CheckedRequest, source: SipPeer): Judged;
}

/** Dependencies of the limiter. */
export interface UnauthenticatedLimiterOptions {
  readonly book: () => RoutingDirectory;
  /** Whether a phone has registered from this address: its answers are counted separately from those of others at it. */
  readonly isDevice: (source: SipPeer) => boolean;
  readonly digest: DigestServer;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly send: SendBytes;
  /** Whether a transaction or a dialog knows the request. */
  readonly isKnown: (request: CheckedRequest) => boolean;
  readonly onDrop: (why: string) => void;
}

/**
 * Opens the limiter. A trunk is authenticated by its address, a phone by its password; all other requests are answered statelessly (RFC 3261 §8.2.7), at a
 * limited rate for each address.
 */
export function openUnauthenticatedLimiter(options: UnauthenticatedLimiterOptions): UnauthenticatedLimiter {
  const { clock, onDrop } = options;
  const answers = openSourceGate(ANSWERS);
  const urgentAnswers = openSourceGate(URGENT_ANSWERS);
  const lines = openSourceGate(LINES);
  const ban = openSourceBan();
  const proofs = new WeakMap<CheckedRequest, Phone>();
  const mayAnswer = (request: CheckedRequest, source: SipPeer): boolean => {
    const { address, port } = source;
    const nowMs = clock.nowMs();
    if (answers.allows(options.isDevice(source) ? `${address} ${port}` : address, nowMs)) return true;
    return isForHelp(options.book(), request) && urgentAnswers.allows(address, nowMs);
  };
  const say = (request: CheckedRequest, source: SipPeer, response: SipResponse): void => {
    if (!mayAnswer(request, source)) return onDrop("stranger-rate");
    options.send(serialise(response), responseTarget(request.via, source), () => undefined);
  };
  /** Devices that have signed in, trunks' addresses and emergency calls are never banned. */
  const isBanned = (request: CheckedRequest, source: SipPeer): boolean =>
    ban.isBanned(source.address, clock.nowMs()) &&
    !options.isDevice(source) &&
    !options.book().trunks.byAddress.has(source.address) &&
    !isForHelp(options.book(), request);
  const noteWrong = (request: CheckedRequest, source: SipPeer): void => {
    const nowMs = clock.nowMs();
    // A source over UDP can be forged: only one that received our challenge can get its address banned.
    if (hasOwnNonce(options.digest, request, source)) ban.addWrong(source.address, nowMs);
    if (lines.allows("", nowMs)) logWrongCredentials(options.log, "sip", source.address);
  };
  return {
    trunkOf: (request, source) => trunkOf(options, request, source),
    phoneOf: (request) => proofs.get(request) ?? null,
    judge: (request, source) => judge(options, request, source),
    admits: (request, source) => {
      const { method } = request.message;
      if (method === "ACK" || trunkOf(options, request, source) !== undefined) return true;
      if (options.isKnown(request)) return true;
      if (request.toTag === null && (method === "INVITE" || method === "REGISTER")) {
        if (isBanned(request, source)) {
          onDrop("banned");
          return false;
        }
        const judged = judge(options, request, source);
        if (judged.phone !== null) {
          proofs.set(request, judged.phone);
          return true;
        }
        if (judged.isFailed) noteWrong(request, source);
        onDrop("not-proven");
        say(request, source, judged.challenge);
        return false;
      }
      say(request, source, outsideAnswer(request));
      return false;
    },
  };
}

/** An approved address authenticates a trunk. It authenticates no phone: a request of a phone needs its digest (RFC 3261 §22). */
function trunkOf(options: UnauthenticatedLimiterOptions, request: CheckedRequest, source: SipPeer): Trunk | undefined {
  const trunk = options.book().trunks.byAddress.get(source.address);
  if (trunk === undefined || isOfPhone(options, request)) return undefined;
  // An unencrypted request from the address of a TLS trunk is not the trunk's.
  return trunk.transport === "tls" && !isSecretWay(source) ? undefined : trunk;
}

/** Whether a request registers, calls an emergency number, or names a phone in its credentials or its From. */
function isOfPhone({ book, digest }: UnauthenticatedLimiterOptions, request: CheckedRequest): boolean {
  const { message, toTag } = request;
  if (toTag !== null || message.method !== "INVITE") return message.method === "REGISTER";
  const { phones } = book();
  return (
    claimedUsername(message, digest) !== null ||
    phones.byUsername.has(partiesOf(request, false).caller) ||
    isForHelp(book(), request)
  );
}

function isForHelp({ emergency }: RoutingDirectory, request: CheckedRequest): boolean {
  return request.message.method === "INVITE" && emergency.has(partiesOf(request, false).called);
}

/** The answer to an unauthenticated request outside a dialog that begins nothing. */
function outsideAnswer(request: CheckedRequest): SipResponse {
  const { method } = request.message;
  const allow = [{ name: "Allow", value: METHODS.join(", ") }];
  if (request.toTag === null && method === "OPTIONS")
    return answerTo(request, ABILITIES) ?? stateless(request, { status: 200, headers: allow });
  return stateless(request, METHODS.includes(method) ? { status: 481 } : { status: 405, headers: allow });
}

function stateless(request: CheckedRequest, parts: Pick<ResponseParts, "status" | "headers">): SipResponse {
  const reason = statusReason(parts.status);
  return respond(request.message, { ...parts, reason, toTag: statelessTag(request.message) });
}

/** Salt of a nonce with the address that it was sent to: 8 random hexadecimal digits, and 8 of their MAC. */
function saltFor({ mac }: DigestServer, { address }: SipPeer, random: string): string {
  return `${random}${mac(`source ${address} ${random}`).slice(0, 8)}`;
}

/** Whether the nonce of a request is one that was sent to the address the request comes from. */
function hasOwnNonce(digest: DigestServer, request: CheckedRequest, source: SipPeer): boolean {
  const salt = claimedSalt(request.message, digest);
  return salt !== null && salt === saltFor(digest, source, salt.slice(0, 8));
}

/** Result of the authentication of a request: the phone, or the challenge to answer with. */
export type Judged =
  | { readonly phone: Phone }
  | { readonly phone: null; readonly isFailed: boolean; readonly challenge: SipResponse };

function judge(
  { book, digest, clock, ids }: UnauthenticatedLimiterOptions,
  request: CheckedRequest,
  source: SipPeer,
): Judged {
  const claimed = claimedUsername(request.message, digest);
  const phone = claimed === null ? undefined : book().phones.byUsername.get(claimed);
  const facts = { secret: phone?.secret ?? null, nowMs: clock.nowMs(), salt: saltFor(digest, source, ids.secret(4)) };
  const verdict = judgeDigest(request.message, digest, facts);
  if (verdict.kind === "proven" && phone !== undefined) return { phone };
  const unproven = verdict.kind === "unproven" ? verdict : null;
  const isFailed = unproven === null || unproven.why === "wrong" || unproven.why === "malformed";
  const status = unproven?.status ?? 401;
  const challenge = stateless(request, { status, headers: unproven?.headers ?? [] });
  return { phone: null, isFailed, challenge };
}
