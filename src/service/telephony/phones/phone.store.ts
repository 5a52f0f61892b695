import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Binding } from "./registrar.ts";

/** The maximum of phones of a tenant. */
export const PHONES_MAX = 5_000;

/** The phones of a tenant that have not ended, with their encrypted secrets. */
export async function loadPhones(trx: DatabaseTransaction) {
  return trx
    .selectFrom("phone")
    .select(["id", "tenantId", "extension", "name", "username", "isEncrypted", "sealedSecret"])
    .where("endedAt", "is", null)
    .orderBy("extension")
    .limit(PHONES_MAX)
    .execute();
}

/**
 * The bindings of a tenant's phones from the last run of the switch. Connections do not survive it, and only the browser can reopen its connection
 * (RFC 7118 §5).
 */
export async function loadBindings(
  trx: DatabaseTransaction,
  now: Date,
): Promise<ReadonlyMap<string, readonly Binding[]>> {
  const rows = await trx
    .selectFrom("phoneBinding")
    .selectAll()
    .where("expiresAt", ">", now)
    .where("transport", "not in", ["ws", "wss"])
    .orderBy("registeredAt")
    .execute();
  const found = new Map<string, Binding[]>();
  for (const row of rows) {
    const binding: Binding = {
      contact: row.contact,
      address: row.sourceAddress,
      port: row.sourcePort,
      transport: row.transport as Binding["transport"],
      connection: null,
      sittingId: null,
      sipCallId: row.sipCallId,
      cseq: row.cseq,
      userAgent: row.userAgent,
      registeredAtMs: row.registeredAt.getTime(),
      expiresAtMs: row.expiresAt.getTime(),
    };
    found.set(row.phoneId, [...(found.get(row.phoneId) ?? []), binding]);
  }
  return found;
}

/** Replaces a phone's stored bindings, so that it rings again soon after a restart. */
export async function keepBindings(
  trx: DatabaseTransaction,
  phone: { readonly id: string; readonly tenantId: string },
  bindings: readonly Binding[],
): Promise<void> {
  await trx.deleteFrom("phoneBinding").where("phoneId", "=", phone.id).execute();
  if (bindings.length === 0) return;
  await trx
    .insertInto("phoneBinding")
    .values(
      bindings.map((binding) => ({
        phoneId: phone.id,
        tenantId: phone.tenantId,
        contact: binding.contact,
        sourceAddress: binding.address,
        sourcePort: binding.port,
        transport: binding.transport,
        sipCallId: binding.sipCallId,
        cseq: binding.cseq,
        userAgent: binding.userAgent,
        registeredAt: new Date(binding.registeredAtMs),
        expiresAt: new Date(binding.expiresAtMs),
      })),
    )
    .execute();
}
