import { ok, type Result } from "../../../kernel/index.ts";
import { instantsOf } from "../../telephony/call-history/index.ts";
import type { AuditEntryQuery } from "./contract.ts";

/** What to look for among entries: undefined and null = whatever it is; instants in milliseconds since 1970. */
interface AuditFilter {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly actor: string | undefined;
  readonly action: string | undefined;
  readonly subjectKind: string | undefined;
  readonly subjectId: string | undefined;
}

/** A place in the list: the instant it is ordered by, and the entry that has it. */
interface EntryPlace {
  readonly atMs: number;
  readonly id: string;
}

/** Reads what entries are asked for; days begin and end in the call centre's zone. */
export function readAuditFilter(query: AuditEntryQuery, timeZone: string): Result<AuditFilter, "days-turned-round"> {
  const days = instantsOf(query, timeZone);
  if (!days.ok) return days;
  const { actor, action, kind: subjectKind, subject: subjectId } = query;
  return ok({ ...days.value, actor, action, subjectKind, subjectId });
}

/** A place in the list as text, to go on from. */
export function cursorOf({ atMs, id }: EntryPlace): string {
  return `${atMs}.${id}`;
}

/** The place that a cursor names; null for the beginning. */
export function placeOf(cursor: string | undefined): EntryPlace | null {
  if (cursor === undefined) return null;
  const [at = "", id = ""] = cursor.split(".");
  return { atMs: Number(at), id };
}
