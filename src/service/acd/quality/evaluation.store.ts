import { type ExpressionBuilder, sql } from "kysely";
import type { DB } from "../../../../db/generated/schema.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Answers, FormSection, Mark } from "./evaluation.shared.ts";
import type { Score } from "./score.shared.ts";

/** The maximum of an agent's own evaluations in one response. */
const OWN_MAX = 50;

/** The state of an evaluation. */
export type EvaluationState = "draft" | "sent" | "acknowledged";

/**
 * The last answer of a contact by an agent, with its call and recording; undefined when the agent did not answer it. The talk time is null while
 * the contact is open.
 */
export async function contactToJudge(
  trx: DatabaseTransaction,
  { contactId, agentId }: { readonly contactId: string; readonly agentId: string },
) {
  const { rows } = await sql<{
    readonly answeredAt: Date;
    readonly queueId: string | null;
    readonly talkMs: number | null;
    readonly callId: string | null;
    readonly recordingId: string | null;
  }>`
    with answered as (
      select a.at as answered_at, a.queue_id from queue_event a
      where a.contact_id = ${contactId}::uuid and a.agent_id = ${agentId}::uuid and a.kind = 'contact.answered'
      order by a.sequence desc limit 1),
    spoken as (
      select coalesce(
        (select b.dialled_call_id from queue_callback b where b.contact_id = ${contactId}::uuid),
        (select (e.body ->> 'callId')::uuid from queue_event e
          where e.contact_id = ${contactId}::uuid and e.kind = 'contact.entered' order by e.sequence limit 1)) as call_id)
    select a.answered_at, a.queue_id, s.call_id,
      (select (z.body ->> 'talkMs')::float8 from queue_event z
        where z.contact_id = ${contactId}::uuid and z.kind = 'contact.closed' order by z.sequence desc limit 1) as talk_ms,
      (select r.id from recording r where r.call_id = s.call_id and r.message_queue is null
        order by r.began_at desc limit 1) as recording_id
    from answered a, spoken s`.execute(trx);
  return rows[0];
}

/** A new evaluation without answers. */
export interface NewEvaluation {
  readonly id: string;
  readonly tenantId: string;
  readonly contactId: string;
  readonly callId: string | null;
  readonly recordingId: string | null;
  readonly agentId: string;
  readonly queueId: string | null;
  readonly answeredAt: Date;
  readonly talkMs: number;
  readonly formId: string;
  readonly formVersion: number;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** Stores a new evaluation; returns the existing id when the contact has one with this form. */
export async function insertEvaluation(trx: DatabaseTransaction, evaluation: NewEvaluation): Promise<string> {
  const empty = { answers: "{}", marks: "[]", remark: "", isFatal: false, state: "draft", version: 1 };
  await trx
    .insertInto("evaluation")
    .values({ ...evaluation, ...empty })
    .onConflict((conflict) => conflict.columns(["contactId", "agentId", "formId"]).doNothing())
    .execute();
  const { contactId, agentId, formId } = evaluation;
  const kept = await trx
    .selectFrom("evaluation")
    .select("id")
    .where("contactId", "=", contactId)
    .where("agentId", "=", agentId)
    .where("formId", "=", formId)
    .executeTakeFirstOrThrow();
  return kept.id;
}

function judged(trx: DatabaseTransaction) {
  return trx
    .selectFrom("evaluation as e")
    .innerJoin("agent as a", "a.id", "e.agentId")
    .innerJoin("evaluationFormVersion as v", (join) =>
      join.onRef("v.formId", "=", "e.formId").onRef("v.number", "=", "e.formVersion"),
    )
    .innerJoin("person as p", "p.id", "e.madeBy")
    .leftJoin("queue as q", "q.id", "e.queueId")
    .select([
      "e.id",
      "e.contactId",
      "e.agentId",
      "a.name as agentName",
      "q.name as queueName",
      "e.answeredAt",
      "e.talkMs",
    ])
    .select(["v.name as formName", "e.score", "e.isFatal", "p.name as madeByName", "e.sentAt", "e.acknowledgedAt"])
    .select(sql<EvaluationState>`e.state`.as("state"));
}

/** An evaluation in a list. */
export type JudgedRow = Awaited<ReturnType<ReturnType<typeof judged>["executeTakeFirstOrThrow"]>>;

/** One evaluation with its form and the state of its recording; undefined when the transaction's tenant has none with that id. */
export async function findEvaluation(trx: DatabaseTransaction, id: string) {
  const row = await judged(trx)
    .leftJoin("recording as r", "r.id", "e.recordingId")
    .select(["v.sections", "e.formVersion", "e.answers", "e.marks", "e.remark", "e.reply", "e.version", "e.callId"])
    .select(["e.recordingId", "r.state as recordingState", "r.durationMs"])
    .where("e.id", "=", id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // The values were written from these shapes.
  const sections = row.sections as unknown as readonly FormSection[];
  const [answers, marks] = [row.answers as unknown as Answers, row.marks as unknown as readonly Mark[]];
  return { ...row, sections, answers, marks };
}

/** An evaluation with its form. */
export type EvaluationRow = NonNullable<Awaited<ReturnType<typeof findEvaluation>>>;

/** Filters of a list; instants are those of the answer. */
export interface EvaluationFilter {
  readonly agentId?: string | undefined;
  readonly queueId?: string | undefined;
  readonly formId?: string | undefined;
  readonly state?: EvaluationState | undefined;
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

type Judged = DB & { readonly e: DB["evaluation"] };

const narrowed =
  ({ agentId, queueId, formId, state, fromMs, untilMs }: EvaluationFilter) =>
  (eb: ExpressionBuilder<Judged, "e">) =>
    eb.and([
      ...(agentId === undefined ? [] : [eb("e.agentId", "=", agentId)]),
      ...(queueId === undefined ? [] : [eb("e.queueId", "=", queueId)]),
      ...(formId === undefined ? [] : [eb("e.formId", "=", formId)]),
      ...(state === undefined ? [] : [eb("e.state", "=", state)]),
      ...(fromMs === null ? [] : [eb("e.answeredAt", ">=", new Date(fromMs))]),
      ...(untilMs === null ? [] : [eb("e.answeredAt", "<", new Date(untilMs))]),
    ]);

/** A page of evaluations, newest first, and their total. */
export async function searchEvaluations(
  trx: DatabaseTransaction,
  { filter, limit, offset }: { readonly filter: EvaluationFilter; readonly limit: number; readonly offset: number },
) {
  const { total } = await trx
    .selectFrom("evaluation as e")
    .select((eb) => eb.fn.countAll<number>().as("total"))
    .where(narrowed(filter))
    .executeTakeFirstOrThrow();
  const items = await judged(trx)
    .where(narrowed(filter))
    .orderBy("e.madeAt", "desc")
    .orderBy("e.id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
  return { total, items };
}

/** The evaluations that were sent to an agent, newest first. */
export async function ownEvaluations(trx: DatabaseTransaction, agentId: string): Promise<readonly JudgedRow[]> {
  return judged(trx)
    .where("e.agentId", "=", agentId)
    .where("e.state", "<>", "draft")
    .orderBy("e.sentAt", "desc")
    .orderBy("e.id", "desc")
    .limit(OWN_MAX)
    .execute();
}

/** The number of evaluations that an agent has not acknowledged. */
export async function countUnread(trx: DatabaseTransaction, agentId: string): Promise<number> {
  const { count } = await trx
    .selectFrom("evaluation")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("agentId", "=", agentId)
    .where("state", "=", "sent")
    .executeTakeFirstOrThrow();
  return count;
}

/** Saves a draft over the version that was read; false when another person saved it first or it was sent. */
export async function keepDraft(
  trx: DatabaseTransaction,
  draft: {
    readonly id: string;
    readonly answers: Answers;
    readonly marks: readonly Mark[];
    readonly remark: string;
    readonly expectedVersion: number;
  },
): Promise<boolean> {
  const { id, expectedVersion, remark } = draft;
  const [answers, marks] = [JSON.stringify(draft.answers), JSON.stringify(draft.marks)];
  const { numUpdatedRows } = await trx
    .updateTable("evaluation")
    .set({ answers, marks, remark, version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Sends a draft in the version that was read; false when another person changed it first. */
export async function sendDraft(
  trx: DatabaseTransaction,
  sent: Pick<Score, "score" | "isFatal"> & { readonly id: string; readonly expectedVersion: number; readonly at: Date },
): Promise<boolean> {
  const { id, expectedVersion, score, isFatal, at: sentAt } = sent;
  const { numUpdatedRows } = await trx
    .updateTable("evaluation")
    .set({ state: "sent", score, isFatal, sentAt, version: expectedVersion + 1 })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .where("version", "=", expectedVersion)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Deletes a draft; false when it does not exist. */
export async function dropDraft(trx: DatabaseTransaction, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom("evaluation")
    .where("id", "=", id)
    .where("state", "=", "draft")
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Writes the agent's acknowledgement and reply; false when the evaluation was acknowledged before. */
export async function acknowledge(
  trx: DatabaseTransaction,
  {
    id,
    agentId,
    reply,
    at,
  }: { readonly id: string; readonly agentId: string; readonly reply: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable("evaluation")
    .set(({ eb }) => ({
      state: "acknowledged",
      acknowledgedAt: at,
      reply: reply === "" ? null : reply,
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .where("agentId", "=", agentId)
    .where("state", "=", "sent")
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The sent evaluations about contacts of a range, for a report; one more than `limit` shows that there are more. */
export async function countedEvaluations(
  trx: DatabaseTransaction,
  { filter, limit }: { readonly filter: EvaluationFilter; readonly limit: number },
) {
  const rows = await judged(trx)
    .select(["v.sections", "e.formVersion", "e.answers"])
    .where(narrowed(filter))
    .where("e.state", "<>", "draft")
    .orderBy("e.id")
    .limit(limit + 1)
    .execute();
  return rows.map((row) => ({
    ...row,
    // The values were written from these shapes.
    sections: row.sections as unknown as readonly FormSection[],
    answers: row.answers as unknown as Answers,
  }));
}
