import { sql } from "kysely";
import { type Database, type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import { type DecreeFacts, decreeFactsSchema } from "./decree-facts.ts";

/** Stages of a decree from the decision to its publication. */
export type DecreeState = "decided" | "rendered" | "signed" | "published";

/** The case on which a decree is decided. */
export type DecreeSubject =
  | { readonly applicationId: string }
  | { readonly licenceApplicationId: string; readonly testId?: string };

/** A stored decree. */
export interface DecreeRow {
  readonly id: string;
  readonly number: string;
  readonly state: DecreeState;
  readonly facts: DecreeFacts;
  readonly demonstration: boolean;
  readonly organisationId: string;
  /** The numbering application it was decided on; null for one about a licence application. */
  readonly applicationId: string | null;
  readonly licenceApplicationId: string | null;
  /** The operational test of the document. */
  readonly testId: string | null;
  readonly renderedSha256: string | null;
  readonly signedSha256: string | null;
  readonly decidedAt: Date;
  readonly publishedAt: Date | null;
  readonly supersededBy: string | null;
  readonly supersededAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
}

/** Adds a decided decree. */
export async function insertDecree(
  trx: DatabaseTransaction,
  decree: {
    readonly facts: DecreeFacts;
    readonly year: number;
    readonly sequence: number;
    readonly about: DecreeSubject;
    readonly organisationId: string;
    readonly decidedAt: Date;
    readonly mandateId: string;
  },
): Promise<void> {
  const { facts, about, ...rest } = decree;
  await trx
    .insertInto("decree")
    .values({
      ...rest,
      ...about,
      id: facts.decreeId,
      number: facts.number,
      kind: facts.act.kind,
      code: facts.code,
      facts: JSON.stringify(facts),
      demonstration: facts.demonstration,
      state: "decided",
    })
    .execute();
}

/** A decree by its id, or undefined. */
export async function findDecree(db: Database, id: string): Promise<DecreeRow | undefined> {
  const row = await db.selectFrom("decree").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  return { ...row, state: row.state as DecreeState, facts: decreeFactsSchema.parse(row.facts) };
}

/**
 * Advances a decree one step from the state that was read, and returns it with the change; its facts are immutable.
 * Undefined if a concurrent run came first.
 */
export async function advanceDecree(
  trx: Database | DatabaseTransaction,
  decree: DecreeRow,
  step: {
    readonly to: DecreeState;
    readonly change: {
      readonly renderedSha256?: string;
      readonly signedSha256?: string;
      readonly signedAt?: Date;
      readonly publishedAt?: Date;
    };
  },
): Promise<DecreeRow | undefined> {
  const moved = await trx
    .updateTable("decree")
    .set({ ...step.change, state: step.to })
    .where("id", "=", decree.id)
    .where("state", "=", decree.state)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n ? { ...decree, ...step.change, state: step.to } : undefined;
}

/** Decrees, newest first, with the error that delays an unpublished one. */
export async function searchDecrees(
  db: Database,
  query: { readonly search: string; readonly limit: number; readonly offset: number },
) {
  const text = query.search.trim();
  const like = likePattern(text);
  let base = db.selectFrom("decree as d").innerJoin("organisation as o", "o.id", "d.organisationId");
  if (text !== "") {
    base = base.where((eb) =>
      eb.or([eb("d.number", "ilike", like), eb("d.code", "like", like), eb("o.name", "ilike", like)]),
    );
  }
  const items = await base
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("outbox as x")
          .select(["x.attempts", "x.lastError"])
          .whereRef("x.subjectId", "=", sql<string>`d.id::text`)
          .where("x.doneAt", "is", null)
          .orderBy("x.id")
          .limit(1)
          .as("work"),
      (join) => join.onTrue(),
    )
    .select([
      "d.id",
      "d.number",
      "d.kind",
      "d.code",
      "o.name as organisationName",
      "d.state",
      "d.decidedAt",
      "d.publishedAt",
      "work.attempts",
      "work.lastError",
    ])
    .orderBy("d.decidedAt", "desc")
    .orderBy("d.id", "desc")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const count = await base.select(sql<number>`count(*)`.as("total")).executeTakeFirstOrThrow();
  return { total: count.total, items };
}
