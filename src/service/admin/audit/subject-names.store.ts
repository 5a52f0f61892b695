import { sql } from "kysely";
import { isUuid } from "../../../kernel/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { spokenNumber } from "../../acd/tickets/index.ts";

/** The subject of an entry. */
export interface Subject {
  readonly subjectKind: string;
  readonly subjectId: string;
}

/** The query for the names of each kind of subject; other kinds have no name, or are their own name. */
const NAMES = {
  queue: sql`select id, name from queue`,
  agent: sql`select id, name from agent`,
  phone: sql`select id, extension || ' ' || name as name from phone`,
  trunk: sql`select id, name from trunk`,
  flow: sql`select id, name from flow`,
  "named-hours": sql`select id, name from named_hours`,
  "pause-reason": sql`select id, name from pause_reason`,
  disposition: sql`select id, name from disposition`,
  "evaluation-form": sql`select id, name from evaluation_form`,
  wallboard: sql`select id, name from wallboard`,
  alert: sql`select id, name from alert`,
  "alert-event": sql`select id, name from alert_event`,
  // Alert webhooks are now rows of the common webhook endpoints.
  "alert-webhook": sql`select id, name from webhook_endpoint`,
  webhook: sql`select id, name from webhook_endpoint`,
  ticket: sql`select id, number::text as name from ticket`,
  "ticket-category": sql`select id, name from ticket_category`,
  widget: sql`select id, name from widget`,
  "voice-application": sql`select id, name from application`,
  information: sql`select id, title as name from information_article`,
  "information-list": sql`select id, name from information_list`,
  tenant: sql`select id, name from tenant`,
  person: sql`select id, name from person`,
} as const;

/** The current names of the subjects of entries, by their ids; the transaction is their call centre's. */
export async function subjectNames(
  trx: DatabaseTransaction,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const [kind, known] of Object.entries(NAMES)) {
    const ids = subjects.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);
    const wanted = [...new Set(ids)].filter((id) => isUuid(id));
    if (wanted.length === 0) continue;
    const { rows } = await sql<{ readonly id: string; readonly name: string }>`
      select named.id, named.name from (${known}) as named where named.id = any(${wanted}::uuid[])`.execute(trx);
    for (const { id, name } of rows) names.set(id, kind === "ticket" ? spokenNumber(Number(name)) : name);
  }
  return names;
}

/** The time zone in which a call centre's days begin and end (IANA name), and its display name. */
export async function centreOf(trx: DatabaseTransaction, tenantId: string) {
  return trx
    .selectFrom("tenant")
    .leftJoin("branding", "branding.tenantId", "tenant.id")
    .select("tenant.timeZone")
    .select((eb) => eb.fn.coalesce("branding.name", "tenant.name").as("name"))
    .where("tenant.id", "=", tenantId)
    .executeTakeFirstOrThrow();
}
