import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DatabaseTransaction } from "../database/index.ts";

/** Maximum number of values of one kind that the filter offers. */
const CHOICES_MAX = 200;

/** Filter of the entries of one tenant; undefined and null match every entry. */
export interface CentreAuditFilter {
  /** Start, inclusive, in milliseconds since 1970. */
  readonly fromMs: number | null;
  /** End, exclusive, in milliseconds since 1970. */
  readonly untilMs: number | null;
  /** The actor; "system" for actions that no user requested. */
  readonly actor: string | undefined;
  readonly action: string | undefined;
  readonly subjectKind: string | undefined;
  readonly subjectId: string | undefined;
}

/** Position in the list: the instant of an entry and its id. */
export interface AuditPlace {
  readonly atMs: number;
  readonly id: string;
}

/**
 * The entries of a tenant after a position in the list, newest first. Entries never change, so keyset pagination returns each of them once,
 * even when entries are added between two pages. The transaction belongs to the tenant; its row policy filters the rows.
 */
export async function centreAudit(
  trx: DatabaseTransaction,
  search: {
    readonly tenantId: string;
    readonly filter: CentreAuditFilter;
    readonly after: AuditPlace | null;
    readonly limit: number;
  },
) {
  // The page is cut from an index first; each of its rows is then completed by one index lookup.
  const page = trx
    .selectFrom("auditEntry")
    .where(fits(search))
    .select(["id", "occurredAt", "actorPersonId", "actorRole", "action", "subjectKind", "subjectId", "detail"])
    .orderBy("occurredAt", "desc")
    .orderBy("id", "desc")
    .limit(search.limit);
  return trx
    .with(
      (cte) => cte("page").materialized(),
      () => page,
    )
    .selectFrom("page")
    .selectAll("page")
    .select((eb) => [
      eb.selectFrom("person").select("name").whereRef("person.id", "=", "page.actorPersonId").as("actorName"),
      eb
        .exists(eb.selectFrom("auditSeal").whereRef("auditSeal.entryId", "=", "page.id").select("sequence"))
        .as("isSealed"),
    ])
    .orderBy("page.occurredAt", "desc")
    .orderBy("page.id", "desc")
    .execute();
}

/** An entry of the list. */
export type CentreAuditRow = Awaited<ReturnType<typeof centreAudit>>[number];

/** Counts the matching entries of a tenant, up to `upTo`. */
export async function countCentreAudit(
  trx: DatabaseTransaction,
  search: { readonly tenantId: string; readonly filter: CentreAuditFilter; readonly upTo: number },
): Promise<number> {
  const found = trx
    .selectFrom("auditEntry")
    .where(fits({ ...search, after: null }))
    .select(sql`1`.as("one"))
    .limit(search.upTo)
    .as("found");
  const { count } = await trx
    .selectFrom(found)
    .select(sql<number>`count(*)::int`.as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

/** The actors and actions that occur in the entries of a tenant. */
export async function centreAuditChoices(trx: DatabaseTransaction, tenantId: string) {
  const actors = await distinct(trx, tenantId, "actor_person_id");
  const people =
    actors.length === 0
      ? []
      : await trx.selectFrom("person").select(["id", "name"]).where("id", "in", actors).execute();
  const kinds = await distinct(trx, tenantId, "subject_kind");
  return { actors: people, actions: await distinct(trx, tenantId, "action"), kinds };
}

/** The distinct values of a column, each found by one index lookup: the log may be long, but its distinct values are few. */
async function distinct(
  trx: DatabaseTransaction,
  tenantId: string,
  name: "actor_person_id" | "action" | "subject_kind",
): Promise<readonly string[]> {
  const column = sql.ref(`audit_entry.${name}`);
  const next = (beyond: RawBuilder<unknown>) =>
    sql`(select ${column} as value from audit_entry where tenant_id = ${tenantId}::uuid and ${beyond} order by 1 limit 1)`;
  const { rows } = await sql<{ readonly value: string }>`
    with recursive known as (
      ${next(sql`${column} is not null`)}
      union all
      select ${next(sql`${column} > known.value`)} from known where known.value is not null
    )
    select value::text as value from known where value is not null limit ${CHOICES_MAX}`.execute(trx);
  return rows.map(({ value }) => value);
}

function fits(search: {
  readonly tenantId: string;
  readonly filter: CentreAuditFilter;
  readonly after: AuditPlace | null;
}): RawBuilder<SqlBool> {
  const { tenantId, filter, after } = search;
  const { fromMs, untilMs, actor, action, subjectKind, subjectId } = filter;
  const wishes = [
    sql`audit_entry.tenant_id = ${tenantId}::uuid`,
    ...(fromMs === null ? [] : [sql`audit_entry.occurred_at >= ${new Date(fromMs)}`]),
    ...(untilMs === null ? [] : [sql`audit_entry.occurred_at < ${new Date(untilMs)}`]),
    ...(actor === undefined ? [] : [actedBy(actor)]),
    ...(action === undefined ? [] : [sql`audit_entry.action = ${action}`]),
    ...(subjectKind === undefined ? [] : [sql`audit_entry.subject_kind = ${subjectKind}`]),
    ...(subjectId === undefined ? [] : [sql`audit_entry.subject_id = ${subjectId}`]),
    ...(after === null
      ? []
      : [sql`(audit_entry.occurred_at, audit_entry.id) < (${new Date(after.atMs)}::timestamptz, ${after.id}::uuid)`]),
  ];
  return sql<SqlBool>`(${sql.join(wishes, sql` and `)})`;
}

function actedBy(actor: string): RawBuilder<unknown> {
  return actor === "system"
    ? sql`audit_entry.actor_person_id is null`
    : sql`audit_entry.actor_person_id = ${actor}::uuid`;
}
