import { present } from "../../kernel/index.ts";
import type { DatabaseTransaction } from "./open.ts";

/**
 * Increments a named counter and returns its value. Values have neither gaps nor duplicates: the counter's row stays locked until the
 * transaction ends, and a rollback returns the number.
 */
export async function nextNumber(trx: DatabaseTransaction, name: string): Promise<number> {
  const row = await trx
    .insertInto("counter")
    .values({ name, last: 1 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet((eb) => ({ last: eb("counter.last", "+", 1) })))
    .returning("last")
    .executeTakeFirst();
  return present(row, "counter").last;
}
