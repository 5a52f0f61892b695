import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../kernel/index.ts";

/** One fact to remember for ever: who did what to which thing. */
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
  /** The call centre that it concerns; a transaction of a call centre need not say so. */
  readonly tenantId?: string;
}

/** An audit entry as it is sealed: the fact with its id and time (ISO 8601, UTC), and whose it is. */
export interface SealableEntry extends Omit<AuditFact, "tenantId"> {
  readonly id: string;
  readonly occurredAt: string;
  /** Null for an entry that concerns no call centre, and for all from before the log knew them. */
  readonly tenantId: string | null;
}

/** The hash before the first entry: 32 zero bytes. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/**
 * Chains an entry to the one before it: SHA-256 over the previous hash and the entry's canonical JSON. The call centre is a member of
 * that JSON where there is one and is left out where there is none, so entries from before it was known keep their hashes, and an
 * entry that is moved to another call centre, into one or out of one is another text.
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
