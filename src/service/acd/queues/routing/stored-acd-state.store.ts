import { sql } from "kysely";
import { z } from "zod";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { takeAllDesktops } from "../message-contact.store.ts";
import type { ContactRow } from "../queue-draft.ts";
import { AGENTS_MAX, CONTACTS_MAX, QUEUES_MAX, WRITTEN_MAX } from "../queue-rules.ts";
import type { HeldAgent, RestoredCallback } from "./restored-callback.ts";
import type { QueueServiceRate } from "./service-rate.ts";
import type { CallbackFact, StoredAcdState, StoredAgentState } from "./stored-acd-state.ts";

/** Reads the stored ACD state of the transaction's tenant, whose lease this transaction has taken. */
export async function readStoredAcdState(
  trx: DatabaseTransaction,
  nowAt: Date,
): Promise<Pick<StoredAcdState, "last" | "contacts" | "sticky" | "callbacks" | "agents" | "paces" | "atDesk">> {
  const last = await trx
    .selectFrom("queueEvent")
    .select(["sequence", "at", "steadyMs"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return {
    last: last === undefined ? null : { sequence: last.sequence, atMs: last.at.getTime(), steadyMs: last.steadyMs },
    contacts: await openContacts(trx),
    sticky: await stickyAgents(trx),
    callbacks: await openCallbacks(trx),
    agents: await standings(trx),
    paces: await lastPaces(trx),
    atDesk: (await takeAllDesktops(trx, nowAt)).flatMap(({ agentId, isThere }) => (isThere ? [agentId] : [])),
  };
}

const serviceRateSchema = z.object({ workMs: z.number(), turns: z.number(), samples: z.number() });

/** The service rate of each queue at the last answer; events of older versions have none. */
async function lastPaces(trx: DatabaseTransaction): Promise<readonly QueueServiceRate[]> {
  const { rows } = await sql<{ readonly queueId: string; readonly pace: unknown }>`
    select q.id as queue_id, e.pace from queue q cross join lateral (
      select body -> 'pace' as pace from queue_event
      where tenant_id = q.tenant_id and queue_id = q.id and kind = 'contact.answered'
      order by sequence desc limit 1) e
    where q.ended_at is null limit ${QUEUES_MAX}`.execute(trx);
  return rows.flatMap(({ queueId, pace }) => {
    const read = serviceRateSchema.safeParse(pace);
    return read.success ? [{ queueId, pace: read.data }] : [];
  });
}

async function openContacts(trx: DatabaseTransaction): Promise<readonly ContactRow[]> {
  const rows = await trx
    .selectFrom("openContact")
    .select(["contactId", "queueId", "callId", "caller", "called", "kind", "state", "agentId", "joinedAt"])
    .select(["joinedMs", "enteredMs", "connectedMs", "priority"])
    .orderBy("joinedAt")
    .limit(CONTACTS_MAX + WRITTEN_MAX)
    .execute();
  return rows.map(({ joinedAt, kind, state, ...row }) => ({
    ...row,
    kind: kind as ContactRow["kind"],
    state: state as ContactRow["state"],
    joinedAtMs: joinedAt.getTime(),
  }));
}

/** The agents of the last contacts of the messages' writers. */
async function stickyAgents(trx: DatabaseTransaction): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom("openContact as o")
    .innerJoin("messageContact as m", "m.contactId", "o.contactId")
    .select(["m.contactId", "m.stickyAgentId"])
    .where("o.kind", "=", "message")
    .where("m.stickyAgentId", "is not", null)
    .limit(WRITTEN_MAX)
    .execute();
  return new Map(rows.flatMap(({ contactId, stickyAgentId: id }) => (id === null ? [] : [[contactId, id] as const])));
}

async function openCallbacks(trx: DatabaseTransaction): Promise<readonly CallbackFact[]> {
  const rows = await trx
    .selectFrom("queueCallback")
    .select(["contactId", "number", "called", "place", "joinedAt", "askedAt", "dialledAt"])
    .where("closedAt", "is", null)
    .orderBy("joinedAt")
    .limit(CONTACTS_MAX)
    .execute();
  return rows.map(({ place, joinedAt, askedAt, dialledAt, ...row }) => ({
    ...row,
    // The value was written from this shape.
    place: place as unknown as RestoredCallback,
    joinedAtMs: joinedAt.getTime(),
    askedAtMs: askedAt.getTime(),
    isDialled: dialledAt !== null,
  }));
}

async function standings(trx: DatabaseTransaction): Promise<readonly StoredAgentState[]> {
  const rows = await trx
    .selectFrom("agentStatus")
    .select(["agentId", "phoneId", "contactId", "since", "held"])
    .limit(AGENTS_MAX)
    .execute();
  return rows.map(({ since, held, ...row }) => ({
    ...row,
    sinceMs: since.getTime(),
    held: held as unknown as HeldAgent,
  }));
}
