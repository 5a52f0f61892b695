import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { AGENTS_MAX, PRIORITY_WORTH_MS } from "./queue-rules.ts";
import { withInformationEvents } from "./routing/contact-timeline.ts";

/** The maximum of shown contacts; the longest wait first. The counts include all of them. */
const SHOWN_MAX = 500;
/** The maximum of events in the timeline of one contact. */
const TIMELINE_MAX = 1_000;

/** The live state of the queues of the transaction's tenant: counts by queue, open contacts, logged-in agents, and the time zone. */
export async function boardOf(trx: DatabaseTransaction) {
  const [queues, contacts, agents] = [await queuesNow(trx), await contactsNow(trx), await agentsNow(trx)];
  return { timeZone: await ownTimeZone(trx), queues, contacts, agents };
}

async function queuesNow(trx: DatabaseTransaction) {
  return trx
    .selectFrom("queue as q")
    .select(["q.id", "q.name", "q.isOpen"])
    .select([
      countSql("c.state <> 'connected' and c.kind <> 'message'").as("waiting"),
      countSql("c.state = 'connected' and c.kind <> 'message'").as("talking"),
      countSql("c.kind = 'message'").as("messages"),
      sql<Date | null>`(select min(c.joined_at) from open_contact c where c.queue_id = q.id and c.state <> 'connected'
        and c.kind = 'call')`.as("longestSince"),
      // Rules that this version cannot read have no known limit.
      sql<number | null>`case when jsonb_typeof(q.rules -> 'waitMaxMs') = 'number'
        then (q.rules ->> 'waitMaxMs')::float8 end`.as("waitMaxMs"),
    ])
    .where("q.endedAt", "is", null)
    .orderBy("q.name")
    .execute();
}

/** The position is that of the common order, counted within the queue; a talking contact has none. */
async function contactsNow(trx: DatabaseTransaction) {
  const isOn = sql`c.state = 'connected'`;
  return trx
    .selectFrom("openContact as c")
    .select(["c.contactId", "c.queueId", "c.callId", "c.caller", "c.called", "c.kind", "c.state", "c.agentId"])
    .select(["c.joinedAt", "c.priority"])
    .select([
      sql<number | null>`case when ${isOn} then null else (row_number() over (partition by c.queue_id, ${isOn}
        order by c.joined_ms - c.priority * ${PRIORITY_WORTH_MS}::bigint, c.contact_id))::int end`.as("place"),
      sql<number | null>`(select (e.body ->> 'toldMs')::float8 from queue_event e where e.tenant_id = c.tenant_id
        and e.contact_id = c.contact_id and e.kind = 'contact.entered' order by e.sequence desc limit 1)`.as("toldMs"),
    ])
    .orderBy("c.joinedAt")
    .orderBy("c.contactId")
    .limit(SHOWN_MAX)
    .execute();
}

/** Whether the last browser event at the agent's leg of the contact's call is a disconnection. */
const IS_AWAY = sql<boolean>`coalesce((select d.kind = 'device.away' from open_contact c
  join call_event i on i.call_id = c.call_id and i.kind = 'leg.invited' and i.data ->> 'phoneId' = s.phone_id::text
  join call_event d on d.call_id = c.call_id and d.kind in ('device.away', 'device.back')
    and d.data ->> 'legId' = i.data ->> 'legId'
  where c.contact_id = s.contact_id order by d.sequence desc limit 1), false)`;

async function agentsNow(trx: DatabaseTransaction) {
  return (
    trx
      .selectFrom("agentStatus as s")
      .innerJoin("agent as a", "a.id", "s.agentId")
      .leftJoin("pauseReason as p", (join) => join.on(sql`p.id::text`, "=", sql.ref("s.reason")))
      .select(["s.agentId", "a.name", "s.contactId", "s.phoneId", "s.since"])
      .select(sql<string>`case when s.state = 'talking' and ${IS_AWAY} then 'away' else s.state end`.as("state"))
      // The current name of the reason; an automatic reason, such as missed calls, has its own text.
      .select((eb) => eb.fn.coalesce("p.name", "s.reason").as("reason"))
      .select(
        sql<string[]>`array(select m.queue_id::text from agent_queue m where m.agent_id = s.agent_id order by 1)`.as(
          "queueIds",
        ),
      )
      .orderBy("a.name")
      .limit(AGENTS_MAX)
      .execute()
  );
}

/** The time zone of the transaction's tenant (IANA name). */
export async function ownTimeZone(trx: DatabaseTransaction): Promise<string> {
  const row = await trx
    .selectFrom("tenant")
    .select("timeZone")
    .where("id", "=", sql<string>`current_setting('app.tenant')::uuid`)
    .executeTakeFirstOrThrow();
  return row.timeZone;
}

function countSql(which: string) {
  return sql<number>`(select count(*) from open_contact c where c.queue_id = q.id and ${sql.raw(which)})::int`;
}

/** The events of a contact of the transaction's tenant, in their order, with the information that its caller received. */
export async function readContactTimeline(trx: DatabaseTransaction, contactId: string) {
  const events = await trx
    .selectFrom("queueEvent")
    .select(["sequence", "kind", "at", "steadyMs", "body"])
    .where("contactId", "=", contactId)
    .orderBy("sequence")
    .limit(TIMELINE_MAX)
    .execute();
  const told = [...(await informationByAgents(trx, contactId)), ...(await informationByFlow(trx, contactId))];
  return withInformationEvents(events, told);
}

async function informationByAgents(trx: DatabaseTransaction, contactId: string) {
  const articles = await trx
    .selectFrom("informationUse as u")
    .innerJoin("informationVersion as v", (join) =>
      join.onRef("v.articleId", "=", "u.articleId").onRef("v.number", "=", "u.number"),
    )
    .select(["u.at", "u.agentId", "v.title", "v.number"])
    .where("u.contactId", "=", contactId)
    .orderBy("u.at")
    .limit(TIMELINE_MAX)
    .execute();
  const entries = await trx
    .selectFrom("informationEntryUse as u")
    .innerJoin("informationEntry as e", (join) =>
      join.onRef("e.listId", "=", "u.listId").onRef("e.number", "=", "u.number").onRef("e.line", "=", "u.line"),
    )
    .innerJoin("informationList as l", "l.id", "u.listId")
    .select(["u.at", "u.agentId", "u.number"])
    .select(sql<string>`l.name || ': ' || e.name`.as("title"))
    .where("u.contactId", "=", contactId)
    .orderBy("u.at")
    .limit(TIMELINE_MAX)
    .execute();
  return [...articles, ...entries].map((told) => ({ ...told, kind: "contact.informed" as const }));
}

/** The look-ups of the flow in the contact's call. */
async function informationByFlow(trx: DatabaseTransaction, contactId: string) {
  const { rows } = await sql<{ at: Date; result: string; list: string; said: string | null; number: number | null }>`
    select c.at, c.data ->> 'result' as result, c.data ->> 'list' as list, c.data ->> 'said' as said,
      (c.data ->> 'version')::int as number
    from call_event c
    where c.kind = 'flow.looked-up' and c.data ->> 'list' is not null and c.call_id = (
      select (e.body ->> 'callId')::uuid from queue_event e
      where e.contact_id = ${contactId}::uuid and e.kind = 'contact.entered' order by e.sequence limit 1)
    order by c.sequence limit ${TIMELINE_MAX}`.execute(trx);
  return rows.map(({ at, result, list, said, number }) => ({
    at,
    number,
    title: said ?? list,
    kind: LOOKUP_EVENT_KINDS[result] ?? ("contact.unanswered" as const),
  }));
}

/** The event kinds of look-ups by their result; any other result counts as not found. */
const LOOKUP_EVENT_KINDS: Readonly<Record<string, "contact.heard" | "contact.unheard">> = {
  found: "contact.heard",
  unheard: "contact.unheard",
};

/** The names of queues and agents by id, including ended ones. */
export async function namedIn(
  trx: DatabaseTransaction,
  ids: { readonly queues: readonly string[]; readonly agents: readonly string[] },
) {
  const named = async (table: "queue" | "agent", wanted: readonly string[]) =>
    wanted.length === 0 ? [] : trx.selectFrom(table).select(["id", "name"]).where("id", "in", wanted).execute();
  return { queues: await named("queue", ids.queues), agents: await named("agent", ids.agents) };
}

/** The queue that a contact entered last; null for an unknown contact. */
export async function queueOfContact(trx: DatabaseTransaction, contactId: string): Promise<string | null> {
  const row = await trx
    .selectFrom("queueEvent")
    .select("queueId")
    .where("contactId", "=", contactId)
    .where("kind", "in", ["contact.entered", "contact.planned", "contact.moved"])
    .where("queueId", "is not", null)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.queueId ?? null;
}
