import type { z } from "zod";
import type { Caller } from "../../../platform/http/index.ts";
import { findTest, type TestRow } from "../test.store.ts";
import { commandTest, versionFor } from "../test-commands.effects.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { knowTest } from "../test-facts.effects.ts";
import type { skloBatchRequest, skloBatchSchema, skloSchema } from "./sklo.shared.ts";
import { skloChanges } from "./sklo-facts.ts";

/** The present content of the SKLO, and the changes since its last step. */
export async function viewSklo(dependencies: TestDependencies, row: TestRow): Promise<z.infer<typeof skloSchema>> {
  const { db, clock } = dependencies.kit;
  const { skloFacts, skloDigest } = await knowTest(dependencies, { db, nowMs: clock.nowMs() }, row);
  const changed = row.skloDigest === null ? [] : skloChanges(row.skloFacts, skloFacts);
  return { stage: row.skloStage, facts: skloFacts, digest: skloDigest, changed: [...changed] };
}

/**
 * Signs several SKLOs in sequence, each in its own transaction: one that cannot be signed does not block the others.
 * The second factor is consumed once, by the first; the others rely on the same proof.
 */
export async function signSklos(
  dependencies: TestDependencies,
  batch: z.infer<typeof skloBatchRequest> & { readonly caller: Caller; readonly requestId: string },
): Promise<z.infer<typeof skloBatchSchema>> {
  const { caller, requestId, code } = batch;
  const { kit } = dependencies;
  const nowMs = kit.clock.nowMs();
  let proven: "fits" | "wrong" | "not-enrolled" | undefined;
  // Consumes the second factor once per batch, in the first transaction that needs it.
  const once: TestDependencies = {
    ...dependencies,
    spendSecondFactor: async (trx, asked) => {
      proven ??= await dependencies.spendSecondFactor(trx, asked);
      return proven;
    },
  };
  const results: z.infer<typeof skloBatchSchema>["results"] = [];
  for (const { id, factsDigest } of batch.items) {
    const row = await findTest(kit.db, id);
    const version = row === undefined ? 0 : versionFor(caller, row);
    const command = { command: "sign-sklo", factsDigest, code } as const;
    const done = await commandTest(once, { id, caller, requestId, version, command });
    results.push({ id, result: done.ok ? "signed" : "refused", code: done.ok ? null : done.refusal });
  }
  kit.log.info({ asked: batch.items.length, atMs: nowMs }, "sklo.batch-signed");
  return { results };
}
