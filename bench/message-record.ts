import { sql } from "kysely";
import { type Database, type DatabaseAccess, openDatabase } from "../src/platform/database/index.ts";
import { testLog } from "../testkit/database.ts";

/** The text of a measured message: letters, digits and full stops are the same in GSM 03.38 as in ASCII. */
export const OCTETS = Buffer.from("Kode OTP Anda 123456. Jangan beri tahu siapa pun.", "latin1");

/** Consecutive messages get distant numbers: the factor is coprime to the number of recipients. */
const SPREAD = 48_271;

/** The recipient of the message of this number. */
export const recipientOf = (nth: number) => `62812${String((nth * SPREAD) % 80_000_000).padStart(8, "0")}`;

const SECOND_MS = 1_000;
const PORTION = 20_000;
const PROGRESS_EVERY = 1_000_000;
const STORED_DAYS = 60;

/** Inserts messages delivered over the last days; without row checks, because the rows are valid. */
export async function fillRecord(
  access: DatabaseAccess,
  told: {
    readonly stored: number;
    readonly carrierId: string;
    readonly tenants: readonly string[];
    readonly tell: (line: string) => void;
  },
): Promise<void> {
  const { stored, tenants, carrierId } = told;
  const database = openDatabase({ access, role: "bootstrap", max: 1, log: testLog });
  // A query over ten million rows takes longer than the statement time-out.
  await sql`set statement_timeout = 0`.execute(database.db);
  const from = performance.now();
  const seconds = () => Math.round((performance.now() - from) / SECOND_MS);
  for (let kept = 0; kept < stored; kept += PORTION) {
    const last = Math.min(kept + PORTION, stored);
    await fillPortion(database.db, { kept, last, stored, tenants, carrierId });
    if (last % PROGRESS_EVERY === 0) told.tell(`${last} messages on record after ${seconds()} s`);
  }
  await sql`analyze sms_message, sms_segment, sms_receipt`.execute(database.db);
  await database.close();
  told.tell(`${stored} messages on record after ${seconds()} s`);
}

/** Messages in order of arrival: their ids sorted by time, their recipients unsorted, each with its segment and its receipt. */
async function fillPortion(
  db: Database,
  told: {
    readonly kept: number;
    readonly last: number;
    readonly stored: number;
    readonly tenants: readonly string[];
    readonly carrierId: string;
  },
): Promise<void> {
  const { kept, last, stored, tenants, carrierId } = told;
  await db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql`with message as (
        insert into sms_message (id, tenant_id, sender_id, sender, recipient, category, coding, parts, state, receipt, accepted_at, send_at,
          valid_until, final_at)
        select uuidv7(t.at - now()), s.tenant_id, s.id, s.value, '62813' || lpad((n::bigint * ${SPREAD}::int % 80000000)::text, 8, '0'),
          'transactional', 'gsm', 1, 'delivered', 'never', t.at, t.at, t.at + interval '1 day', t.at + interval '3 seconds'
        from generate_series(${kept + 1}::int, ${last}::int) as n
        cross join lateral (
          select now() - interval '1 hour' - ${STORED_DAYS}::int * interval '1 day' * (1 - n::float8 / ${stored}::int) as at) t
        join sms_sender s on s.tenant_id = (${tenants}::uuid[])[1 + n % ${tenants.length}::int]
        returning id, tenant_id, recipient, accepted_at),
      receipt as (
        insert into sms_receipt (id, carrier_id, carrier_message_id, recipient, state, received_at, standing, look_until, message_id, sequence)
        select uuidv7(accepted_at + interval '3 seconds' - now()), ${carrierId}::uuid, 'before ' || id, recipient, 'delivered',
          accepted_at + interval '3 seconds', 'applied', accepted_at + interval '1 minute', id, 1 from message)
      insert into sms_segment (message_id, sequence, tenant_id, carrier_id, state, payload, priority, due_at, valid_until, attempts,
        carrier_message_id, sent_at, final_at)
      select id, 1, tenant_id, ${carrierId}::uuid, 'delivered', ${OCTETS}::bytea, 1, accepted_at, accepted_at + interval '1 day', 1,
        'before ' || id, accepted_at, accepted_at + interval '3 seconds' from message`.execute(trx);
  });
}
