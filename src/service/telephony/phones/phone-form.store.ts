import { sql } from "kysely";
import { type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import { PHONES_MAX } from "./phone.store.ts";
import type { Registrar } from "./phone-form.ts";

/** A binding of a phone as stored. */
export interface StoredBinding {
  readonly address: string;
  readonly port: number;
  readonly transport: string;
  readonly userAgent: string;
  /** Instants as PostgreSQL writes them into JSON. */
  readonly registeredAt: string;
  readonly expiresAt: string;
}

/** A page of a tenant's phones by extension, each with its current bindings and its codes. */
export async function listPhones(
  trx: DatabaseTransaction,
  asked: { readonly search: string; readonly limit: number; readonly offset: number; readonly now: Date },
) {
  const like = likePattern(asked.search);
  const found = trx
    .selectFrom("phone")
    .where("endedAt", "is", null)
    .where((eb) => eb.or([eb("name", "ilike", like), eb("extension", "like", like)]));
  const { total } = await found.select((eb) => eb.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = await found
    .select(["id", "extension", "name", "username", "isEncrypted", "version", "createdAt"])
    .select([
      sql<string[]>`array(select n.code from service_number_phone n where n.phone_id = phone.id order by n.code)`.as(
        "codes",
      ),
      sql<readonly StoredBinding[]>`coalesce((select jsonb_agg(jsonb_build_object(
          'address', b.source_address, 'port', b.source_port, 'transport', b.transport, 'userAgent', b.user_agent,
          'registeredAt', b.registered_at, 'expiresAt', b.expires_at) order by b.registered_at desc)
        from phone_binding b where b.phone_id = phone.id and b.expires_at > ${asked.now}), '[]')`.as("bindings"),
    ])
    .orderBy(sql`length(extension), extension`)
    .limit(asked.limit)
    .offset(asked.offset)
    .execute();
  return { total, items };
}

/** Whether a tenant may have another phone; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForPhone(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`phones ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("phone")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return count < PHONES_MAX;
}

/** Whether these digits are a known access code. */
export async function isKnownCode(trx: DatabaseTransaction, digits: string): Promise<boolean> {
  const row = await trx.selectFrom("numberMode").select("code").where("code", "=", digits).executeTakeFirst();
  return row !== undefined;
}

/** Adds a phone with its encrypted secret. */
export async function insertPhone(
  trx: DatabaseTransaction,
  phone: {
    readonly id: string;
    readonly tenantId: string;
    readonly extension: string;
    readonly name: string;
    readonly username: string;
    readonly isEncrypted: boolean;
    readonly sealedSecret: Buffer;
    readonly createdAt: Date;
  },
): Promise<void> {
  await trx.insertInto("phone").values(phone).execute();
}

/** One phone, locked; undefined when it does not exist or has ended. */
export async function lockPhone(trx: DatabaseTransaction, id: string) {
  return trx
    .selectFrom("phone")
    .select(["id", "extension", "name", "username", "isEncrypted", "version"])
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
}

/** Gives a locked phone a new secret; its bindings are deleted. */
export async function renewSecret(
  trx: DatabaseTransaction,
  { id, sealedSecret }: { readonly id: string; readonly sealedSecret: Buffer },
): Promise<void> {
  await trx.deleteFrom("phoneBinding").where("phoneId", "=", id).execute();
  await trx
    .updateTable("phone")
    .set((eb) => ({ sealedSecret, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Renames a locked phone. */
export async function renamePhoneRow(
  trx: DatabaseTransaction,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  await trx
    .updateTable("phone")
    .set((eb) => ({ name, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Sets whether a phone must use encryption; increments its version. */
export async function encryptPhoneRow(
  trx: DatabaseTransaction,
  { id, isEncrypted }: { readonly id: string; readonly isEncrypted: boolean },
): Promise<void> {
  await trx
    .updateTable("phone")
    .set((eb) => ({ isEncrypted, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
}

/** Ends a phone: removes it from its codes, and deletes its bindings. */
export async function endPhone(trx: DatabaseTransaction, id: string, at: Date): Promise<void> {
  await trx.deleteFrom("serviceNumberPhone").where("phoneId", "=", id).execute();
  await trx.deleteFrom("phoneBinding").where("phoneId", "=", id).execute();
  await trx.updateTable("phone").set({ endedAt: at }).where("id", "=", id).execute();
}

/** The registrar of devices: the newest switch that has not ended; undefined when no switch has run yet. */
export async function findRegistrar(trx: DatabaseTransaction): Promise<Registrar | undefined> {
  const run = await trx
    .selectFrom("switchRun")
    .select(["sipHost", "sipPort", "sipsPort", "sipsAuthority"])
    .where("endedAt", "is", null)
    .where("sipPort", "is not", null)
    .orderBy("startedAt", "desc")
    .limit(1)
    .executeTakeFirst();
  if (run === undefined || run.sipHost === null || run.sipPort === null) return undefined;
  return { server: run.sipHost, port: run.sipPort, tlsPort: run.sipsPort, authorityPem: run.sipsAuthority };
}
