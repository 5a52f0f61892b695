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
}

/** An audit entry as it is sealed: the fact with its id and time (ISO 8601, UTC). */
export interface SealableEntry extends AuditFact {
  readonly id: string;
  readonly occurredAt: string;
}

/** The hash before the first entry: 32 zero bytes. */
export const FIRST_HASH: Buffer = Buffer.alloc(32);

/** Chains an entry to the one before it: SHA-256 over the previous hash and the entry's canonical JSON. */
export function sealHash(previous: Uint8Array, entry: SealableEntry): Buffer {
  const { id, occurredAt, actorPersonId, actorRole, action, subjectKind, subjectId, detail, requestId } = entry;
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
  });
  return createHash("sha256").update(previous).update(text, "utf8").digest();
}
