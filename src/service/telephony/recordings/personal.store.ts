import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../tenancy/personal-data/index.ts";

/** Recordings that contain a number, each with one of its calls in it: a talk or a voicemail of the call, or its audio in a conference. */
const held = (number: string) => sql`(select distinct on (h.id) h.id, h.call_id from (
    select r.id, r.call_id from recording r join calls_of_number(number_key(${number})) c on c.call_id = r.call_id where r.conference_id is null
    union all select p.recording_id, p.call_id from recorded_call p join calls_of_number(number_key(${number})) c on c.call_id = p.call_id
  ) h order by h.id, h.call_id)`;

const storedRecordings = (
  number: string,
) => sql`select r.began_at as at, r.keep_until as kept_until, r.id, h.call_id, r.duration_ms, r.message_queue is not null as is_message,
  r.conference_id is not null as is_conference,
  (select coalesce(jsonb_agg(jsonb_build_object('at', e.at, 'answer', e.data ->> 'answer', 'prompt', e.data ->> 'prompt') order by e.sequence), '[]')
    from call_event e where e.call_id = h.call_id and e.kind = 'recording.consent') as consents
  from ${held(number)} h join recording r on r.id = h.id where r.state = 'kept'`;

/** Stored recordings of talks of a number. */
export const recordingsOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "recordings",
  find: (number) => sql<FoundRow>`${storedRecordings(number)} and r.message_queue is null`,
};

/** Voicemails from a number. */
export const messagesOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "messages",
  find: (number) => sql<FoundRow>`${storedRecordings(number)} and r.message_queue is not null`,
};

/**
 * Deletes the keys of recordings and voicemails of a number, so that they cannot be played even where their files remain; `limit` at the most. Recordings
 * in progress stay until they are complete.
 */
export async function forgetKeysOfNumber(
  trx: DatabaseTransaction,
  { number, at, limit }: { readonly number: string; readonly at: Date; readonly limit: number },
): Promise<readonly { readonly id: string; readonly isMessage: boolean }[]> {
  const { rows } = await sql<{ readonly id: string; readonly isMessage: boolean }>`
    update recording set state = 'deleted', sealed_key = ''::bytea, ended_at = coalesce(ended_at, ${at})
    where id in (select r.id from recording r where r.state in ('kept', 'lost') and r.tenant_id = current_tenant()
      and r.id in (select h.id from ${held(number)} h) limit ${limit}::int for update)
    returning id, message_queue is not null as "isMessage"`.execute(trx);
  return rows;
}
