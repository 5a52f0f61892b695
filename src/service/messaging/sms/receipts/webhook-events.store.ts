import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import { recipientOf } from "../intake/recipient.shared.ts";

/** The sender id of `m`; an Indonesian number is in E.164, like `e164Of`. */
const SENDER = sql`regexp_replace(m.sender, '^(62\\d{8,13})$', '+\\1')`;

/**
 * The message in a webhook event (`m` in the statement), without its text. Subscriptions belong to the webhooks module and are read through its functions
 * `has_webhook_subscriber` and `enqueue_webhook_deliveries`.
 */
const ABOUT_MESSAGE = sql<string>`json_build_object('message', json_build_object('id', m.id, 'state', m.state, 'errorCode', m.error_code,
  'sender', ${SENDER}, 'recipient', '+' || m.recipient, 'category', m.category, 'reference', m.own_reference, 'parts', m.parts,
  'partsDelivered', (select count(*)::int from sms_segment p where p.message_id = m.id and p.state = 'delivered'),
  'acceptedAt', iso_moment(m.accepted_at), 'finalAt', iso_moment(m.final_at)))::text`;

/** Twilio's MessageStatus of each state, and the error code of failed ones; the same that the Twilio-compatible API returns. */
const FIELD_STATUS = sql`(values ('open', 'sent', null), ('delivered', 'delivered', null), ('undeliverable', 'undelivered', '30003'),
  ('expired', 'undelivered', '30036'), ('unknown', 'undelivered', '30008'), ('rejected', 'failed', '30007'), ('cancelled', 'canceled', null))
  as s(state, status, error)`;

/** Twilio-compatible form of a status callback; `at` is the parameter of the moment. */
const fieldForm = (at: Date) => sql<string>`json_strip_nulls(json_build_object(
  'MessageSid', 'SM' || replace(m.id::text, '-', ''), 'SmsSid', 'SM' || replace(m.id::text, '-', ''),
  'AccountSid', 'AC' || replace(m.tenant_id::text, '-', ''), 'From', ${SENDER}, 'To', '+' || m.recipient,
  'MessageStatus', s.status, 'SmsStatus', s.status, 'ErrorCode', s.error, 'ApiVersion', '2010-04-01',
  'SequenceNumber', (case when m.state <> 'open' and exists (select from sms_segment p where p.message_id = m.id and p.sent_at is not null)
    then 1 else 0 end)::text,
  'Timestamp', to_char(${at}::timestamptz at time zone 'UTC', 'Dy, DD Mon YYYY HH24:MI:SS') || ' +0000'))::text`;

/** Enqueues status callbacks to the URL of the message; each state once. */
const callBack = (event: RawBuilder<unknown>, at: Date) =>
  sql`enqueue_status_callback(t.url, 'POST', 'message.status', ${event}, m.id, ${at}::timestamptz, ${fieldForm(at)}, m.id || ' ' || s.status)`;

/** Publishes final messages: `ended` are rows of messages with an `event_id` for each event. */
export function publishEnded(ended: RawBuilder<unknown>, at: Date): RawBuilder<unknown> {
  return sql`select enqueue_webhook_deliveries('message.state', 'message.state', m.event_id, m.id, ${at}::timestamptz, ${ABOUT_MESSAGE})
    from ${ended} m where has_webhook_subscriber('message.state')
    union all select ${callBack(sql`m.event_id`, at)}::int
    from ${ended} m join message_status_callback t on t.message_id = m.id join ${FIELD_STATUS} on s.state = m.state`;
}

/** Publishes that carriers accepted all segments of these messages, each with an event id. */
export async function publishSent(
  trx: DatabaseTransaction,
  sent: readonly { readonly messageId: string; readonly eventId: string }[],
  at: Date,
): Promise<void> {
  if (sent.length === 0) return;
  const rows = sent.map(({ messageId, eventId }) => ({ i: messageId, v: eventId }));
  await sql`select enqueue_webhook_deliveries('message.sent', 'message.sent', g.v, m.id, ${at}::timestamptz, ${ABOUT_MESSAGE})
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, v uuid) join sms_message m on m.id = g.i order by m.id`.execute(
    trx,
  );
  await sql`select ${callBack(sql`g.v`, at)} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(i uuid, v uuid)
    join sms_message m on m.id = g.i join message_status_callback t on t.message_id = m.id join ${FIELD_STATUS} on s.state = 'open'
    order by m.id`.execute(trx);
}

/** A message from a recipient, as a webhook event. */
export interface ReceivedEvent {
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly text: string;
  /** Each segment of a long message is a separate event. */
  readonly part: { readonly reference: number; readonly total: number; readonly place: number } | null;
  readonly optOut: string | null;
  readonly receivedAt: string;
}

/** Publishes a message from a recipient. Its text is built here, since PostgreSQL cannot store every text. */
export async function publishReceived(
  trx: DatabaseTransaction,
  received: ReceivedEvent,
  { eventId, at }: { readonly eventId: string; readonly at: Date },
): Promise<void> {
  const { sender, recipient, text } = received;
  const writer = recipientOf(sender);
  const about = JSON.stringify({
    message: {
      ...received,
      sender: writer === undefined ? sender : `+${writer}`,
      recipient: e164Of(recipient),
      text: text.toWellFormed(),
    },
  });
  await sql`select enqueue_webhook_deliveries('message.received', 'message.received', ${eventId}::uuid, ${received.id}::uuid, ${at}::timestamptz, ${about})
    where has_webhook_subscriber('message.received')`.execute(trx);
}
