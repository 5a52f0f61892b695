import { recordAudit } from "../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { type ActedFact, type Actor, actedEntry, type RequestContext } from "../../tenancy/tenants/index.ts";
import { QUEUE_COMMANDS } from "./acd-engine.effects.ts";
import {
  type AgentAccess,
  giveAccess,
  isDesktopUser,
  readLoginNumber,
  takenByAnother,
} from "./agents/agent-access.store.ts";
import { isWeakPin } from "./agents/agent-pin.ts";
import {
  type AgentForm,
  type AgentFormRefusal,
  areQueues,
  endOne,
  findQueue,
  hasRoomFor,
  holdQueue,
  insertAgent,
  insertQueue,
  isPhone,
  isQueueNameTaken,
  type QueueForm,
  type QueueFormRefusal,
  updateAgent,
  updateQueue,
} from "./queue-form.store.ts";
import { queueRulesSchema } from "./rules-form.ts";

/** The id of the saved row, or the refusal. */
export type SaveResult<Refusal> = { readonly id: string } | { readonly refusal: Refusal };

interface Change {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Adds a queue; the ACD applies it within a second. `faultOf` returns why it is refused, under the lock of the limit. */
export function addQueue<Fault extends QueueFault = never>(
  kit: Kit,
  asking: Actor,
  form: QueueForm,
  faultOf: (trx: DatabaseTransaction) => Promise<Fault | undefined> = () => Promise.resolve(undefined),
): Promise<SaveResult<QueueFormRefusal | Fault>> {
  const id = kit.ids.next();
  return keepQueue<Fault>(kit, asking, async (trx) => {
    if (!(await overflowsStand(trx, form.rules))) return { refusal: "queue-overflow-unknown" };
    if (!(await hasRoomFor(trx, "queue", asking.tenantId))) return { refusal: "queue-limit" };
    const fault = await faultOf(trx);
    if (fault !== undefined) return { refusal: fault };
    await insertQueue(trx, { ...form, id, tenantId: asking.tenantId, createdAt: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, asking, {
      subjectKind: "queue",
      subjectId: id,
      action: "queue.added",
      detail: { name: form.name },
    });
    return { id };
  });
}

/** Changes the rules of a queue; they apply to its waiting contacts within a second. Its existing overflow targets remain allowed. */
export function changeQueue(kit: Kit, asking: Actor, form: QueueForm & Change): Promise<SaveResult<QueueFormRefusal>> {
  const { id } = form;
  return keepQueue(kit, asking, async (trx) => {
    const before = await findQueue(trx, id);
    if (before === undefined) return { refusal: "no-such-queue" };
    if (!(await overflowsStand(trx, form.rules, before.rules))) return { refusal: "queue-overflow-unknown" };
    if (!(await updateQueue(trx, form))) return { refusal: "queue-stale" };
    const detail = { name: form.name, isOpen: form.isOpen };
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.changed", detail });
    return { id };
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
): Promise<SaveResult<QueueFormRefusal | Need>> {
  return keepQueue<Need>(kit, asking, async (trx) => {
    if (!(await holdQueue(trx, id))) return { refusal: "no-such-queue" };
    const need = await needOf(trx);
    if (need !== undefined) return { refusal: need };
    await endOne(trx, "queue", { id, at: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.ended", detail: {} });
    return { id };
  });
}

async function keepQueue<Fault extends QueueFault = never>(
  kit: Kit,
  { tenantId }: Actor,
  work: (trx: DatabaseTransaction) => Promise<SaveResult<QueueFormRefusal | Fault>>,
): Promise<SaveResult<QueueFormRefusal | Fault>> {
  try {
    const result = await inTenant(kit.db, tenantId, work);
    kit.changeFeed.announce(QUEUE_COMMANDS);
    return result;
  } catch (error) {
    if (isQueueNameTaken(error)) return { refusal: "queue-name-taken" };
    throw error;
  }
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

/** Adds an agent. */
export async function addAgent(
  { kit, hashSecret }: AgentKeeping,
  requestContext: RequestContext,
  form: AgentForm,
): Promise<SaveResult<AgentFormRefusal>> {
  const id = kit.ids.next();
  const pinHash = await pinHashOf(hashSecret, form);
  return keepAgent(kit, requestContext, async (trx) => {
    const refusal = await faultOf(trx, requestContext, { form, deskNumber: null });
    if (refusal !== undefined) return { refusal };
    if (!(await hasRoomFor(trx, "agent", requestContext.tenantId))) return { refusal: "agent-limit" };
    await insertAgent(trx, { ...form, id, tenantId: requestContext.tenantId, createdAt: new Date(kit.clock.nowMs()) });
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(kit, trx, requestContext, { subjectKind: "agent", subjectId: id, action: "agent.added", detail: {} });
    return { id };
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
): Promise<SaveResult<AgentFormRefusal>> {
  const { tenantId } = requestContext;
  const { id: known, awaitedEmailKey, ...form } = agent;
  const id = known ?? kit.ids.next();
  const before = known === null ? { deskNumber: null } : await readLoginNumber(trx, known);
  if (before === undefined) return { refusal: "no-such-agent" };
  const refusal = await faultOf(trx, requestContext, { form, ...before });
  if (refusal !== undefined) return { refusal };
  if (known !== null && !(await updateAgent(trx, { ...form, id, tenantId }))) return { refusal: "agent-stale" };
  if (known === null && !(await hasRoomFor(trx, "agent", tenantId))) return { refusal: "agent-limit" };
  if (known === null) await insertAgent(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
  await giveAccess(trx, id, { personId: form.personId, awaitedEmailKey });
  const action = known === null ? "agent.added" : "agent.changed";
  await audit(kit, trx, requestContext, { subjectKind: "agent", subjectId: id, action, detail: {} });
  return { id };
}

/** Updates an agent; the ACD applies it within a second. */
export async function changeAgent(
  { kit, hashSecret }: AgentKeeping,
  requestContext: RequestContext,
  form: AgentForm & Change,
): Promise<SaveResult<AgentFormRefusal>> {
  const { id } = form;
  const pinHash = await pinHashOf(hashSecret, form);
  return keepAgent(kit, requestContext, async (trx) => {
    const before = await readLoginNumber(trx, id);
    if (before === undefined) return { refusal: "no-such-agent" };
    const refusal = await faultOf(trx, requestContext, { form, ...before });
    if (refusal !== undefined) return { refusal };
    if (!(await updateAgent(trx, { ...form, tenantId: requestContext.tenantId }))) return { refusal: "agent-stale" };
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(kit, trx, requestContext, { subjectKind: "agent", subjectId: id, action: "agent.changed", detail: {} });
    return { id };
  });
}

/** Ends an agent: no further contact is offered, and the agent is removed from the ACD state as soon as the contact has ended. */
export function endAgent(kit: Kit, requestContext: RequestContext, id: string): Promise<SaveResult<AgentFormRefusal>> {
  return keepAgent(kit, requestContext, async (trx) => {
    if (!(await endOne(trx, "agent", { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-agent" };
    await audit(kit, trx, requestContext, { subjectKind: "agent", subjectId: id, action: "agent.ended", detail: {} });
    return { id };
  });
}

async function keepAgent(
  kit: Kit,
  { tenantId }: RequestContext,
  work: (trx: DatabaseTransaction) => Promise<SaveResult<AgentFormRefusal>>,
): Promise<SaveResult<AgentFormRefusal>> {
  try {
    const result = await inTenant(kit.db, tenantId, work);
    kit.changeFeed.announce(QUEUE_COMMANDS);
    return result;
  } catch (error) {
    const refusal = takenByAnother(error);
    if (refusal === undefined) throw error;
    return { refusal };
  }
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

function audit(kit: Kit, trx: DatabaseTransaction, asking: Actor, fact: ActedFact): Promise<void> {
  return recordAudit(trx, kit, actedEntry(asking, fact));
}
