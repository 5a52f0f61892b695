import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../tenancy/personal-data/index.ts";

/** Notes of agents on contacts of a number, as long as the events with their calls are stored. */
export const notesOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "notes",
  find: (number) => sql<FoundRow>`
    select n.at, null::date as kept_until, n.contact_id, n.note, d.name as disposition
    from contact_note n left join disposition d on d.id = n.disposition_id
    where n.contact_id in (select k.contact_id from contacts_of_number(number_key(${number})) k)`,
};

/** The customer profile of a number, with the labels of its fields. */
export const cardOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "card",
  find: (number) => sql<FoundRow>`
    select c.changed_at as at, null::date as kept_until, c.name, (select coalesce(jsonb_object_agg(f ->> 'label', c.field_values -> (f ->> 'id')), '{}')
      from card_form m, jsonb_array_elements(m.fields) f where c.field_values ? (f ->> 'id')) as fields
    from customer_profile c where c.number_key = number_key(${number})`,
};

/** Callbacks to a number that its holder requested, and those that agents scheduled. */
export const callbacksOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "callbacks",
  find: (number) => sql<FoundRow>`
    select q.asked_at as at, null::date as kept_until, q.number, q.called, q.dialled_at, q.closed_at, q.outcome,
      null::timestamptz as due_at, null as note
    from queue_callback q where q.number_key = number_key(${number})
    union all select p.created_at, null::date, p.number, p.called, null, p.ended_at, p.state, p.due_at, nullif(p.note, '')
    from planned_callback p where p.number_key = number_key(${number})`,
};

interface Erased {
  readonly name: "notes" | "card" | "callbacks";
  readonly count: number;
}

/** Deletes notes on contacts of a request's number, `limit` at the most; the database checks the request itself. */
export async function eraseNotes(
  trx: DatabaseTransaction,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<readonly Erased[]> {
  const { rows } = await sql<{ readonly erased: number }>`
    select erase_notes_of_request(${id}::uuid, ${limit}::int) as erased`.execute(trx);
  return [{ name: "notes", count: rows[0]?.erased ?? 0 }];
}

/** Deletes the customer profile of a number. */
export async function eraseCard(
  trx: DatabaseTransaction,
  { number }: { readonly number: string },
): Promise<readonly Erased[]> {
  const gone =
    await sql`delete from customer_profile where tenant_id = current_tenant() and number_key = number_key(${number})`.execute(
      trx,
    );
  return [{ name: "card", count: Number(gone.numAffectedRows ?? 0n) }];
}

/** Deletes ended callbacks to a number, `limit` at the most; notes refer to them and are deleted before. */
export async function eraseCallbacks(
  trx: DatabaseTransaction,
  { number, limit }: { readonly number: string; readonly limit: number },
): Promise<readonly Erased[]> {
  const gone = await sql`
    delete from queue_callback where contact_id in (select q.contact_id from queue_callback q
      where q.tenant_id = current_tenant() and q.closed_at is not null and q.number_key = number_key(${number})
      limit ${limit}::int)`.execute(trx);
  const plans = await sql`
    delete from planned_callback where id in (select p.id from planned_callback p
      where p.tenant_id = current_tenant() and p.ended_at is not null and p.number_key = number_key(${number})
      limit ${limit}::int)`.execute(trx);
  const count = Number(gone.numAffectedRows ?? 0n) + Number(plans.numAffectedRows ?? 0n);
  return [{ name: "callbacks", count }];
}
