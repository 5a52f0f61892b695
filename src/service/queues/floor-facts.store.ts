import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { CallbackFact, FloorFacts, StandingFact } from "./floor-facts.ts";
import type { HeldAgent, KeptCallback } from "./kept.ts";
import type { ContactRow } from "./queue-draft.ts";
import { AGENTS_MAX, CONTACTS_MAX } from "./queue-rules.ts";

/** What is on disk of the floor of the transaction's tenant, whose lease this transaction has taken. */
export async function floorFacts(
  trx: DatabaseTransaction,
): Promise<Pick<FloorFacts, "last" | "contacts" | "callbacks" | "agents">> {
  const last = await trx
    .selectFrom("queueEvent")
    .select(["sequence", "at", "steadyMs"])
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return {
    last: last === undefined ? null : { sequence: last.sequence, atMs: last.at.getTime(), steadyMs: last.steadyMs },
    contacts: await openContacts(trx),
    callbacks: await openCallbacks(trx),
    agents: await standings(trx),
  };
}

async function openContacts(trx: DatabaseTransaction): Promise<readonly ContactRow[]> {
  const rows = await trx
    .selectFrom("openContact")
    .select(["contactId", "queueId", "callId", "caller", "called", "kind", "state", "agentId", "joinedAt"])
    .select(["joinedMs", "enteredMs", "connectedMs", "priority"])
    .orderBy("joinedAt")
    .limit(CONTACTS_MAX)
    .execute();
  return rows.map(({ joinedAt, kind, state, ...row }) => ({
    ...row,
    kind: kind as ContactRow["kind"],
    state: state as ContactRow["state"],
    joinedAtMs: joinedAt.getTime(),
  }));
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
    // Written by this program from a value of this shape.
    place: place as unknown as KeptCallback,
    joinedAtMs: joinedAt.getTime(),
    askedAtMs: askedAt.getTime(),
    isDialled: dialledAt !== null,
  }));
}

async function standings(trx: DatabaseTransaction): Promise<readonly StandingFact[]> {
  const rows = await trx
    .selectFrom("agentStanding")
    .select(["agentId", "phoneId", "contactId", "since", "held"])
    .limit(AGENTS_MAX)
    .execute();
  return rows.map(({ since, held, ...row }) => ({
    ...row,
    sinceMs: since.getTime(),
    held: held as unknown as HeldAgent,
  }));
}
