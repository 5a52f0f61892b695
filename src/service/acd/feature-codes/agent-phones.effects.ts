import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { BY_SYSTEM, type Clock, type IdSource, type Result } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { type Database, type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type {
  AgentPhoneCommand,
  AgentPhoneContext,
  AgentPhoneFault,
  AgentPhoneResult,
  AgentPhoneService,
} from "../../telephony/calls/index.ts";
import type { AgentAct, AgentActRefusal } from "../queues/index.ts";
import {
  agentAtPhone,
  agentOfNumber,
  type FeatureCodeAgent,
  isAgentPaused,
  reasonOfKey,
} from "./feature-code-agent.store.ts";
import { type CountedAttempt, countAttempt, forgiveAttempt, type LockSubjects } from "./login-lock.store.ts";
import { type CheckSecret, inTurn } from "./pin-check.effects.ts";

/** Queues commands of an agent for the ACD, as the agent desktop does. */
export interface AgentCommandQueue {
  order(
    trx: DatabaseTransaction,
    order: {
      readonly id: string;
      readonly tenantId: string;
      readonly agentId: string;
      readonly act: AgentAct;
      readonly idempotencyKey: string;
      readonly requestedBy: string | null;
      readonly at: Date;
    },
  ): Promise<Result<{ readonly id: string }, string>>;
  find(
    trx: DatabaseTransaction,
    wanted: { readonly agentId: string; readonly id: string },
  ): Promise<{ readonly state: string; readonly refusal: string | null } | undefined>;
  /** Announces that a command is queued. */
  announce(): void;
}

/** Dependencies of the feature-code service. */
export interface FeatureCodeServiceOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly acts: AgentCommandQueue;
  readonly checkSecret: CheckSecret;
  /** The key of this installation: attempted agent numbers are stored under a keyed hash. */
  readonly key: Buffer;
}

/** The pauses between polls for the result of a command: longer in total than the ACD takes for one. */
const POLL_DELAYS_MS = [20, 30, 50, 100, 100, 200, 300, 500, 700, ...Array.from({ length: 10 }, () => 1_000)] as const;

/** The refusals of the ACD, mapped to the fault that the phone announces. */
const WHY_NOT: Readonly<Record<AgentActRefusal, AgentPhoneFault>> = {
  "agent-phone-taken": "phone-taken",
  "agent-on-contact": "on-contact",
  "agent-not-logged-in": "nobody",
  // The agent serves no queue, or the state of the ACD has had no owner for too long.
  "agent-not-on-floor": "failed",
  "agent-without-phone": "failed",
  "agent-act-late": "failed",
  // No feature code handles messages.
  "agent-message-gone": "failed",
};

function whyNot(refusal: string | null): AgentPhoneFault {
  return Object.entries(WHY_NOT).find(([code]) => code === refusal)?.[1] ?? "failed";
}

/** Opens the service. It stores nothing of a PIN, and only a keyed hash of an agent number. */
export function openFeatureCodeService(options: FeatureCodeServiceOptions): AgentPhoneService {
  const desk = { ...options, checkSecret: inTurn(options.checkSecret) };
  return {
    ask: (phoneContext, command) =>
      command.wish === "log-in" ? logIn(desk, phoneContext, command) : actAtPhone(desk, phoneContext, command),
  };
}

function refused(why: AgentPhoneFault, agent?: FeatureCodeAgent): AgentPhoneResult {
  return { is: "refused", why, language: agent?.language ?? null };
}

/** Logs an agent in. An unknown agent and a wrong PIN take the same path, the same time and the same answer. */
async function logIn(
  options: FeatureCodeServiceOptions,
  phoneContext: AgentPhoneContext,
  { deskNumber, pin }: Extract<AgentPhoneCommand, { readonly wish: "log-in" }>,
): Promise<AgentPhoneResult> {
  const { tenantId, phoneId } = phoneContext;
  const where = { tenantId, subjects: subjectsOf(options, phoneContext, deskNumber), nowMs: options.clock.nowMs() };
  const { attempt, agent } = await inTenant(options.db, tenantId, async (trx) => ({
    attempt: await countAttempt(trx, where),
    agent: await agentOfNumber(trx, deskNumber),
  }));
  if (attempt === "locked") return refused("locked");
  const fits = await checked(options, { where, attempt, hash: agent?.deskPinHash ?? undefined, pin });
  if (!fits || agent === undefined) return wrongPin(options, phoneContext, { agent, attempt });
  const { personId } = agent;
  const ordered = await inTenant(options.db, tenantId, async (trx) => {
    await forgiveAttempt(trx, where, attempt);
    return order(options, trx, phoneContext, { agent, act: { act: "log-in", phoneId }, personId });
  });
  return settled(options, phoneContext, { agent, ordered });
}

/** Checks a PIN; a check that throws is not counted as an attempt. */
async function checked(
  options: FeatureCodeServiceOptions,
  {
    where,
    attempt,
    hash,
    pin,
  }: {
    readonly where: Parameters<typeof forgiveAttempt>[1];
    readonly attempt: CountedAttempt;
    readonly hash: string | undefined;
    readonly pin: string;
  },
): Promise<boolean> {
  try {
    return await options.checkSecret(hash, pin);
  } catch (error) {
    await inTenant(options.db, where.tenantId, (trx) => forgiveAttempt(trx, where, attempt));
    throw error;
  }
}

async function wrongPin(
  options: FeatureCodeServiceOptions,
  { tenantId, phoneId, callId }: AgentPhoneContext,
  { agent, attempt }: { readonly agent: FeatureCodeAgent | undefined; readonly attempt: CountedAttempt },
): Promise<AgentPhoneResult> {
  const isLockedNow = attempt.isLast;
  await inTenant(options.db, tenantId, (trx) =>
    recordAudit(trx, options, {
      ...BY_SYSTEM,
      action: "agent.pin-refused",
      subjectKind: "phone",
      subjectId: phoneId,
      detail: { agentId: agent?.id ?? null, callId, isLockedNow },
    }),
  );
  return refused(isLockedNow ? "locked" : "wrong");
}

/** Acts for the agent who is logged in at the phone: pause, ready and log-out need no PIN. */
async function actAtPhone(
  options: FeatureCodeServiceOptions,
  phoneContext: AgentPhoneContext,
  wish: Exclude<AgentPhoneCommand, { readonly wish: "log-in" }>,
): Promise<AgentPhoneResult> {
  const { tenantId, phoneId } = phoneContext;
  const found = await inTenant(options.db, tenantId, async (trx) => {
    const agent = await agentAtPhone(trx, phoneId);
    if (agent === undefined) return refused("nobody");
    const act = await actOf(trx, wish);
    if (act === undefined) return refused("no-reason", agent);
    return { agent, ordered: await order(options, trx, phoneContext, { agent, act, personId: null }) };
  });
  return "is" in found ? found : settled(options, phoneContext, found);
}

async function actOf(
  trx: DatabaseTransaction,
  wish: Exclude<AgentPhoneCommand, { readonly wish: "log-in" }>,
): Promise<AgentAct | undefined> {
  if (wish.wish !== "pause") return { act: wish.wish };
  const reasonId = await reasonOfKey(trx, wish.key);
  return reasonId === undefined ? undefined : { act: "pause", reasonId };
}

/** Queues the command for the ACD and records it in the audit log; `personId` is the person who gave the PIN. */
async function order(
  options: FeatureCodeServiceOptions,
  trx: DatabaseTransaction,
  { tenantId, phoneId, callId, nth }: AgentPhoneContext,
  wish: { readonly agent: FeatureCodeAgent; readonly act: AgentAct; readonly personId: string | null },
): Promise<string | null> {
  const { agent, act, personId } = wish;
  const id = options.ids.next();
  const done = await options.acts.order(trx, {
    id,
    tenantId,
    agentId: agent.id,
    act,
    idempotencyKey: `desk:${callId}:${nth}`,
    requestedBy: personId,
    at: new Date(options.clock.nowMs()),
  });
  if (!done.ok) return null;
  await recordAudit(trx, options, {
    actorPersonId: personId,
    actorRole: null,
    requestId: null,
    action: "agent.act-ordered",
    subjectKind: "agent",
    subjectId: agent.id,
    detail: { act: act.act, phoneId, callId },
  });
  return done.value.id;
}

/** Polls until the ACD has executed or refused the command; a command that is taken too late is refused then. */
async function settled(
  options: FeatureCodeServiceOptions,
  { tenantId }: AgentPhoneContext,
  { agent, ordered: id }: { readonly agent: FeatureCodeAgent; readonly ordered: string | null },
): Promise<AgentPhoneResult> {
  if (id === null) return refused("failed", agent);
  options.acts.announce();
  for (const pauseMs of POLL_DELAYS_MS) {
    await delay(pauseMs);
    const found = await inTenant(options.db, tenantId, async (trx) => ({
      command: await options.acts.find(trx, { agentId: agent.id, id }),
      isPaused: await isAgentPaused(trx, agent.id),
    }));
    const { command, isPaused } = found;
    if (command?.state === "done") return { is: "done", isPaused, language: agent.language };
    if (command?.state === "refused") return refused(whyNot(command.refusal), agent);
  }
  return refused("failed", agent);
}

/** A caller may type a PIN where the number is expected: attempts are stored under a keyed hash, whose key is not in the database. */
function subjectsOf(
  { key }: FeatureCodeServiceOptions,
  { tenantId, phoneId }: AgentPhoneContext,
  deskNumber: string,
): LockSubjects {
  const name = createHmac("sha256", key).update(`desk-number ${tenantId} ${deskNumber}`).digest("hex");
  return { number: `number:${name}`, phone: `phone:${phoneId}` };
}
