import { type Actor, ok, type Result, refuse } from "../../../kernel/index.ts";
import { recordAudit } from "../../../platform/audit/index.ts";
import { tenantCommand } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "./acd-engine.effects.ts";
import { type AgentAccess, giveAccess, isDesktopUser, readLoginNumber } from "./agents/agent-access.store.ts";
import { isWeakPin } from "./agents/agent-pin.ts";
import {
  type AgentForm,
  areQueues,
  endOne,
  findQueue,
  hasRoomFor,
  holdQueue,
  insertAgent,
  insertQueue,
  isPhone,
  type QueueForm,
  updateAgent,
  updateQueue,
} from "./queue-form.store.ts";
import type { AgentFormRefusal, QueueFormRefusal } from "./queue-refusal.ts";
import { queueRulesSchema } from "./rules-form.ts";

interface Change {
  readonly id: string;
  readonly expectedVersion: number;
}

const QUEUE_OPTIONS = { taken: { queue_name: "queue-name-taken" }, announces: QUEUE_COMMANDS } as const;

/** Adds a queue; the ACD applies it within a second. `faultOf` returns why it is refused, under the lock of the limit. */
export function addQueue<Fault extends QueueFault = never>(
  kit: Kit,
  asking: Actor,
  form: QueueForm,
  faultOf: (trx: DatabaseTransaction) => Promise<Fault | undefined> = () => Promise.resolve(undefined),
): Promise<Result<{ readonly id: string }, QueueFormRefusal | Fault>> {
  const id = kit.ids.next();
  const { tenantId } = asking;
  return tenantCommand<{ readonly id: string }, QueueFormRefusal | Fault>(
    kit,
    asking,
    QUEUE_OPTIONS,
    async ({ trx, at, audit }) => {
      if (!(await overflowsStand(trx, form.rules))) return refuse("queue-overflow-unknown");
      if (!(await hasRoomFor(trx, "queue", tenantId))) return refuse("queue-limit");
      const fault = await faultOf(trx);
      if (fault !== undefined) return refuse(fault);
      await insertQueue(trx, { ...form, id, tenantId, createdAt: at });
      await audit(factOf("queue", id, "added", { name: form.name }));
      return ok({ id });
    },
  );
}

/** Changes the rules of a queue; they apply to its waiting contacts within a second. Its existing overflow targets remain allowed. */
export function changeQueue(
  kit: Kit,
  asking: Actor,
  form: QueueForm & Change,
): Promise<Result<null, QueueFormRefusal>> {
  const { id, name, isOpen } = form;
  return tenantCommand(kit, asking, QUEUE_OPTIONS, async ({ trx, audit }) => {
    const before = await findQueue(trx, id);
    if (before === undefined) return refuse("no-such-queue");
    if (!(await overflowsStand(trx, form.rules, before.rules))) return refuse("queue-overflow-unknown");
    if (!(await updateQueue(trx, form))) return refuse("queue-stale");
    await audit(factOf("queue", id, "changed", { name, isOpen }));
    return ok(null);
  });
}

/** Why an API client may not end a queue, with stricter conditions than for a supervisor. */
export type QueueNeed = "queue-waits" | "queue-used";
/** Why an operation that a supervisor may do is refused for an API client. */
type QueueFault = QueueNeed | "queue-day-limit";

/** Ends a queue: its waiting contacts overflow by its rules. `needOf` returns why it must not end. */
export function endQueue<Need extends QueueNeed = never>(
  kit: Kit,
  asking: Actor,
  id: string,
  needOf: (trx: DatabaseTransaction) => Promise<Need | undefined> = () => Promise.resolve(undefined),
): Promise<Result<null, QueueFormRefusal | Need>> {
  return tenantCommand<null, QueueFormRefusal | Need>(kit, asking, QUEUE_OPTIONS, async ({ trx, at, audit }) => {
    if (!(await holdQueue(trx, id))) return refuse("no-such-queue");
    const need = await needOf(trx);
    if (need !== undefined) return refuse(need);
    await endOne(trx, "queue", { id, at });
    await audit(factOf("queue", id, "ended", {}));
    return ok(null);
  });
}

/**
 * Overflow targets must exist: queues of this call centre that have not ended. Targets of the previous rules are not checked again, so that a queue that has
 * ended since does not block other changes.
 */
function overflowsStand(trx: DatabaseTransaction, rules: QueueForm["rules"], before?: unknown): Promise<boolean> {
  const known = queueRulesSchema.safeParse(before).data;
  const knownIds = known === undefined ? [] : overflowsOf(known);
  return areQueues(
    trx,
    overflowsOf(rules).filter((id) => !knownIds.includes(id)),
  );
}

function overflowsOf({ overflow }: Pick<QueueForm["rules"], "overflow">): readonly string[] {
  return Object.values(overflow).flatMap((to) => (to.to === "queue" ? [to.queueId] : []));
}

/** Dependencies of saving agents; `hashSecret` hashes a PIN. */
export interface AgentKeeping {
  readonly kit: Kit;
  readonly hashSecret: (secret: string) => Promise<string>;
}

const AGENT_OPTIONS = {
  taken: { agent_person: "agent-person-taken", agent_desk_number: "agent-desk-number-taken" },
  announces: QUEUE_COMMANDS,
} as const;

/** Adds an agent. */
export async function addAgent(
  { kit, hashSecret }: AgentKeeping,
  requestContext: RequestContext,
  form: AgentForm,
): Promise<Result<{ readonly id: string }, AgentFormRefusal>> {
  const id = kit.ids.next();
  const { tenantId } = requestContext;
  const pinHash = await pinHashOf(hashSecret, form);
  return tenantCommand(kit, requestContext, AGENT_OPTIONS, async ({ trx, at, audit }) => {
    const fault = await faultOf(trx, requestContext, { form, deskNumber: null });
    if (fault !== undefined) return refuse(fault);
    if (!(await hasRoomFor(trx, "agent", tenantId))) return refuse("agent-limit");
    await insertAgent(trx, { ...form, id, tenantId, createdAt: at });
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(factOf("agent", id, "added", {}));
    return ok({ id });
  });
}

/** An agent of an import; a null id is a new one. The login access does not change. */
export interface ListedAgent {
  readonly id: string | null;
  readonly expectedVersion: number;
  readonly name: string;
  readonly homePhoneId: string | null;
  readonly personId: string | null;
  readonly awaitedEmailKey: string | null;
  readonly queues: AgentForm["queues"];
  readonly skills: AgentForm["skills"];
}

/** Saves an agent in a transaction of the caller, which must be rolled back after a refusal. */
export async function keepListedAgent(
  kit: Kit,
  trx: DatabaseTransaction,
  requestContext: RequestContext,
  agent: ListedAgent,
): Promise<Result<{ readonly id: string }, AgentFormRefusal>> {
  const { tenantId } = requestContext;
  const { id: known, awaitedEmailKey, ...form } = agent;
  const id = known ?? kit.ids.next();
  const before = known === null ? { deskNumber: null } : await readLoginNumber(trx, known);
  if (before === undefined) return refuse("no-such-agent");
  const fault = await faultOf(trx, requestContext, { form, ...before });
  if (fault !== undefined) return refuse(fault);
  if (known !== null && !(await updateAgent(trx, { ...form, id, tenantId }))) return refuse("agent-stale");
  if (known === null && !(await hasRoomFor(trx, "agent", tenantId))) return refuse("agent-limit");
  if (known === null) await insertAgent(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
  await giveAccess(trx, id, { personId: form.personId, awaitedEmailKey });
  const fact = factOf("agent", id, known === null ? "added" : "changed", {});
  await recordAudit(trx, kit, actedEntry(requestContext, fact));
  return ok({ id });
}

/** Updates an agent; the ACD applies it within a second. */
export async function changeAgent(
  { kit, hashSecret }: AgentKeeping,
  requestContext: RequestContext,
  form: AgentForm & Change,
): Promise<Result<null, AgentFormRefusal>> {
  const { id } = form;
  const { tenantId } = requestContext;
  const pinHash = await pinHashOf(hashSecret, form);
  return tenantCommand(kit, requestContext, AGENT_OPTIONS, async ({ trx, audit }) => {
    const before = await readLoginNumber(trx, id);
    if (before === undefined) return refuse("no-such-agent");
    const fault = await faultOf(trx, requestContext, { form, ...before });
    if (fault !== undefined) return refuse(fault);
    if (!(await updateAgent(trx, { ...form, tenantId }))) return refuse("agent-stale");
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(factOf("agent", id, "changed", {}));
    return ok(null);
  });
}

/** Ends an agent: no further contact is offered, and the agent is removed from the ACD state as soon as the contact has ended. */
export function endAgent(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, AgentFormRefusal>> {
  return tenantCommand(kit, requestContext, AGENT_OPTIONS, async ({ trx, at, audit }) => {
    if (!(await endOne(trx, "agent", { id, at }))) return refuse("no-such-agent");
    await audit(factOf("agent", id, "ended", {}));
    return ok(null);
  });
}

/** Hashed before the transaction begins, since it is slow by design. */
async function pinHashOf(
  hashSecret: AgentKeeping["hashSecret"],
  { deskNumber, deskPin }: AgentForm,
): Promise<string | undefined> {
  return deskPin === undefined || deskNumber === null ? undefined : hashSecret(deskPin);
}

/** Without a number there is no PIN; properties that the form leaves out do not change. */
function accessOf({ personId, deskNumber }: AgentForm, pinHash: string | undefined): AgentAccess {
  const hash = deskNumber === null ? null : pinHash;
  return {
    ...(personId === undefined ? {} : { personId }),
    ...(deskNumber === undefined ? {} : { deskNumber }),
    ...(hash === undefined ? {} : { deskPinHash: hash }),
  };
}

/** Checks an agent's form; `deskNumber` is the previous agent number, which has its PIN. */
async function faultOf(
  trx: DatabaseTransaction,
  { tenantId }: RequestContext,
  { form, deskNumber: before }: { readonly form: AgentForm; readonly deskNumber: string | null },
): Promise<AgentFormRefusal | undefined> {
  const { queues, homePhoneId, personId = null, deskNumber = before, deskPin } = form;
  if (deskNumber === null && deskPin !== undefined) return "agent-pin-without-number";
  if (deskNumber !== null && before === null && deskPin === undefined) return "agent-pin-missing";
  if (deskNumber !== null && deskPin !== undefined && isWeakPin(deskPin, deskNumber)) return "agent-pin-weak";
  if (personId !== null && !(await isDesktopUser(trx, { tenantId, personId }))) return "agent-person-unknown";
  if (
    !(await areQueues(
      trx,
      queues.map(({ queueId }) => queueId),
    ))
  )
    return "agent-queue-unknown";
  return homePhoneId === null || (await isPhone(trx, homePhoneId)) ? undefined : "agent-phone-unknown";
}

function factOf(
  subjectKind: "queue" | "agent",
  subjectId: string,
  what: "added" | "changed" | "ended",
  detail: ActedFact["detail"],
): ActedFact {
  return { subjectKind, subjectId, action: `${subjectKind}.${what}`, detail };
}
