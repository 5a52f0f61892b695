import { type RawBuilder, sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { settlePlan } from "./callbacks/due-plan.store.ts";
import { noteMessages } from "./message-contact.store.ts";
import type { AgentRow, ContactRow, DraftResult, QueueDraft } from "./queue-draft.ts";
import { holdsLease } from "./routing/acd-lease.store.ts";

/**
 * Writes drafts of many call centres in one transaction; existing rows do not change, since after a lost connection a commit may have arrived. The lease is
 * held by a share lock until the commit: drafts of a former owner are refused, and a takeover waits for this transaction.
 */
export async function writeQueueBatch(db: Database, drafts: readonly QueueDraft[]): Promise<readonly DraftResult[]> {
  return db.transaction().execute(async (trx) => {
    const results = new Map<QueueDraft, DraftResult>();
    // In the order of ids, so that two switches do not deadlock.
    for (const tenantId of [...new Set(drafts.map((draft) => draft.tenantId))].sort()) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      const own = drafts.filter((draft) => draft.tenantId === tenantId);
      for (const fence of new Set(own.map((draft) => draft.fence))) {
        const fenced = own.filter((draft) => draft.fence === fence);
        const holds = await holdsLease(trx, { tenantId, fence });
        const kept = holds ? await writeDrafts(trx, tenantId, fenced) : new Set<QueueDraft>();
        for (const draft of fenced)
          results.set(draft, kept.has(draft) ? "kept" : holds ? "dialled-before" : "lease-lost");
      }
    }
    return drafts.map((draft) => results.get(draft) ?? "fault");
  });
}

/** Writes drafts of one call centre in their order; returns the accepted ones. */
async function writeDrafts(
  trx: DatabaseTransaction,
  tenantId: string,
  drafts: readonly QueueDraft[],
): Promise<ReadonlySet<QueueDraft>> {
  const standing = new Set<QueueDraft>();
  await insertCallbackRequests(trx, tenantId, drafts);
  for (const draft of drafts) if (await mayStand(trx, draft)) standing.add(draft);
  const own = [...standing];
  await insertEvents(trx, tenantId, own);
  await keepContacts(trx, tenantId, merged(own.map(({ contacts }) => contacts)));
  await keepAgents(trx, tenantId, merged(own.map(({ agents }) => agents)));
  await closeCallbacks(trx, own);
  await noteMessages(
    trx,
    own.flatMap(({ events }) => events),
  );
  await settleCommands(trx, own);
  return standing;
}

/** A callback is dialled once, which its row decides. A repetition by the same call is accepted. */
async function mayStand(trx: DatabaseTransaction, { dial, atMs }: QueueDraft): Promise<boolean> {
  if (dial === undefined) return true;
  const { contactId, callId } = dial;
  const { numUpdatedRows } = await trx
    .updateTable("queueCallback")
    .set({ dialledAt: new Date(atMs), dialledCallId: callId })
    .where("contactId", "=", contactId)
    .where("closedAt", "is", null)
    .where((eb) => eb.or([eb("dialledAt", "is", null), eb("dialledCallId", "=", callId)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The rows after all drafts: the last value of each id counts. */
function merged<Row>(maps: readonly ReadonlyMap<string, Row | null>[]): ReadonlyMap<string, Row | null> {
  return new Map(maps.flatMap((map) => [...map]));
}

async function insertEvents(trx: DatabaseTransaction, tenantId: string, drafts: readonly QueueDraft[]): Promise<void> {
  const rows = drafts.flatMap(({ fence, events }) =>
    events.map(({ sequence, atMs, steadyMs, body }) => ({
      s: sequence,
      f: fence,
      k: body.kind,
      a: new Date(atMs),
      m: steadyMs,
      c: "contactId" in body ? body.contactId : null,
      q: "queueId" in body ? body.queueId : null,
      g: "agentId" in body ? body.agentId : null,
      d: body,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into queue_event (tenant_id, sequence, fence, kind, at, steady_ms, contact_id, queue_id, agent_id, body)
    select ${tenantId}::uuid, s, f, k, a, m, c, q, g, d from ${recordset(rows)}
      as r(s bigint, f bigint, k text, a timestamptz, m bigint, c uuid, q uuid, g uuid, d jsonb)
    on conflict (tenant_id, sequence) do nothing`.execute(trx);
}

async function keepContacts(
  trx: DatabaseTransaction,
  tenantId: string,
  contacts: ReadonlyMap<string, ContactRow | null>,
): Promise<void> {
  const rows = [...contacts.values()].filter((row) => row !== null);
  const gone = [...contacts].flatMap(([id, row]) => (row === null ? [id] : []));
  if (gone.length > 0) await trx.deleteFrom("openContact").where("contactId", "in", gone).execute();
  if (rows.length === 0) return;
  await trx
    .insertInto("openContact")
    .values(rows.map(({ joinedAtMs, ...row }) => ({ ...row, tenantId, joinedAt: new Date(joinedAtMs) })))
    .onConflict((conflict) =>
      conflict.column("contactId").doUpdateSet((eb) => ({
        queueId: eb.ref("excluded.queueId"),
        callId: eb.ref("excluded.callId"),
        kind: eb.ref("excluded.kind"),
        state: eb.ref("excluded.state"),
        agentId: eb.ref("excluded.agentId"),
        enteredMs: eb.ref("excluded.enteredMs"),
        connectedMs: eb.ref("excluded.connectedMs"),
      })),
    )
    .execute();
}

async function keepAgents(
  trx: DatabaseTransaction,
  tenantId: string,
  agents: ReadonlyMap<string, AgentRow | null>,
): Promise<void> {
  const rows = [...agents.values()].filter((row) => row !== null);
  const gone = [...agents].flatMap(([id, row]) => (row === null ? [id] : []));
  if (gone.length > 0) await trx.deleteFrom("agentStatus").where("agentId", "in", gone).execute();
  if (rows.length === 0) return;
  const values = rows.map(({ agentId, phoneId, contactId, sinceMs, held }) => ({
    agentId,
    tenantId,
    phoneId,
    contactId,
    since: new Date(sinceMs),
    held: JSON.stringify(held),
    state: held.state.is,
    reason: held.state.is === "paused" ? held.state.reason : null,
  }));
  await trx
    .insertInto("agentStatus")
    .values(values)
    .onConflict((conflict) =>
      conflict.column("agentId").doUpdateSet((eb) => ({
        phoneId: eb.ref("excluded.phoneId"),
        state: eb.ref("excluded.state"),
        reason: eb.ref("excluded.reason"),
        contactId: eb.ref("excluded.contactId"),
        since: eb.ref("excluded.since"),
        held: eb.ref("excluded.held"),
      })),
    )
    .execute();
}

async function insertCallbackRequests(
  trx: DatabaseTransaction,
  tenantId: string,
  drafts: readonly QueueDraft[],
): Promise<void> {
  const rows = drafts.flatMap(({ asked }) =>
    asked.map(({ joinedAtMs, askedAtMs, place, ...row }) => ({
      ...row,
      tenantId,
      place: JSON.stringify(place),
      joinedAt: new Date(joinedAtMs),
      askedAt: new Date(askedAtMs),
    })),
  );
  if (rows.length === 0) return;
  await trx
    .insertInto("queueCallback")
    .values(rows)
    .onConflict((conflict) => conflict.column("contactId").doNothing())
    .execute();
}

async function closeCallbacks(trx: DatabaseTransaction, drafts: readonly QueueDraft[]): Promise<void> {
  for (const { atMs, closedCallbacks } of drafts)
    for (const { contactId, outcome } of closedCallbacks) {
      await trx
        .updateTable("queueCallback")
        .set({ closedAt: new Date(atMs), outcome })
        .where("contactId", "=", contactId)
        .where("closedAt", "is", null)
        .execute();
      await settlePlan(trx, { contactId, outcome, atMs });
    }
}

async function settleCommands(trx: DatabaseTransaction, drafts: readonly QueueDraft[]): Promise<void> {
  for (const { atMs, commands } of drafts)
    for (const { id, refusal } of commands)
      await trx
        .updateTable("agentCommand")
        .set({ state: refusal === null ? "done" : "refused", refusal, doneAt: new Date(atMs) })
        .where("id", "=", id)
        .where("state", "=", "waiting")
        .execute();
}

function recordset(rows: readonly object[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)`;
}
