import { recordAudit } from "../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { type ActedFact, type Asking, actedEntry } from "../tenants/index.ts";
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
  updateAgent,
  updateQueue,
} from "./queue-form.store.ts";

/** What was kept, or why nothing was. */
export type Kept<Refusal> = { readonly id: string } | { readonly refusal: Refusal };

interface Change {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Adds a queue; the floor has it within a second. */
export function addQueue(kit: Kit, asking: Asking, form: QueueForm): Promise<Kept<QueueFormRefusal>> {
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

/** Ends a queue: who waits goes where its rules send him. */
export function endQueue(kit: Kit, asking: Asking, id: string): Promise<Kept<QueueFormRefusal>> {
  return keepQueue(kit, asking, async (trx) => {
    if (!(await endOne(trx, "queue", { id, at: new Date(kit.clock.nowMs()) }))) return { refusal: "no-such-queue" };
    await audit(kit, trx, asking, { subjectKind: "queue", subjectId: id, action: "queue.ended", detail: {} });
    return { id };
  });
}

async function keepQueue(
  kit: Kit,
  { tenantId }: Asking,
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

/** Adds an agent. */
export function addAgent(kit: Kit, asking: Asking, form: AgentForm): Promise<Kept<AgentFormRefusal>> {
  const id = kit.ids.next();
  return keepAgent(kit, asking, async (trx) => {
    const refusal = await faultOf(trx, form);
    if (refusal !== undefined) return { refusal };
    if (!(await hasRoomFor(trx, "agent", asking.tenantId))) return { refusal: "agent-limit" };
    await insertAgent(trx, { ...form, id, tenantId: asking.tenantId, createdAt: new Date(kit.clock.nowMs()) });
    await audit(kit, trx, asking, { subjectKind: "agent", subjectId: id, action: "agent.added", detail: {} });
    return { id };
  });
}

/** Writes an agent anew: the floor asks him by it from the next second on. */
export function changeAgent(kit: Kit, asking: Asking, form: AgentForm & Change): Promise<Kept<AgentFormRefusal>> {
  const { id } = form;
  return keepAgent(kit, asking, async (trx) => {
    if (!(await isThere(trx, "agent", id))) return { refusal: "no-such-agent" };
    const refusal = await faultOf(trx, form);
    if (refusal !== undefined) return { refusal };
    if (!(await updateAgent(trx, { ...form, tenantId: asking.tenantId }))) return { refusal: "agent-stale" };
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
  const kept = await inTenant(kit.db, tenantId, work);
  kit.news.announce(QUEUE_WISHES);
  return kept;
}

async function faultOf(trx: DatabaseTransaction, form: AgentForm): Promise<AgentFormRefusal | undefined> {
  const { queues, homePhoneId } = form;
  if (
    !(await areQueues(
      trx,
      queues.map(({ queueId }) => queueId),
    ))
  )
    return "agent-queue-unknown";
  return homePhoneId === null || (await isPhone(trx, homePhoneId)) ? undefined : "agent-phone-unknown";
}

function audit(kit: Kit, trx: DatabaseTransaction, asking: Asking, fact: ActedFact): Promise<void> {
  return recordAudit(trx, kit, actedEntry(asking, fact));
}
