import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { AgentAct } from "./agent-act.ts";
import type { ContactAct } from "./contact-act.ts";

/** The maximum of commands that one sweep takes. */
const TAKEN_MAX = 200;

/** A command for the owner of the ACD state: of an agent, or about a contact. */
export type WaitingAct = { readonly id: string; readonly requestedAt: Date } & (
  | { readonly agentId: string; readonly contactId: null; readonly act: AgentAct }
  | { readonly agentId: null; readonly contactId: string; readonly act: ContactAct }
);

/** Waiting commands of the transaction's tenant, oldest first. Only the owner of the ACD state settles them. */
export async function listPendingCommands(trx: DatabaseTransaction): Promise<readonly WaitingAct[]> {
  const rows = await trx
    .selectFrom("agentCommand")
    .select(["id", "agentId", "contactId", "act", "requestedAt"])
    .where("state", "=", "waiting")
    .orderBy("requestedAt")
    .orderBy("id")
    .limit(TAKEN_MAX)
    .execute();
  // The value was written from this shape.
  return rows.map((row) => row as unknown as WaitingAct);
}

/** The state of a command. */
export interface AgentCommand {
  readonly id: string;
  readonly state: "waiting" | "done" | "refused";
  readonly refusal: string | null;
}

/** A command of an agent, to be queued. */
export interface ActOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly agentId: string;
  readonly act: AgentAct;
  /** A repeated key means the same command. */
  readonly idempotencyKey: string;
  readonly requestedBy: string | null;
  readonly at: Date;
}

/** The maximum of waiting commands of one agent. */
const WAITING_MAX = 10;

/** Queues a command of an agent; the owner of the ACD state takes it within a second. A repeated command is stored once. */
export async function orderAgentAct(
  trx: DatabaseTransaction,
  order: ActOrder,
): Promise<Result<AgentCommand, "no-such-agent" | "agent-acts-waiting">> {
  const { id, tenantId, agentId, act, idempotencyKey, requestedBy, at } = order;
  const agent = await trx
    .selectFrom("agent")
    .select("id")
    .where("id", "=", agentId)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  if (agent === undefined) return refuse("no-such-agent");
  const waiting = await commands(trx).where("agentId", "=", agentId).where("state", "=", "waiting").execute();
  const known = await commands(trx)
    .where("idempotencyKey", "=", idempotencyKey)
    .where("agentId", "=", agentId)
    .executeTakeFirst();
  if (known !== undefined) return ok(commandOf(known));
  if (waiting.length >= WAITING_MAX) return refuse("agent-acts-waiting");
  await trx
    .insertInto("agentCommand")
    .values({ id, tenantId, agentId, act: JSON.stringify(act), idempotencyKey, requestedBy, requestedAt: at })
    .onConflict((conflict) => conflict.columns(["tenantId", "idempotencyKey"]).doNothing())
    .execute();
  const row = await commands(trx).where("id", "=", id).executeTakeFirst();
  // The key belongs to a command of another agent.
  return row === undefined ? refuse("agent-acts-waiting") : ok(commandOf(row));
}

/** A command of a supervisor on a contact, to be queued. */
export interface ContactOrder extends Omit<ActOrder, "agentId" | "act"> {
  readonly contactId: string;
  readonly act: ContactAct;
}

/** Queues a command on an open contact of the transaction's tenant. A repeated command is stored once. */
export async function orderContactAct(
  trx: DatabaseTransaction,
  order: ContactOrder,
): Promise<Result<AgentCommand, "no-such-contact" | "agent-acts-waiting">> {
  const { id, tenantId, contactId, act, idempotencyKey, requestedBy, at } = order;
  const open = await trx
    .selectFrom("openContact")
    .select("contactId")
    .where("contactId", "=", contactId)
    .forShare()
    .executeTakeFirst();
  if (open === undefined) return refuse("no-such-contact");
  const waiting = await commands(trx).where("contactId", "=", contactId).where("state", "=", "waiting").execute();
  if (waiting.length >= WAITING_MAX) return refuse("agent-acts-waiting");
  await trx
    .insertInto("agentCommand")
    .values({ id, tenantId, contactId, act: JSON.stringify(act), idempotencyKey, requestedBy, requestedAt: at })
    .onConflict((conflict) => conflict.columns(["tenantId", "idempotencyKey"]).doNothing())
    .execute();
  const row = await commands(trx)
    .where("idempotencyKey", "=", idempotencyKey)
    .where("contactId", "=", contactId)
    .executeTakeFirst();
  return row === undefined ? refuse("agent-acts-waiting") : ok(commandOf(row));
}

/** A command on a contact of the transaction's tenant in its current state; undefined when it does not exist. */
export async function findContactCommand(
  trx: DatabaseTransaction,
  { contactId, id }: { readonly contactId: string; readonly id: string },
): Promise<AgentCommand | undefined> {
  const row = await commands(trx).where("contactId", "=", contactId).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : commandOf(row);
}

/** A command of the transaction's tenant in its current state; undefined when it does not exist. */
export async function findAgentCommand(
  trx: DatabaseTransaction,
  { agentId, id }: { readonly agentId: string; readonly id: string },
): Promise<AgentCommand | undefined> {
  const row = await commands(trx).where("agentId", "=", agentId).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : commandOf(row);
}

function commands(trx: DatabaseTransaction) {
  return trx.selectFrom("agentCommand").select(["id", "state", "refusal"]);
}

function commandOf(row: {
  readonly id: string;
  readonly state: string;
  readonly refusal: string | null;
}): AgentCommand {
  return { ...row, state: row.state as AgentCommand["state"] };
}
