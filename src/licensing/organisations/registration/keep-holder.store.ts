import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** Sets the company's name and address to those of a changed decree, in the deciding transaction. */
export async function keepHolder(
  trx: DatabaseTransaction,
  holder: {
    readonly organisationId: string;
    readonly name: string;
    readonly address: string;
    readonly city: string;
    readonly province: string;
  },
): Promise<void> {
  const { organisationId, name, address, city, province } = holder;
  await trx
    .updateTable("organisation")
    .set({ name: name.trim(), address: address.trim(), city: city.trim(), province: province.trim() })
    .where("id", "=", organisationId)
    .execute();
}
