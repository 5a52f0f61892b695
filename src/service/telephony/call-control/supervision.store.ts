import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** The maximum of offered phones. */
const PHONES_MAX = 1_000;

/** Whether agents of the transaction's tenant are shown the supervision; the default is yes. */
export async function isSupervisionShown(trx: DatabaseTransaction): Promise<boolean> {
  const row = await trx.selectFrom("supervisionSetting").select("isShown").executeTakeFirst();
  return row?.isShown ?? true;
}

/** Sets whether agents of a tenant are shown the supervision. */
export async function setSupervisionShown(
  trx: DatabaseTransaction,
  { tenantId, isShown, at }: { readonly tenantId: string; readonly isShown: boolean; readonly at: Date },
): Promise<void> {
  await trx
    .insertInto("supervisionSetting")
    .values({ tenantId, isShown, changedAt: at })
    .onConflict((conflict) => conflict.column("tenantId").doUpdateSet({ isShown, changedAt: at }))
    .execute();
}

/** Phones of the transaction's tenant at which no agent works except this person. */
export async function supervisorPhones(
  trx: DatabaseTransaction,
  { personId, at }: { readonly personId: string; readonly at: Date },
) {
  return trx
    .selectFrom("phone as p")
    .select(["p.id", "p.extension", "p.name"])
    .select(
      sql<boolean>`exists (select from phone_binding b where b.phone_id = p.id and b.expires_at > ${at})`.as(
        "isOnline",
      ),
    )
    .where("p.endedAt", "is", null)
    .where(
      sql<boolean>`not exists (select from agent_status s join agent a on a.id = s.agent_id
        where s.phone_id = p.id and a.person_id is distinct from ${personId}::uuid)`,
    )
    .orderBy(sql`length(p.extension), p.extension`)
    .limit(PHONES_MAX)
    .execute();
}
