import { sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CentreSpending } from "./spending.ts";
import type { Trunk } from "./trunk.ts";

/** The maximum of trunks of a tenant. */
export const TRUNKS_MAX = 200;

/** The prices of outbound calls of the tenant, and the charges of its two newest months. */
const SPENDING = sql<CentreSpending>`(select jsonb_build_object('timeZone', t.time_zone, 'maxRupiah', t.spending_max_rupiah,
    'prices', jsonb_build_object('national', t.price_national, 'short', t.price_short, 'abroad', t.price_abroad,
      'premium', t.price_premium),
    'spentRupiah', coalesce((select jsonb_object_agg(to_char(s.month, 'YYYY-MM'), s.rupiah) from (
      select month, rupiah from tenant_spending where tenant_id = t.id order by month desc limit 2) s), '{}'))
  from tenant t where t.id = trunk.tenant_id)`;

/** The trunks of a tenant that have not ended, oldest first, as stored. */
export async function loadTrunks(trx: DatabaseTransaction): Promise<readonly Omit<Trunk, "address">[]> {
  const rows = await trx
    .selectFrom("trunk")
    .select([
      "id",
      "tenantId",
      "name",
      "kind",
      "host",
      "port",
      "transport",
      "channelsMax",
      "isOn",
      "dials",
      "isEncrypted",
    ])
    .select(
      sql<
        readonly string[]
      >`array(select host(a.address) from trunk_address a where a.trunk_id = trunk.id and a.approved_at is not null order by 1)`.as(
        "addresses",
      ),
    )
    .select((eb) =>
      eb
        .selectFrom("tenant")
        .select("tenant.channelsMax")
        .whereRef("tenant.id", "=", "trunk.tenantId")
        .as("centreChannelsMax"),
    )
    .select(SPENDING.as("centreSpending"))
    .where("endedAt", "is", null)
    .orderBy("createdAt")
    .limit(TRUNKS_MAX)
    .execute();
  return rows.map((row) => ({
    ...row,
    kind: row.kind as Trunk["kind"],
    transport: row.transport as Trunk["transport"],
  }));
}
