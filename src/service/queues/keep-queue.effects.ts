import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type ActedFact, type Acting, type Asking, actedEntry } from "../tenants/index.ts";
import { type AgentAccess, deskNumberOf, giveAccess, isDeskPerson, takenByAnother } from "./agent-access.store.ts";
import { isWeakPin } from "./desk-pin.ts";
import { QUEUE_WISHES } from "./queue-desk.effects.ts";
import {
  type AgentForm,
  type AgentFormRefusal,
  areQueues,
  endOne,
  hasRoomFor,
  insertAgent,
  insertQueue,
  isPhone,
  isQueueNameTaken,
  isThere,
  type QueueForm,
  type QueueFormRefusal,
  type QueueSize,
  updateAgent,
  updateQueue,
  updateSize,
} from "./queue-form.store.ts";

/** What was kept, or why nothing was. */
export type Kept<Refusal> = { readonly id: string } | { readonly refusal: Refusal };

interface Change {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Adds a queue; the floor has it within a second. */
export function addQueue(kit: Kit, asking: Acting, form: QueueForm): Promise<Kept<QueueFormRefusal>> {
  const id = kit.ids.next();
  return keepQueue(kit, asking, async (trx) => {
    if (!(await overflowsStand(trx, form))) return { refusal: "queue-overflow-unknown" };
    if (!(await hasRoomFor(trx, "queue", asking.tenantId))) return { refusal: "queue-limit" };
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

/** Gives a queue other rules; who waits in it stands under them within a second. */
export function changeQueue(kit: Kit, asking: Asking, form: QueueForm & Change): Promise<Kept<QueueFormRefusal>> {
  const { id } = form;
  return keepQueue(kit, asking, async (trx) => {
    if (!(await isThere(trx, "queue", id))) return { refusal: "no-such-queue" };
    if (!(await overflowsStand(trx, form))) return { refusal: "queue-overflow-unknown" };
    if (!(await updateQueue(trx, form))) return { refusal: "queue-stale" };
    const detail = { name: form.name, isOpen: form.isOpen };
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.changed", detail });
    return { id };
  });
}

/** Gives a queue another name or size, and leaves its other rules as they are. */
export function resizeQueue(kit: Kit, asking: Acting, form: QueueSize): Promise<Kept<QueueFormRefusal>> {
  const { id } = form;
  return keepQueue(kit, asking, async (trx) => {
    const changed = await updateSize(trx, form);
    if (changed === undefined) return { refusal: "no-such-queue" };
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.changed", detail: changed });
    return { id };
  });
}

/** Ends a queue: who waits goes where its rules send him. */
export function endQueue(kit: Kit, asking: Acting, id: string): Promise<Kept<QueueFormRefusal>> {
  return keepQueue(kit, asking, async (trx) => {
    if (!(await endOne(trx, "queue", { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-queue" };
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.ended", detail: {} });
    return { id };
  });
}

async function keepQueue(
  kit: Kit,
  { tenantId }: Acting,
  work: (trx: DatabaseTransaction) => Promise<Kept<QueueFormRefusal>>,
): Promise<Kept<QueueFormRefusal>> {
  try {
    const kept = await inTenant(kit.db, tenantId, work);
    kit.news.announce(QUEUE_WISHES);
    return kept;
  } catch (error) {
    if (isQueueNameTaken(error)) return { refusal: "queue-name-taken" };
    throw error;
  }
}

/** Whoever a queue sends on must arrive somewhere: at queues of this call centre that have not ended. */
function overflowsStand(trx: DatabaseTransaction, { rules }: QueueForm): Promise<boolean> {
  const ids = Object.values(rules.overflow).flatMap((to) => (to.to === "queue" ? [to.queueId] : []));
  return areQueues(trx, ids);
}

/** What an agent is kept with: the portal, and how a PIN is made unreadable. */
export interface AgentKeeping {
  readonly kit: Kit;
  readonly hashSecret: (secret: string) => Promise<string>;
}

/** Adds an agent. */
export async function addAgent(
  { kit, hashSecret }: AgentKeeping,
  asking: Asking,
  form: AgentForm,
): Promise<Kept<AgentFormRefusal>> {
  const id = kit.ids.next();
  const pinHash = await pinHashOf(hashSecret, form);
  return keepAgent(kit, asking, async (trx) => {
    const refusal = await faultOf(trx, asking, { form, deskNumber: null });
    if (refusal !== undefined) return { refusal };
    if (!(await hasRoomFor(trx, "agent", asking.tenantId))) return { refusal: "agent-limit" };
    await insertAgent(trx, { ...form, id, tenantId: asking.tenantId, createdAt: new Date(kit.clock.nowMs()) });
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(kit, trx, asking, { subjectKind: "agent", subjectId: id, action: "agent.added", detail: {} });
    return { id };
  });
}

/** An agent as a sheet of people writes him; a null id is a new one. What he comes to his desk by stays. */
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

/** Keeps an agent in a transaction of the caller, which must not be kept when he is refused. */
export async function keepListedAgent(
  kit: Kit,
  trx: DatabaseTransaction,
  asking: Asking,
  agent: ListedAgent,
): Promise<Kept<AgentFormRefusal>> {
  const { tenantId } = asking;
  const { id: known, awaitedEmailKey, ...form } = agent;
  const id = known ?? kit.ids.next();
  const before = known === null ? { deskNumber: null } : await deskNumberOf(trx, known);
  if (before === undefined) return { refusal: "no-such-agent" };
  const refusal = await faultOf(trx, asking, { form, ...before });
  if (refusal !== undefined) return { refusal };
  if (known !== null && !(await updateAgent(trx, { ...form, id, tenantId }))) return { refusal: "agent-stale" };
  if (known === null && !(await hasRoomFor(trx, "agent", tenantId))) return { refusal: "agent-limit" };
  if (known === null) await insertAgent(trx, { ...form, id, tenantId, createdAt: new Date(kit.clock.nowMs()) });
  await giveAccess(trx, id, { personId: form.personId, awaitedEmailKey });
  const action = known === null ? "agent.added" : "agent.changed";
  await audit(kit, trx, asking, { subjectKind: "agent", subjectId: id, action, detail: {} });
  return { id };
}

/** Writes an agent anew: the floor asks him by it from the next second on. */
export async function changeAgent(
  { kit, hashSecret }: AgentKeeping,
  asking: Asking,
  form: AgentForm & Change,
): Promise<Kept<AgentFormRefusal>> {
  const { id } = form;
  const pinHash = await pinHashOf(hashSecret, form);
  return keepAgent(kit, asking, async (trx) => {
    const before = await deskNumberOf(trx, id);
    if (before === undefined) return { refusal: "no-such-agent" };
    const refusal = await faultOf(trx, asking, { form, ...before });
    if (refusal !== undefined) return { refusal };
    if (!(await updateAgent(trx, { ...form, tenantId: asking.tenantId }))) return { refusal: "agent-stale" };
    await giveAccess(trx, id, accessOf(form, pinHash));
    await audit(kit, trx, asking, { subjectKind: "agent", subjectId: id, action: "agent.changed", detail: {} });
    return { id };
  });
}

/** Ends an agent: he is asked no more, and leaves the floor as soon as his contact lets him. */
export function endAgent(kit: Kit, asking: Asking, id: string): Promise<Kept<AgentFormRefusal>> {
  return keepAgent(kit, asking, async (trx) => {
    if (!(await endOne(trx, "agent", { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-agent" };
    await audit(kit, trx, asking, { subjectKind: "agent", subjectId: id, action: "agent.ended", detail: {} });
    return { id };
  });
}

async function keepAgent(
  kit: Kit,
  { tenantId }: Asking,
  work: (trx: DatabaseTransaction) => Promise<Kept<AgentFormRefusal>>,
): Promise<Kept<AgentFormRefusal>> {
  try {
    const kept = await inTenant(kit.db, tenantId, work);
    kit.news.announce(QUEUE_WISHES);
    return kept;
  } catch (error) {
    const refusal = takenByAnother(error);
    if (refusal === undefined) throw error;
    return { refusal };
  }
}

/** Hashed before the transaction begins: it takes long on purpose. */
async function pinHashOf(
  hashSecret: AgentKeeping["hashSecret"],
  { deskNumber, deskPin }: AgentForm,
): Promise<string | undefined> {
  return deskPin === undefined || deskNumber === null ? undefined : hashSecret(deskPin);
}

/** Without a number there is no PIN; what the form leaves out stays as it is. */
function accessOf({ personId, deskNumber }: AgentForm, pinHash: string | undefined): AgentAccess {
  const hash = deskNumber === null ? null : pinHash;
  return {
    ...(personId === undefined ? {} : { personId }),
    ...(deskNumber === undefined ? {} : { deskNumber }),
    ...(hash === undefined ? {} : { deskPinHash: hash }),
  };
}

/** Judges an agent's form; `deskNumber` is the one he has had before, which has its PIN. */
async function faultOf(
  trx: DatabaseTransaction,
  { tenantId }: Asking,
  { form, deskNumber: before }: { readonly form: AgentForm; readonly deskNumber: string | null },
): Promise<AgentFormRefusal | undefined> {
  const { queues, homePhoneId, personId = null, deskNumber = before, deskPin } = form;
  if (deskNumber === null && deskPin !== undefined) return "agent-pin-without-number";
  if (deskNumber !== null && before === null && deskPin === undefined) return "agent-pin-missing";
  if (deskNumber !== null && deskPin !== undefined && isWeakPin(deskPin, deskNumber)) return "agent-pin-weak";
  if (personId !== null && !(await isDeskPerson(trx, { tenantId, personId }))) return "agent-person-unknown";
  if (
    !(await areQueues(
      trx,
      queues.map(({ queueId }) => queueId),
    ))
  )
    return "agent-queue-unknown";
  return homePhoneId === null || (await isPhone(trx, homePhoneId)) ? undefined : "agent-phone-unknown";
}

function audit(kit: Kit, trx: DatabaseTransaction, asking: Acting, fact: ActedFact): Promise<void> {
  return recordAudit(trx, kit, actedEntry(asking, fact));
}
