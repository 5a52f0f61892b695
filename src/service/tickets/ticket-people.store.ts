import { rolesWith } from "../../people/index.ts";
import type { DatabaseTransaction } from "../../platform/database/index.ts";

const PEOPLE_MAX = 200;

/** Whose people are asked for, and when. */
interface Asked {
  readonly tenantId: string;
  readonly at: Date;
  /** Only those with this role; all who work on tickets without. */
  readonly role?: "operator-supervisor" | "operator-administrator";
}

/** People of a call centre who work on tickets, by name. */
export async function ticketPeople(trx: DatabaseTransaction, { tenantId, at, role }: Asked) {
  return trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.name"])
    .distinct()
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "in", role === undefined ? [...rolesWith("ticket.work")] : [role])
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)]))
    .orderBy("p.name")
    .limit(PEOPLE_MAX)
    .execute();
}

/** Queues that tickets are given to, by name. */
export async function ticketQueues(trx: DatabaseTransaction) {
  return trx
    .selectFrom("queue")
    .select(["id", "name"])
    .where("endedAt", "is", null)
    .orderBy("name")
    .limit(PEOPLE_MAX)
    .execute();
}

/** The accounts of the agents who serve a queue. */
export async function peopleOfQueue(trx: DatabaseTransaction, queueId: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("agentQueue as q")
    .innerJoin("agent as a", "a.id", "q.agentId")
    .select("a.personId")
    .where("q.queueId", "=", queueId)
    .where("a.endedAt", "is", null)
    .where("a.personId", "is not", null)
    .limit(PEOPLE_MAX)
    .execute();
  return rows.flatMap(({ personId }) => (personId === null ? [] : [personId]));
}
