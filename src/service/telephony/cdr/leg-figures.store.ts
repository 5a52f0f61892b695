import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** The media quality of a leg when it closed. */
export interface StoredLegFigures {
  readonly legId: string;
  readonly callId: string;
  readonly tenantId: string;
  readonly received: number;
  readonly lost: number;
  readonly sent: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly mos: number | null;
  readonly at: Date;
}

/** Stores the metrics of at least one leg; a repetition is stored once. */
export async function keepFigures(trx: DatabaseTransaction, figures: readonly StoredLegFigures[]): Promise<void> {
  await trx
    .insertInto("callLegFigures")
    .values(figures)
    .onConflict((conflict) => conflict.column("legId").doNothing())
    .execute();
}
