import { runSmsChaos, type SmsChaosFigures } from "../testkit/sms-chaos.ts";
import { type Benchmark, percentile } from "./figures.ts";

/** `ROUNDS=20` for a short run. */
const ROUNDS = Number(process.env["ROUNDS"] ?? 1_000);
const SEED = Number(process.env["SEED"] ?? 20_261_127);

/** Kills gateway, portal and database repeatedly while messages are received and sent, and counts losses and duplicates. */
export const chaosSms: Benchmark = {
  runs: 1,
  measure: async (tell) => [figuresOf(await runSmsChaos({ rounds: ROUNDS, seed: SEED, tell }))],
  notes: () => ({ load: "50 messages a second by one SMPP session; program and carrier run on the same cores" }),
};

function figuresOf(figures: SmsChaosFigures) {
  const { rounds, submitted, accepted, lost, doubled, withoutReceipt, receipts, stuck } = figures;
  return {
    rounds,
    submitted,
    accepted,
    lost,
    never_sent: figures.neverSent,
    doubled,
    without_receipt: withoutReceipt,
    receipts,
    stuck,
    doubled_in_doubt: figures.doubledExplained,
    receipts_lost: figures.receiptsLost,
    copies: figures.copies,
    copies_most: figures.copiesMost,
    ...refusalsOf(figures),
    again_p50_ms: percentile(figures.againMs, 0.5),
    again_p99_ms: percentile(figures.againMs, 0.99),
  };
}

/** Refusals by reason; together with `accepted` and unanswered messages they are all submitted ones. */
function refusalsOf({ refused }: SmsChaosFigures): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(refused).map(([why, count]) => [`refused_${why.toLowerCase()}`, count]));
}
