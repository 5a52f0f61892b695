import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import { readCommitmentRules, readServiceRules } from "../../../regulation/index.ts";
import type { CommitmentPart, Configuration } from "../../configuration/index.ts";
import { findSignerOn } from "../mandates/mandate.store.ts";
import { type DecreeSigner, judgeMandate, type MandateRefusal } from "../mandates/mandate.ts";
import { commitmentYears } from "./commitment-years.ts";
import { commitmentDecreeFactsSchema } from "./decree-facts.ts";
import { commitmentDuties, SERVICE_NAME } from "./decree-template.ts";
import {
  type CommonOrder,
  type DecreeSeries,
  fileDecree,
  frameDecree,
  type OrderKit,
  type OrderTools,
} from "./file-decree.effects.ts";

/** A verified licence application for which a "Penetapan Komitmen Layanan" is ordered. */
export interface CommitmentOrder extends CommonOrder {
  readonly licenceApplicationId: string;
  readonly commitment: CommitmentPart;
  readonly configurations: readonly Configuration[];
  readonly smsA2p: boolean;
}

const SERIES: DecreeSeries = { counter: "commitment", style: ({ commitmentNumberStyle }) => commitmentNumberStyle };

/**
 * Decides the commitment decree of a licence application inside the caller's transaction; its years follow the rules in
 * force on that day. There is one per application: a second order violates the unique key and rolls the transaction
 * back, its number included.
 */
export function commitmentOrderer(kit: OrderKit, signer: OrderTools["signer"]) {
  return async (trx: DatabaseTransaction, order: CommitmentOrder): Promise<void> => {
    const { licenceApplicationId, commitment, configurations, smsA2p } = order;
    const frame = await frameDecree(trx, { kit, signer }, { order, kind: "commitment", series: SERIES });
    const rules = readCommitmentRules(frame.rulebook);
    const facts = commitmentDecreeFactsSchema.parse({
      ...frame.facts,
      code: null,
      service: { name: SERVICE_NAME, kbli: readServiceRules(frame.rulebook).kbli },
      duties: commitmentDuties(rules),
      act: {
        kind: "commitment",
        configurations,
        smsA2p,
        linesPerE1: rules.linesPerE1,
        years: commitmentYears(frame.facts.decidedOn, commitment, rules),
      },
    });
    await fileDecree(trx, kit, { facts, about: { licenceApplicationId }, order, frame });
  };
}

/** Why a person cannot sign a commitment decree on a local day; null if they can. */
export async function refusalToSignCommitment(
  db: Database | DatabaseTransaction,
  asked: { readonly day: string; readonly signer: Pick<DecreeSigner, "personId" | "acting" | "actingForPersonId"> },
): Promise<MandateRefusal | null> {
  const judged = judgeMandate(await findSignerOn(db, { kind: "commitment", day: asked.day }), asked.signer);
  return judged.ok ? null : judged.refusal;
}
