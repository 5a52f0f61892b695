import { inTenant } from "../src/platform/database/index.ts";
import type { TestSwitch } from "./switch.ts";

/** Lets an application control the calls of a number. */
export async function hookNumber(
  {
    database,
    tenantId,
    running,
  }: Pick<TestSwitch, "tenantId"> & {
    readonly database: Pick<TestSwitch["database"], "db">;
    /** Reloads numbers by itself, or at once. */
    readonly running?: Pick<TestSwitch["running"], "refresh">;
  },
  hook: {
    readonly code: string;
    readonly voiceUrl: string;
    readonly voiceMethod?: "GET" | "POST";
    readonly fallbackUrl?: string;
    readonly fallbackQueueId?: string;
  },
): Promise<void> {
  const row = { tenantId, changedAt: new Date(), fallbackUrl: null, fallbackQueueId: null, ...hook };
  await inTenant(database.db, tenantId, (trx) =>
    trx
      .insertInto("numberHook")
      .values(row)
      .onConflict((on) => on.column("code").doUpdateSet(row))
      .execute(),
  );
  await running?.refresh();
}
