import { type RawBuilder, sql } from "kysely";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { FoundRow, PersonalPart } from "../../tenancy/personal-data/index.ts";

/** Whether a number is blocked for websites. */
export const blocksOfNumber: PersonalPart<RawBuilder<FoundRow>> = {
  name: "blocks",
  find: (number) => sql<FoundRow>`
    select b.blocked_at as at, null::date as kept_until, b.number from widget_block b where b.number_key = number_key(${number})`,
};

/** Deletes the block of a number. */
export async function eraseBlocks(
  trx: DatabaseTransaction,
  { number }: { readonly number: string },
): Promise<readonly { readonly name: "blocks"; readonly count: number }[]> {
  const gone =
    await sql`delete from widget_block where tenant_id = current_tenant() and number_key = number_key(${number})`.execute(
      trx,
    );
  return [{ name: "blocks", count: Number(gone.numAffectedRows ?? 0n) }];
}
