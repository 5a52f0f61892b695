import { setTimeout as delay } from "node:timers/promises";
import { type Clock, countedAddress, isUuid, openSourceBan, type SourceBan } from "../../../kernel/index.ts";
import { openSourceGate } from "../../../platform/sip-sockets/index.ts";
import type { LinkUser, SmppLink } from "../../../platform/smpp-sockets/index.ts";
import { type Log, logWrongCredentials } from "../../../platform/telemetry/index.ts";
import {
  absoluteTime,
  answerTo,
  answerWith,
  type Binding,
  type BindPdu,
  type InboundRequestPdu,
  STATUS,
  type StatusName,
  stateNumber,
} from "../../../protocols/smpp/index.ts";
import type { EsmeAccount, MessagingForEsmes, SignInRefusal } from "../sms/index.ts";
import {
  type CarrierRateState,
  carrierRateAt,
  carrierRateLimit,
  initialCarrierRate,
  spent,
} from "./carrier-rate-limit.ts";
import { shortError, submissionOf } from "./esme-message.ts";
import { type NoticePump, openNoticePump } from "./notice-pump.effects.ts";
import { CANCEL_STATUS, MESSAGE_STATES, SIGN_IN_STATUS, SUBMIT_STATUS } from "./statuses.ts";

/** The SMPP server for ESMEs. */
export interface SmppServer {
  readonly user: LinkUser & Required<Pick<LinkUser, "onBindAsked">>;
  /** Checks for notices due to bound receivers. */
  wake(): void;
  /** Checks whether each bound account is still allowed, and unbinds those that are not. */
  look(): void;
  /** Accepts nothing more; pending responses are still sent. */
  stop(): void;
  /** Number of pending responses. */
  owed(): number;
}

/** The session of an ESME. */
interface Session {
  account: EsmeAccount;
  /** Its account has ended: an unbind has been sent. */
  isOver: boolean;
  owed: number;
}

/** State of an account while it has a session. */
interface Account {
  readonly links: Set<SmppLink>;
  readonly pump: NoticePump;
  account: EsmeAccount;
  pace: CarrierRateState;
  /** Queries and cancellations of the account, run one after the other. */
  asking: Promise<unknown>;
}

interface ServerState {
  readonly messaging: MessagingForEsmes;
  readonly clock: Clock;
  readonly log: Log;
  readonly ban: SourceBan;
  readonly sessions: Map<SmppLink, Session>;
  readonly accounts: Map<string, Account>;
  isLooking: boolean;
  isStopped: boolean;
}

/** Rate limit of binds by network, since each one costs a password hash. The burst lets all sessions of an ESME reconnect at once. */
const BINDS = { perSecond: 1, burst: 100, sourcesMax: 10_000 };
/** Delay of the response to a refused bind, so that its timing does not reveal the reason. */
const REFUSED_MS = 1_000;
/** error_code is one byte in query_sm_resp. */
const ERROR_MAX = 255;
/** A bucket of one second's rate is full again after a second. */
const FULL_MS = 1_000;

/** Refusals of a source without valid credentials. */
const WRONG: ReadonlySet<SignInRefusal> = new Set(["unknown-account", "wrong-password", "address-not-allowed"]);

/** Opens the SMPP server. */
export function openSmppServer(base: {
  readonly messaging: MessagingForEsmes;
  readonly clock: Clock;
  readonly log: Log;
}): SmppServer {
  const serverState: ServerState = {
    ...base,
    ban: openSourceBan(),
    sessions: new Map(),
    accounts: new Map(),
    isLooking: false,
    isStopped: false,
  };
  const gate = openSourceGate(BINDS);
  return {
    user: {
      onBindAsked: (link, pdu) => {
        if (serverState.isStopped) return link.decideBind("RSYSERR", pdu.sequence);
        const nowMs = performance.now();
        if (serverState.ban.isBanned(link.address, nowMs) || !gate.allows(countedAddress(link.address), nowMs))
          return link.decideBind("RBINDFAIL", pdu.sequence);
        signIn(serverState, link, pdu).catch((error: unknown) => {
          base.log.error({ err: error }, "smpp.bind-failed");
          link.decideBind("RSYSERR", pdu.sequence);
        });
      },
      onBound: (link, binding) => bound(serverState, link, binding),
      onAsked: (link, pdu) => handleRequest(serverState, link, pdu),
      onOutcome: (link, key, outcome) => {
        const session = serverState.sessions.get(link);
        const wasTaken = outcome.kind === "answered" && outcome.pdu.status === STATUS.ROK;
        if (session !== undefined) serverState.accounts.get(session.account.id)?.pump.settled(key, wasTaken);
      },
      onEnd: (link, why) => ended(serverState, link, why),
    },
    wake: () => {
      for (const { pump } of serverState.accounts.values()) pump.wake();
    },
    look: () => {
      sweep(serverState);
      if (serverState.isLooking || serverState.sessions.size === 0) return;
      serverState.isLooking = true;
      renew(serverState)
        .catch((error: unknown) => base.log.warn({ err: error }, "smpp.accounts-not-read"))
        .finally(() => {
          serverState.isLooking = false;
        });
    },
    stop: () => {
      serverState.isStopped = true;
    },
    owed: () => [...serverState.sessions.values()].reduce((sum, { owed }) => sum + owed, 0),
  };
}

async function signIn(serverState: ServerState, link: SmppLink, pdu: BindPdu): Promise<void> {
  const { systemId, password } = pdu.body;
  const askedMs = performance.now();
  const signedIn = await serverState.messaging.signIn({ systemId, password, address: link.address });
  if (!signedIn.ok) {
    serverState.log.warn({ why: signedIn.refusal, link: link.id }, "smpp.bind-refused");
    if (WRONG.has(signedIn.refusal)) {
      serverState.ban.addWrong(link.address, performance.now());
      logWrongCredentials(serverState.log, "smpp", link.address);
    }
    await delay(Math.max(0, REFUSED_MS - (performance.now() - askedMs)));
    return link.decideBind(SIGN_IN_STATUS[signedIn.refusal], pdu.sequence);
  }
  const account = signedIn.value;
  const known = serverState.accounts.get(account.id);
  if ((known?.links.size ?? 0) >= account.bindsMax) return link.decideBind("RALYBND", pdu.sequence);
  const kept = known ?? {
    account,
    links: new Set<SmppLink>(),
    pace: initialCarrierRate(limitsOf(account), serverState.clock.nowMs()),
    pump: openNoticePump({ messaging: serverState.messaging, log: serverState.log, account }),
    asking: Promise.resolve(),
  };
  kept.account = account;
  kept.links.add(link);
  serverState.accounts.set(account.id, kept);
  serverState.sessions.set(link, { account, isOver: false, owed: 0 });
  link.decideBind("ROK", pdu.sequence);
  // The connection may have ended during the password check.
  if (link.binding() === null) forget(serverState, link);
}

/** Applies changed settings of accounts. A session whose account is no longer allowed is unbound, and closed at the next check. */
async function renew(serverState: ServerState): Promise<void> {
  const sessions = [...serverState.sessions];
  const standing = await serverState.messaging.standing(
    sessions.map(([{ address }, { account }]) => ({ systemId: account.systemId, address })),
  );
  for (const [nth, [link, session]] of sessions.entries()) {
    const account = standing[nth];
    if (account?.id === session.account.id) {
      session.account = account;
      const kept = serverState.accounts.get(account.id);
      if (kept !== undefined) kept.account = account;
    } else if (session.isOver) link.destroy();
    else {
      session.isOver = true;
      serverState.log.info({ link: link.id, accountId: session.account.id }, "smpp.account-over");
      link.unbind();
    }
  }
}

function bound(serverState: ServerState, link: SmppLink, binding: Binding): void {
  const session = serverState.sessions.get(link);
  if (session === undefined) return;
  const { id, tenantId } = session.account;
  serverState.log.info({ link: link.id, accountId: id, tenantId, binding }, "smpp.bound");
  if (binding !== "transmitter") serverState.accounts.get(id)?.pump.joined(link);
}

function ended(serverState: ServerState, link: SmppLink, why: string): void {
  const session = serverState.sessions.get(link);
  if (session !== undefined) serverState.log.info({ link: link.id, accountId: session.account.id, why }, "smpp.ended");
  forget(serverState, link);
}

function forget(serverState: ServerState, link: SmppLink): void {
  const session = serverState.sessions.get(link);
  serverState.sessions.delete(link);
  const kept = session === undefined ? undefined : serverState.accounts.get(session.account.id);
  if (session === undefined || kept === undefined) return;
  kept.links.delete(link);
  kept.pump.left(link);
}

/** State of an account outlives its sessions until its rate limit is full again, so that reconnecting does not reset it. */
function sweep(serverState: ServerState): void {
  const nowMs = serverState.clock.nowMs();
  for (const [id, { links, pace }] of serverState.accounts)
    if (links.size === 0 && nowMs - pace.filledMs >= FULL_MS) serverState.accounts.delete(id);
}

function handleRequest(serverState: ServerState, link: SmppLink, pdu: InboundRequestPdu): void {
  const session = serverState.sessions.get(link);
  if (session === undefined) return link.answer(answerTo(pdu, "RSYSERR"));
  if (serverState.isStopped || isTooMuch(serverState, session)) return link.answer(answerTo(pdu, "RTHROTTLED"));
  session.owed += 1;
  inTurn(serverState, session, pdu)
    .catch((error: unknown) => {
      serverState.log.error({ err: error, command: pdu.command }, "smpp.request-failed");
      return answerTo(pdu, "RSYSERR");
    })
    .then((answer) => {
      session.owed -= 1;
      link.answer(answer);
    })
    .catch((error: unknown) => serverState.log.error({ err: error }, "smpp.answer-failed"));
}

/** submit_sm runs concurrently, many in one write; other commands of an account run one at a time, so that other accounts are served. */
function inTurn(
  serverState: ServerState,
  { account }: Session,
  pdu: InboundRequestPdu,
): Promise<ReturnType<typeof answerTo>> {
  const kept = serverState.accounts.get(account.id);
  const work = () => serve(serverState, account, pdu);
  if (pdu.command === "submit_sm" || kept === undefined) return work();
  const done = kept.asking.then(work, work);
  kept.asking = done;
  return done;
}

/** Whether the session exceeds its window or rate; counts the present request. */
function isTooMuch(serverState: ServerState, session: Session): boolean {
  const kept = serverState.accounts.get(session.account.id);
  if (kept === undefined || session.owed >= session.account.windowMax) return true;
  const { pace, permitted } = carrierRateAt(kept.pace, limitsOf(kept.account), serverState.clock.nowMs());
  kept.pace = permitted > 0 ? spent(pace, 1) : pace;
  return permitted === 0;
}

/** The burst is a full second's rate, since many ESMEs send in rounds. */
function limitsOf({ ratePerSecond }: EsmeAccount) {
  return carrierRateLimit(ratePerSecond, 1);
}

async function serve(
  serverState: ServerState,
  account: EsmeAccount,
  pdu: InboundRequestPdu,
): Promise<ReturnType<typeof answerTo>> {
  const refused = (status: StatusName) => answerTo(pdu, status);
  switch (pdu.command) {
    case "submit_sm": {
      const submission = submissionOf(pdu, account, serverState.clock.nowMs());
      if (!submission.ok) return refused(submission.refusal);
      const accepted = await serverState.messaging.accept(account, submission.value);
      if (!accepted.ok) return refused(SUBMIT_STATUS[accepted.refusal]);
      return answerWith({ command: "submit_sm", sequence: pdu.sequence }, { messageId: accepted.value.messageId });
    }
    case "query_sm": {
      const asked = pdu.body.messageId;
      const standing = isUuid(asked) ? await serverState.messaging.query(account, asked) : undefined;
      if (standing === undefined) return refused("RQUERYFAIL");
      const { messageId, state, finalAtMs, errorCode } = standing;
      const error = Number(shortError(errorCode) ?? 0);
      return answerWith(
        { command: "query_sm", sequence: pdu.sequence },
        {
          messageId,
          finalDate: finalAtMs === null ? "" : absoluteTime(finalAtMs),
          messageState: stateNumber(MESSAGE_STATES[state]),
          errorCode: Number.isInteger(error) && error <= ERROR_MAX ? error : ERROR_MAX,
        },
      );
    }
    case "cancel_sm": {
      // SMPP 3.4 §4.9: without an id all messages to a recipient are meant, which is not supported.
      if (!isUuid(pdu.body.messageId)) return refused("RINVMSGID");
      const cancelled = await serverState.messaging.cancel(account, pdu.body.messageId);
      return refused(cancelled.ok ? "ROK" : CANCEL_STATUS[cancelled.refusal]);
    }
    case "deliver_sm":
      return refused("RINVCMDID");
  }
}
