import { sql } from "kysely";
import type { Clock, IdSource, Json } from "../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../database/index.ts";
import type { AuditFact, SealableEntry } from "./entry.ts";

/**
 * Adds one entry in the caller's transaction; the sealer chains it after commit. In a transaction of a tenant the entry belongs to that
 * tenant, whether or not the fact names it, and cannot belong to another.
 */
export async function recordAudit(
  trx: Database | DatabaseTransaction,
  world: { readonly clock: Clock; readonly ids: Pick<IdSource, "next"> },
  fact: AuditFact,
): Promise<void> {
  await trx
    .insertInto("auditEntry")
    .values({
      id: world.ids.next(),
      occurredAt: new Date(world.clock.nowMs()),
      actorPersonId: fact.actorPersonId,
      actorRole: fact.actorRole,
      action: fact.action,
      subjectKind: fact.subjectKind,
      subjectId: fact.subjectId,
      detail: JSON.stringify(fact.detail),
      requestId: fact.requestId,
      ...(fact.tenantId === undefined ? {} : { tenantId: fact.tenantId }),
    })
    .execute();
}

/** The columns of an entry, as `sealHash` reads them. */
export const ENTRY_COLUMNS = [
  "auditEntry.id",
  "auditEntry.occurredAt",
  "auditEntry.actorPersonId",
  "auditEntry.actorRole",
  "auditEntry.action",
  "auditEntry.subjectKind",
  "auditEntry.subjectId",
  "auditEntry.detail",
  "auditEntry.requestId",
  "auditEntry.tenantId",
] as const;

/** Turns a selected row into the entry that is hashed. */
export function toSealable(row: {
  readonly id: string;
  readonly occurredAt: Date;
  readonly actorPersonId: string | null;
  readonly actorRole: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly detail: unknown;
  readonly requestId: string | null;
  readonly tenantId: string | null;
}): SealableEntry {
  return { ...row, occurredAt: row.occurredAt.toISOString(), detail: row.detail as { readonly [key: string]: Json } };
}

/**
 * Entries about one subject (or all), newest first, with the name of the actor. Actions of the users and phones of a tenant inside that
 * tenant are left out; actions of the installation's staff on a tenant, and changes to tenants and accounts, are included.
 */
export async function listAudit(
  db: Database,
  query: { readonly subjectId?: string | undefined; readonly limit: number; readonly offset: number },
) {
  let base = db.selectFrom("auditEntry").where(sql<boolean>`audit_entry.tenant_id is null or case
    when audit_entry.actor_role is null then audit_entry.subject_kind in ('tenant', 'person')
    else audit_entry.actor_role not like 'operator-%' end`);
  if (query.subjectId !== undefined) base = base.where("auditEntry.subjectId", "=", query.subjectId);
  const items = await base
    .leftJoin("person", "person.id", "auditEntry.actorPersonId")
    .leftJoin("auditSeal", "auditSeal.entryId", "auditEntry.id")
    .select([...ENTRY_COLUMNS, "person.name as actorName", "auditSeal.sequence"])
    .orderBy("auditEntry.id", "desc")
    .limit(query.limit)
    .offset(query.offset)
    .execute();
  const total = await base.select(sql<number>`count(*)`.as("count")).executeTakeFirstOrThrow();
  return { total: total.count, items };
}
