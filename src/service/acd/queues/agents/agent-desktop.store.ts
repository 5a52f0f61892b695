import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { SupervisionMode } from "../../../telephony/call-control/index.ts";
import { AGENTS_MAX } from "../queue-rules.ts";

/** The maximum of phones that are offered for logging in. */
const PHONES_MAX = 1_000;
/** The maximum of listed earlier calls of a number. */
const EARLIER_MAX = 5;
const CHOICES_MAX = 20;
const NOTES_MAX = 50;
/** The number of contacts on one page. */
const PAGE = 20;
/** The tolerance between a call and its contact at both ends, since they are written by different clocks. */
const SLACK = sql`interval '30 seconds'`;

/** The agent of this person in the transaction's tenant; undefined when the person is no agent. */
export async function agentOfPerson(trx: DatabaseTransaction, personId: string) {
  return trx
    .selectFrom("agent")
    .select(["id", "name", "homePhoneId"])
    .where("personId", "=", personId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
}

/**
 * The state of every logged-in agent with the current contact; for timed states with their end: the ACD counts by its monotonic clock, and the event that
 * began the state contains both clocks.
 */
export async function readDesktopRows(trx: DatabaseTransaction) {
  return trx
    .selectFrom("agentStatus as s")
    .leftJoin("openContact as c", "c.contactId", "s.contactId")
    .leftJoin("queueCallback as b", "b.contactId", "c.contactId")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("callEvent as e")
          .select(["e.data", "e.at"])
          // The talk of a callback is in the call that dials back.
          .where("e.callId", "=", sql<string>`coalesce(b.dialled_call_id, c.call_id)`)
          .where("e.kind", "=", "talk.changed")
          .orderBy("e.sequence", "desc")
          .limit(1)
          .as("t"),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("callEvent as e")
          .select(sql<SupervisionMode | null>`e.data ->> 'mode'`.as("mode"))
          .where("e.callId", "=", sql<string>`coalesce(b.dialled_call_id, c.call_id)`)
          .where("e.kind", "in", ["supervision.began", "supervision.changed", "supervision.ended"])
          .where(sql<boolean>`coalesce((select is_shown from supervision_setting), true)`)
          .orderBy("e.sequence", "desc")
          .limit(1)
          .as("v"),
      (join) => join.onTrue(),
    )
    .leftJoin("softphoneSession as d", "d.agentId", "s.agentId")
    .leftJoin("queue as q", "q.id", "c.queueId")
    .leftJoin("pauseReason as p", (join) => join.on(sql`p.id::text`, "=", sql.ref("s.reason")))
    .leftJoin("pauseReason as n", (join) => join.on(sql`n.id::text`, "=", sql`s.held -> 'next' ->> 'reason'`))
    .select(["s.agentId", "s.state", "s.phoneId", "s.since", "s.contactId", "d.id as sittingId"])
    .select(["c.contactId as openId", "c.caller", "c.called", "c.kind", "c.joinedAt", "c.priority"])
    .select(["c.queueId", "q.name as queueName"])
    .select(["t.data as talk", "t.at as talkAt", "v.mode as supervision"])
    .select([
      sql<string | null>`coalesce(p.name, s.reason)`.as("reason"),
      sql<"paused" | "logged-out" | null>`s.held -> 'next' ->> 'is'`.as("nextIs"),
      sql<string | null>`coalesce(n.name, s.held -> 'next' ->> 'reason')`.as("nextReason"),
      sql<number | null>`case when s.held -> 'state' ? 'untilMs' then (
        select extract(epoch from e.at) * 1000 + (s.held -> 'state' ->> 'untilMs')::float8 - e.steady_ms from queue_event e
        where e.tenant_id = s.tenant_id and e.agent_id = s.agent_id and e.kind = 'agent.changed'
        order by e.at desc, e.sequence desc limit 1) end`.as("untilMs"),
    ])
    .limit(AGENTS_MAX)
    .execute();
}

/** The call of an agent's contact and the phone; undefined while the agent talks with no caller. */
export async function ownTalk(trx: DatabaseTransaction, agentId: string) {
  return trx
    .selectFrom("agentStatus as s")
    .innerJoin("openContact as c", "c.contactId", "s.contactId")
    .leftJoin("queueCallback as b", "b.contactId", "c.contactId")
    .select(["s.phoneId", sql<string | null>`coalesce(b.dialled_call_id, c.call_id)`.as("callId")])
    .where("s.agentId", "=", agentId)
    .where("s.state", "=", "talking")
    .executeTakeFirst();
}

/** Agents who are logged in at a phone, except one; available ones come first. */
export async function colleaguesOf(trx: DatabaseTransaction, agentId: string) {
  return trx
    .selectFrom("agentStatus as s")
    .innerJoin("agent as a", "a.id", "s.agentId")
    .innerJoin("phone as p", "p.id", "s.phoneId")
    .select(["a.id", "a.name", "s.state", "p.extension"])
    .where("s.agentId", "<>", agentId)
    .where("p.endedAt", "is", null)
    .orderBy(sql`s.state <> 'available'`)
    .orderBy("a.name")
    .limit(AGENTS_MAX)
    .execute();
}

/** Phones of the transaction's tenant, each with whether another agent works at it. */
export async function phonesFor(trx: DatabaseTransaction, agentId: string) {
  return trx
    .selectFrom("phone as p")
    .select(["p.id", "p.extension", "p.name"])
    .select(
      sql<boolean>`exists (select from agent_status s where s.phone_id = p.id and s.agent_id <> ${agentId}::uuid)`.as(
        "isTaken",
      ),
    )
    .where("p.endedAt", "is", null)
    .orderBy("p.extension")
    .limit(PHONES_MAX)
    .execute();
}

/** An agent's numbers since an instant. */
export async function doneSince(
  trx: DatabaseTransaction,
  { agentId, at }: { readonly agentId: string; readonly at: Date },
) {
  const row = await trx
    .selectFrom("queueEvent as e")
    .leftJoin("queueEvent as z", (join) =>
      join
        .onRef("z.tenantId", "=", "e.tenantId")
        .onRef("z.contactId", "=", "e.contactId")
        .on("z.kind", "=", "contact.closed")
        .on("e.kind", "=", "contact.answered"),
    )
    .select([
      sql<number>`(count(distinct e.contact_id) filter (where e.kind = 'contact.answered'))::int`.as("handled"),
      sql<number>`(count(distinct e.sequence) filter (where e.kind = 'contact.missed'))::int`.as("missed"),
      sql<number | null>`avg((z.body ->> 'talkMs')::float8) filter (where not exists (
        select from message_contact m where m.contact_id = z.contact_id))`.as("talkMs"),
    ])
    .where("e.agentId", "=", agentId)
    .where("e.at", ">=", at)
    .where("e.kind", "in", ["contact.answered", "contact.missed"])
    .executeTakeFirstOrThrow();
  return row;
}

/** Whether a contact belongs to an agent: the agent has it now, or talked with its caller. */
export async function isOwnContact(
  trx: DatabaseTransaction,
  { agentId, contactId }: { readonly agentId: string; readonly contactId: string },
): Promise<{ readonly isNow: boolean } | undefined> {
  const standing = await trx
    .selectFrom("agentStatus")
    .select("agentId")
    .where("agentId", "=", agentId)
    .where("contactId", "=", contactId)
    .executeTakeFirst();
  if (standing !== undefined) return { isNow: true };
  const answered = await trx
    .selectFrom("queueEvent")
    .select("sequence")
    .where("contactId", "=", contactId)
    .where("agentId", "=", agentId)
    .where("kind", "=", "contact.answered")
    .limit(1)
    .executeTakeFirst();
  return answered === undefined ? undefined : { isNow: false };
}

/** The caller, the called number and the call of a contact; for a callback that was not dialled, the call in which it was requested. */
export async function callerOf(trx: DatabaseTransaction, contactId: string) {
  const { rows } = await sql<{
    readonly callId: string | null;
    readonly caller: string | null;
    readonly called: string | null;
    readonly label: string | null;
  }>`
    with begun as (
      select (e.body ->> 'callId')::uuid as call_id from queue_event e
      where e.contact_id = ${contactId}::uuid and e.kind = 'contact.entered' order by e.sequence limit 1),
    told as (
      select b.call_id, coalesce(o.caller, c.number, m.caller, r.data ->> 'caller') as caller,
        coalesce(o.called, c.called, m.called, r.data ->> 'called') as called
      from (select (select call_id from begun) as call_id) b
      left join open_contact o on o.contact_id = ${contactId}::uuid
      left join queue_callback c on c.contact_id = ${contactId}::uuid
      left join message_contact m on m.contact_id = ${contactId}::uuid
      left join call_event r on r.call_id = b.call_id and r.kind = 'call.received')
    select t.*, n.label from told t left join service_number n on n.code = t.called limit 1`.execute(trx);
  return rows[0];
}

/** The labels of a caller's menu choices, in their order. */
export async function choicesOf(trx: DatabaseTransaction, callId: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom("callEvent")
    .select(sql<string | null>`data ->> 'label'`.as("label"))
    .where("callId", "=", callId)
    .where("kind", "=", "flow.chose")
    .orderBy("sequence")
    .limit(CHOICES_MAX)
    .execute();
  return rows.flatMap(({ label }) => (label === null || label === "" ? [] : [label]));
}

/** The notes on a contact, oldest first. */
export async function notesOf(trx: DatabaseTransaction, contactId: string) {
  return trx
    .selectFrom("contactNote as n")
    .leftJoin("disposition as d", "d.id", "n.dispositionId")
    .select(["n.id", "n.note", "n.at", "n.dispositionId", "d.name as disposition"])
    .where("n.contactId", "=", contactId)
    .orderBy("n.at")
    .orderBy("n.id")
    .limit(NOTES_MAX)
    .execute();
}

/** The last calls of a number that reached a queue, except one: their time, queue and latest note. */
export async function earlierOf(
  trx: DatabaseTransaction,
  { caller, callId }: { readonly caller: string; readonly callId: string | null },
) {
  const { rows } = await sql<{
    readonly at: Date;
    readonly queueName: string | null;
    readonly isAnswered: boolean;
    readonly disposition: string | null;
    readonly note: string | null;
  }>`
    select r.began_at as at, q.name as queue_name, x.is_answered, d.name as disposition, nullif(t.note, '') as note
    from (select call_id, began_at, ended_at from cdr
      -- Whoever shows no number is not one person.
      where caller_key = number_key(${caller}) and caller_key <> '' and call_id is distinct from ${callId}::uuid and direction = 'inbound'
      order by began_at desc limit ${EARLIER_MAX * 4}) r
    cross join lateral (select e.contact_id, e.queue_id from queue_event e
      where e.at between r.began_at - ${SLACK} and r.ended_at + ${SLACK} and e.kind = 'contact.entered'
        and e.body ->> 'callId' = r.call_id::text order by e.sequence limit 1) k
    cross join lateral (select exists (select from queue_event a
      where a.contact_id = k.contact_id and a.kind = 'contact.answered') as is_answered) x
    left join queue q on q.id = k.queue_id
    left join lateral (select n.disposition_id from contact_note n
      where n.contact_id = k.contact_id and n.disposition_id is not null order by n.at desc limit 1) w on true
    left join disposition d on d.id = w.disposition_id
    left join lateral (select n.note from contact_note n
      where n.contact_id = k.contact_id and n.note <> '' order by n.at desc limit 1) t on true
    order by r.began_at desc limit ${EARLIER_MAX}`.execute(trx);
  return rows;
}

/** An agent's contacts, the last answered first, before an instant; one more than a page shows that there is another. */
export async function ownContacts(
  trx: DatabaseTransaction,
  { agentId, before }: { readonly agentId: string; readonly before: Date | null },
) {
  const { rows } = await sql<{
    readonly contactId: string;
    readonly answeredAt: Date;
    readonly queueName: string | null;
    readonly caller: string | null;
    readonly talkMs: number | null;
    readonly disposition: string | null;
    readonly note: string | null;
  }>`
    select a.contact_id, a.at as answered_at, q.name as queue_name, z.talk_ms,
      coalesce(o.caller, b.number, m.caller, r.data ->> 'caller') as caller, d.name as disposition, nullif(t.note, '') as note
    from (select contact_id, queue_id, at from queue_event
      where agent_id = ${agentId}::uuid and kind = 'contact.answered' and at < coalesce(${before}::timestamptz, 'infinity')
      order by at desc limit ${PAGE + 1}) a
    left join queue q on q.id = a.queue_id
    left join open_contact o on o.contact_id = a.contact_id
    left join queue_callback b on b.contact_id = a.contact_id
    left join message_contact m on m.contact_id = a.contact_id
    left join lateral (select (e.body ->> 'callId')::uuid as call_id from queue_event e
      where e.contact_id = a.contact_id and e.kind = 'contact.entered' order by e.sequence limit 1) c on true
    left join lateral (select (e.body ->> 'talkMs')::float8 as talk_ms from queue_event e
      where e.contact_id = a.contact_id and e.kind = 'contact.closed' order by e.sequence desc limit 1) z on true
    left join call_event r on r.call_id = c.call_id and r.kind = 'call.received'
    left join lateral (select n.disposition_id from contact_note n
      where n.contact_id = a.contact_id and n.disposition_id is not null order by n.at desc limit 1) w on true
    left join disposition d on d.id = w.disposition_id
    left join lateral (select n.note from contact_note n
      where n.contact_id = a.contact_id and n.note <> '' order by n.at desc limit 1) t on true
    order by a.at desc`.execute(trx);
  return { items: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.answeredAt ?? null) : null };
}
