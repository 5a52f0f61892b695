import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../kernel/index.ts";

/** One audited fact: the actor, the action and the subject. */
export interface AuditFact {
  readonly actorPersonId: string | null;
  readonly actorRole: string | null;
  /** Past-tense event name, e.g. `code.held`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** Small facts only; never texts of documents, passwords or personal numbers. */
  readonly detail: { readonly [key: string]: Json };
  readonly requestId: string | null;
  /** The tenant that the fact concerns; optional in a transaction of a tenant. */
  readonly tenantId?: string;
}

/** An audit entry as it is sealed: the fact with its id, its time (ISO 8601, UTC) and its tenant. */
export interface SealableEntry extends Omit<AuditFact, "tenantId"> {
  readonly id: string;
  readonly occurredAt: string;
  /** Null for an entry that concerns no tenant, and for every entry older than this column. */
  readonly tenantId: string | null;
}

/** The hash before the first entry: 32 zero bytes. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/**
 * Chains an entry to the previous one: SHA-256 over the previous hash and the entry's canonical JSON. The JSON contains the tenant only if
 * the entry has one, so entries older than that column keep their hashes, and moving an entry into a tenant, out of one or to another
 * changes its hash.
 */
export function sealHash(previous: Uint8Array, entry: SealableEntry): Buffer {
  const { id, occurredAt, actorPersonId, actorRole, action, subjectKind, subjectId, detail, requestId } = entry;
  const { tenantId } = entry;
  const text = canonicalJson({
    id,
    occurredAt,
    actorPersonId,
    actorRole,
    action,
    subjectKind,
    subjectId,
    detail,
    requestId,
    ...(tenantId === null ? {} : { tenantId }),
  });
  return createHash("sha256").update(previous).update(text, "utf8").digest();
}
