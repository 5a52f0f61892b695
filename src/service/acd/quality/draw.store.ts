import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { EvaluationState } from "./evaluation.store.ts";

/** The maximum of listed draws. */
const DRAWS_MAX = 50;
/** The maximum of listed contacts of one draw; agents times contacts of each agent stay below it. */
const PICKS_MAX = 5_000;
/** The maximum of listed evaluations of one contact. */
const EVALUATIONS_MAX = 20;

/** The range of a draw. */
export interface DrawRange {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly leastTalkMs: number;
  readonly queueId: string | null;
}

/** The closed contacts of a range that agents answered, at most one more than `limit`: the last answer of each. */
export async function candidatesIn(
  trx: DatabaseTransaction,
  { limit, ...range }: DrawRange & { readonly limit: number },
) {
  const { fromMs, untilMs, leastTalkMs, queueId } = range;
  const { rows } = await sql<{
    readonly contactId: string;
    readonly agentId: string;
    readonly queueId: string | null;
    readonly answeredAt: Date;
    readonly talkMs: number;
  }>`
    select distinct on (a.contact_id) a.contact_id, a.agent_id, a.queue_id, a.at as answered_at,
      (z.body ->> 'talkMs')::float8 as talk_ms
    from queue_event a
    join queue_event z on z.tenant_id = a.tenant_id and z.contact_id = a.contact_id and z.kind = 'contact.closed'
      and (z.body ->> 'talkMs')::float8 >= ${leastTalkMs}
    where a.tenant_id = current_tenant() and a.kind = 'contact.answered' and a.agent_id is not null
      and a.at >= ${new Date(fromMs)} and a.at < ${new Date(untilMs)}
      and (${queueId}::uuid is null or a.queue_id = ${queueId}::uuid)
      and not exists (select from message_contact m where m.contact_id = a.contact_id)
    order by a.contact_id, a.sequence desc limit ${limit + 1}`.execute(trx);
  return rows;
}

/** A draw as stored. */
export interface StoredDraw {
  readonly id: string;
  readonly tenantId: string;
  readonly seed: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly perAgent: number;
  readonly leastTalkMs: number;
  readonly queueId: string | null;
  readonly candidates: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** A drawn contact. */
export interface Pick {
  readonly contactId: string;
  readonly agentId: string;
  readonly queueId: string | null;
  readonly answeredAt: Date;
  readonly talkMs: number;
  readonly place: number;
}

/** Stores a draw with its contacts. */
export async function insertDraw(trx: DatabaseTransaction, draw: StoredDraw, picks: readonly Pick[]): Promise<void> {
  await trx.insertInto("evaluationDraw").values(draw).execute();
  const rows = picks.map((pick) => ({ ...pick, drawId: draw.id, tenantId: draw.tenantId }));
  if (rows.length > 0) await trx.insertInto("evaluationPick").values(rows).execute();
}

function draws(trx: DatabaseTransaction) {
  return trx
    .selectFrom("evaluationDraw as d")
    .innerJoin("person as p", "p.id", "d.madeBy")
    .leftJoin("queue as q", "q.id", "d.queueId")
    .select(["d.id", "d.seed", "d.fromDay", "d.toDay", "d.perAgent", "d.leastTalkMs", "d.candidates", "d.madeAt"])
    .select(["p.name as madeByName", "q.name as queueName"])
    .select(sql<number>`(select count(*) from evaluation_pick k where k.draw_id = d.id)::int`.as("picks"));
}

/** A draw with its columns. */
export type DrawRow = Awaited<ReturnType<ReturnType<typeof draws>["executeTakeFirstOrThrow"]>>;

/** The newest draws of the transaction's tenant. */
export async function listDraws(trx: DatabaseTransaction): Promise<readonly DrawRow[]> {
  return draws(trx).orderBy("d.madeAt", "desc").orderBy("d.id", "desc").limit(DRAWS_MAX).execute();
}

/** One draw; undefined when it does not exist. */
export async function findDraw(trx: DatabaseTransaction, id: string): Promise<DrawRow | undefined> {
  return draws(trx).where("d.id", "=", id).executeTakeFirst();
}

/** The contacts of a draw, by agent, each with its evaluations. */
export async function picksOf(trx: DatabaseTransaction, drawId: string) {
  return trx
    .selectFrom("evaluationPick as k")
    .innerJoin("agent as a", "a.id", "k.agentId")
    .leftJoin("queue as q", "q.id", "k.queueId")
    .select(["k.contactId", "k.agentId", "a.name as agentName", "q.name as queueName", "k.answeredAt", "k.talkMs"])
    .select(
      sql<readonly { readonly id: string; readonly formName: string; readonly state: EvaluationState }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', e.id, 'formName', e.form_name, 'state', e.state) order by e.form_name)
        from (select e.id, e.state, v.name as form_name from evaluation e
          join evaluation_form_version v on v.form_id = e.form_id and v.number = e.form_version
          where e.contact_id = k.contact_id and e.agent_id = k.agent_id limit ${EVALUATIONS_MAX}) e), '[]'::jsonb)`.as(
        "evaluations",
      ),
    )
    .where("k.drawId", "=", drawId)
    .orderBy("a.name")
    .orderBy("k.agentId")
    .orderBy("k.place")
    .limit(PICKS_MAX)
    .execute();
}
