import { sql } from "kysely";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { Database, DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { RegistrationForm } from "./settings-contract.ts";
import { SENDERS_MAX } from "./settings-limits.shared.ts";
import type { SettingsRefusal } from "./settings-refusal.ts";

const PAGE = 100;

type RegistrationStates = RegistrationForm["state"];

/** Registration of a sender id with one carrier. */
export interface SenderRegistration extends RegistrationForm {
  readonly carrierId: string;
}

/** Sender ids of the transaction's call centre, by name, each with its registrations. */
export async function listSenders(trx: DatabaseTransaction) {
  const senders = await trx
    .selectFrom("smsSender")
    .select(["id", "value", "ownerProof", "createdAt"])
    .select((eb) =>
      eb
        .selectFrom("smsAccount as a")
        .select("a.id")
        .whereRef("a.id", "=", "smsSender.inboundAccountId")
        .where("a.endedAt", "is", null)
        .as("inboundAccountId"),
    )
    .where("endedAt", "is", null)
    .orderBy(sql`lower(value)`)
    .limit(SENDERS_MAX)
    .execute();
  const registrations = await trx
    .selectFrom("smsRegistration as g")
    .innerJoin("smsCarrier as c", "c.id", "g.carrierId")
    .select(["g.senderId", "g.carrierId", "c.name as carrier", "g.state", "g.letter", "g.note"])
    .select(["g.submittedAt", "g.decidedAt", "g.validUntil"])
    .where("c.endedAt", "is", null)
    .orderBy("c.name")
    .execute();
  const bySender = Map.groupBy(registrations, ({ senderId }) => senderId);
  return senders.map((sender) => ({
    ...sender,
    registrations: (bySender.get(sender.id) ?? []).map(({ senderId: _senderId, state, validUntil, ...row }) => ({
      ...row,
      state: state as RegistrationStates,
      validUntil: validUntil === null ? null : String(validUntil),
    })),
  }));
}

/** Whether the limit permits another sender id; locked, so that none is added concurrently. */
export async function hasRoomForSender(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sms sender ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("smsSender")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < SENDERS_MAX;
}

/** Inserts a sender id with a draft registration at each active carrier. Opt-outs from a name that the call centre had before apply again. */
export async function insertSender(
  trx: DatabaseTransaction,
  sender: {
    readonly id: string;
    readonly tenantId: string;
    readonly value: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await trx.insertInto("smsSender").values(sender).execute();
  await sql`
    insert into sms_registration (sender_id, carrier_id, tenant_id, state, changed_at)
    select ${sender.id}::uuid, id, ${sender.tenantId}::uuid, 'draft', ${sender.createdAt}::timestamptz from sms_carrier
    where ended_at is null and is_on`.execute(trx);
  await sql`
    update sms_opt_out set sender_id = ${sender.id}::uuid where id in (
      select distinct on (o.recipient) o.id from sms_opt_out o join sms_sender s on s.id = o.sender_id
      where s.tenant_id = ${sender.tenantId}::uuid and lower(s.value) = lower(${sender.value}) and s.ended_at is not null
      order by o.recipient, o.created_at)`.execute(trx);
}

/** Ends a sender id: no more messages are sent under it. False when it does not exist. */
export async function endSender(trx: DatabaseTransaction, id: string, at: Date): Promise<boolean> {
  const done = await trx
    .updateTable("smsSender")
    .set({ endedAt: at })
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** A sender id of any call centre, for the installation's registration with carriers. */
export interface InstallationSender {
  readonly id: string;
  readonly tenantId: string;
  readonly tenant: string;
  readonly value: string;
  readonly ownerProof: string | null;
  readonly registrations: readonly (SenderRegistration & { readonly changedAt: string })[];
}

/** One page of all sender ids, by age. */
export async function installationSenders(
  db: Database,
  after: string | undefined,
): Promise<{ readonly items: readonly InstallationSender[]; readonly next: string | null }> {
  const { rows } = await sql<InstallationSender>`
    select id, tenant_id, tenant, value, owner_proof, registrations
    from sms_senders_of_installation(${after ?? null}::uuid, ${PAGE + 1}::int)`.execute(db);
  const items = rows.slice(0, PAGE);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

/** Saves the registration of a sender id of the transaction's call centre with a carrier; false when either has ended. */
export async function keepRegistration(
  trx: DatabaseTransaction,
  told: {
    readonly tenantId: string;
    readonly senderId: string;
    readonly carrierId: string;
    readonly form: RegistrationForm;
    readonly at: Date;
  },
): Promise<boolean> {
  const { tenantId, senderId, carrierId, form, at } = told;
  const submittedAt = form.state === "draft" ? null : at;
  const decidedAt = form.state === "draft" || form.state === "submitted" ? null : at;
  const done = await sql`
    insert into sms_registration as g (sender_id, carrier_id, tenant_id, state, letter, note, valid_until, submitted_at, decided_at, changed_at)
    select s.id, c.id, ${tenantId}::uuid, ${form.state}, ${form.letter}, ${form.note}, ${form.validUntil}::date,
      ${submittedAt}::timestamptz, ${decidedAt}::timestamptz, ${at}::timestamptz
    from sms_sender s, sms_carrier c
    where s.id = ${senderId}::uuid and s.ended_at is null and c.id = ${carrierId}::uuid and c.ended_at is null
    on conflict (sender_id, carrier_id) do update set state = excluded.state, letter = excluded.letter, note = excluded.note,
      valid_until = excluded.valid_until, submitted_at = coalesce(g.submitted_at, excluded.submitted_at),
      decided_at = excluded.decided_at, changed_at = excluded.changed_at`.execute(trx);
  return done.numAffectedRows === 1n;
}

/** Saves the proof of ownership of a protected name, or removes it; false when the sender id does not exist. */
export async function keepOwnerProof(
  trx: DatabaseTransaction,
  told: { readonly senderId: string; readonly ownerProof: string | null },
): Promise<boolean> {
  const done = await trx
    .updateTable("smsSender")
    .set({ ownerProof: told.ownerProof })
    .where("id", "=", told.senderId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Selects the SMPP account for messages to a sender id, null for none; refused when either does not exist. */
export async function keepInboundAccount(
  trx: DatabaseTransaction,
  { senderId, accountId }: { readonly senderId: string; readonly accountId: string | null },
): Promise<Result<null, SettingsRefusal>> {
  if (accountId !== null) {
    const account = trx.selectFrom("smsAccount").select("id").where("id", "=", accountId).where("endedAt", "is", null);
    if ((await account.executeTakeFirst()) === undefined) return refuse("no-such-sms-account");
  }
  const done = await trx
    .updateTable("smsSender")
    .set({ inboundAccountId: accountId })
    .where("id", "=", senderId)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n ? ok(null) : refuse("no-such-sms-sender");
}

/** Call centre of a sender id; undefined when it does not exist. */
export async function tenantOfSender(db: Database, senderId: string): Promise<string | undefined> {
  const { rows } = await sql<{ readonly tenantId: string }>`
    select tenant_id from tenant_of_sms_sender(${senderId}::uuid)`.execute(db);
  return rows[0]?.tenantId;
}
