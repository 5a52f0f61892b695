import type { DatabaseTransaction } from "../../../platform/database/index.ts";

const CHOICES_MAX = 500;

/** The numbers and phones of a tenant as filter choices; ended phones too, because they have calls. */
export async function callChoices(trx: DatabaseTransaction) {
  const codes = await trx
    .selectFrom("serviceNumber")
    .select(["code", "label"])
    .orderBy("code")
    .limit(CHOICES_MAX)
    .execute();
  const phones = await trx
    .selectFrom("phone")
    .select(["id", "extension", "name"])
    .orderBy("extension")
    .orderBy("createdAt")
    .limit(CHOICES_MAX)
    .execute();
  return { codes, phones };
}
