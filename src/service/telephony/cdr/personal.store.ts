import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../tenancy/personal-data/index.ts";

/** Call detail records of calls from or to a number. */
export const callsOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "calls",
  find: (number) => sql<FoundRow>`
    select r.began_at as at, null::date as kept_until, r.call_id as id, r.direction, r.caller, r.called, r.answered_at, r.ended_at,
      r.talk_ms, r.outcome from cdr r where r.call_id in (select c.call_id from calls_of_number(number_key(${number})) c)`,
};

/** The events of these calls. */
export const eventsOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "events",
  find: (number) => sql<FoundRow>`
    select e.at, null::date as kept_until, e.call_id, e.sequence, e.kind, e.data - 'told' as data from call_event e
    where e.call_id in (select c.call_id from calls_of_number(number_key(${number})) c)`,
};

/** The SIP messages of these calls. */
export const tracesOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "traces",
  find: (number) => sql<FoundRow>`
    select t.at, null::date as kept_until, t.call_id, t.sequence, t.direction, t.from_address, t.to_address, t.message
    from sip_trace t where t.call_id in (select c.call_id from calls_of_number(number_key(${number})) c)`,
};

/** Deletes SIP messages of a number's calls, `limit` at the most; returns their number. */
export async function eraseTraces(
  trx: DatabaseTransaction,
  { number, limit }: { readonly number: string; readonly limit: number },
): Promise<readonly { readonly name: "traces"; readonly count: number }[]> {
  const gone = await sql`
    delete from sip_trace where (call_id, sequence) in (select t.call_id, t.sequence from sip_trace t
      where t.tenant_id = current_tenant() and t.call_id in (select c.call_id from calls_of_number(number_key(${number})) c)
      limit ${limit}::int)`.execute(trx);
  return [{ name: "traces", count: Number(gone.numAffectedRows ?? 0n) }];
}
