import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import { AGENTS_MAX } from "./queue-rules.ts";

/** Contacts that a board shows; the longest wait first. The counts hold all of them. */
const SHOWN_MAX = 500;
/** Events of one contact that its story tells. */
const STORY_MAX = 1_000;

/** What goes on in the queues of the transaction's tenant: counts by queue, contacts that are open, agents who are here. */
export async function boardOf(trx: DatabaseTransaction) {
  const queues = await trx
    .selectFrom("queue as q")
    .select(["q.id", "q.name", "q.isOpen"])
    .select([
      countSql("c.state <> 'connected'").as("waiting"),
      countSql("c.state = 'connected'").as("talking"),
      sql<Date | null>`(select min(c.joined_at) from open_contact c where c.queue_id = q.id and c.state <> 'connected'
        and c.kind = 'call')`.as("longestSince"),
    ])
    .where("q.endedAt", "is", null)
    .orderBy("q.name")
    .execute();
  const contacts = await trx
    .selectFrom("openContact")
    .select(["contactId", "queueId", "callId", "caller", "kind", "state", "agentId", "joinedAt", "priority"])
    .orderBy("joinedAt")
    .orderBy("contactId")
    .limit(SHOWN_MAX)
    .execute();
  const agents = await trx
    .selectFrom("agentStanding as s")
    .innerJoin("agent as a", "a.id", "s.agentId")
    .select(["s.agentId", "a.name", "s.state", "s.reason", "s.contactId", "s.phoneId", "s.since"])
    .orderBy("a.name")
    .limit(AGENTS_MAX)
    .execute();
  return { queues, contacts, agents };
}

function countSql(which: string) {
  return sql<number>`(select count(*) from open_contact c where c.queue_id = q.id and ${sql.raw(which)})::int`;
}

/** Everything that happened to a contact of the transaction's tenant, in its order. */
export async function storyOf(trx: DatabaseTransaction, contactId: string) {
  return trx
    .selectFrom("queueEvent")
    .select(["sequence", "kind", "at", "steadyMs", "body"])
    .where("contactId", "=", contactId)
    .orderBy("sequence")
    .limit(STORY_MAX)
    .execute();
}
