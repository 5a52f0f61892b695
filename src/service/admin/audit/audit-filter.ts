import { ok, type RefusalTable, type Result } from "../../../kernel/index.ts";
import { instantsOf } from "../../telephony/call-history/index.ts";
import type { AuditEntryQuery } from "./contract.ts";

/** The filter of entries: undefined and null for any value; instants in milliseconds since 1970. */
interface AuditFilter {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly actor: string | undefined;
  readonly action: string | undefined;
  readonly subjectKind: string | undefined;
  readonly subjectId: string | undefined;
}

/** A position in the list: the sort instant, and the entry that has it. */
interface EntryPlace {
  readonly atMs: number;
  readonly id: string;
}

/** Refusals of the audit log of a call centre. */
export const AUDIT_REFUSALS = {
  "days-turned-round": ["invalid", "to"],
  "audit-too-large": "invalid",
} as const satisfies RefusalTable;

/** Why entries of the audit log are not read. */
export type AuditRefusal = keyof typeof AUDIT_REFUSALS;

/** Parses the filter of entries; days begin and end in the call centre's time zone. */
export function readAuditFilter(query: AuditEntryQuery, timeZone: string): Result<AuditFilter, "days-turned-round"> {
  const days = instantsOf(query, timeZone);
  if (!days.ok) return days;
  const { actor, action, kind: subjectKind, subject: subjectId } = query;
  return ok({ ...days.value, actor, action, subjectKind, subjectId });
}

/** A position in the list as a cursor. */
export function cursorOf({ atMs, id }: EntryPlace): string {
  return `${atMs}.${id}`;
}

/** The position of a cursor; null for the beginning. */
export function placeOf(cursor: string | undefined): EntryPlace | null {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split(".");
  return { atMs: Number(at), id };
}
