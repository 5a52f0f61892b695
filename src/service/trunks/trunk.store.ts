import { sql } from "kysely";
import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { Trunk } from "./trunk.ts";

/** Lines of a tenant at the most. */
export const TRUNKS_MAX = 200;

/** The lines of a tenant that are not ended, oldest first, as they are written down. */
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
      >`array(select host(a.address) from trunk_address a where a.trunk_id = trunk.id order by 1)`.as("addresses"),
    )
    .select((eb) =>
      eb
        .selectFrom("tenant")
        .select("tenant.channelsMax")
        .whereRef("tenant.id", "=", "trunk.tenantId")
        .as("centreChannelsMax"),
    )
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
