import { rolesWith } from "../../../identity/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { NOTIFIED_PEOPLE_MAX } from "../../../platform/mail/index.ts";
import { AGENTS_MAX, QUEUES_MAX } from "../queues/index.ts";

/** The call centre whose people are read, and the instant. */
interface PeopleQuery {
  readonly tenantId: string;
  readonly at: Date;
  /** Only people with this role; without it, all who work on tickets. */
  readonly role?: "operator-supervisor" | "operator-administrator";
}

/** People of a call centre who work on tickets, by name. */
export async function ticketPeople(trx: DatabaseTransaction, query: PeopleQuery) {
  return peopleWhoWork(trx, query).orderBy("p.name").orderBy("p.id").limit(AGENTS_MAX).execute();
}

/** Whether a person works on tickets of a call centre, without a limit on their number. */
export async function worksOnTickets(
  trx: DatabaseTransaction,
  { personId, ...asked }: PeopleQuery & { readonly personId: string },
): Promise<boolean> {
  return (await peopleWhoWork(trx, asked).where("p.id", "=", personId).executeTakeFirst()) !== undefined;
}

/** The people with a role, up to the limit of recipients of one notification. */
export async function listNotifiedPeople(
  trx: DatabaseTransaction,
  asked: Required<PeopleQuery>,
): Promise<readonly string[]> {
  const rows = await peopleWhoWork(trx, asked).orderBy("p.id").limit(NOTIFIED_PEOPLE_MAX).execute();
  return rows.map(({ id }) => id);
}

function peopleWhoWork(trx: DatabaseTransaction, { tenantId, at, role }: PeopleQuery) {
  return trx
    .selectFrom("membership as m")
    .innerJoin("person as p", "p.id", "m.personId")
    .select(["p.id", "p.name"])
    .distinct()
    .where("m.tenantId", "=", tenantId)
    .where("m.role", "in", role === undefined ? [...rolesWith("ticket.work")] : [role])
    .where("m.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)]));
}

/** Queues to which tickets can be assigned, by name. */
export async function ticketQueues(trx: DatabaseTransaction) {
  return queuesInUse(trx).orderBy("name").limit(QUEUES_MAX).execute();
}

/** Whether tickets can be assigned to a queue. */
export async function isTicketQueue(trx: DatabaseTransaction, queueId: string): Promise<boolean> {
  return (await queuesInUse(trx).where("id", "=", queueId).executeTakeFirst()) !== undefined;
}

function queuesInUse(trx: DatabaseTransaction) {
  return trx.selectFrom("queue").select(["id", "name"]).where("endedAt", "is", null);
}

/** The accounts of the agents who serve a queue, up to the limit of recipients of one notification. */
export async function peopleOfQueue(trx: DatabaseTransaction, queueId: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("agentQueue as q")
    .innerJoin("agent as a", "a.id", "q.agentId")
    .innerJoin("person as p", "p.id", "a.personId")
    .select("p.id")
    .distinct()
    .where("q.queueId", "=", queueId)
    .where("a.endedAt", "is", null)
    .where("p.disabledAt", "is", null)
    .orderBy("p.id")
    .limit(NOTIFIED_PEOPLE_MAX)
    .execute();
  return rows.map(({ id }) => id);
}
