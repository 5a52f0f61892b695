import { expect, it } from "vitest";
import { cases, runSeed } from "../../testkit/run-seed.ts";
import { runSmsChaos } from "../../testkit/sms-chaos.ts";

const ROUNDS = Number(process.env["SAMBUNG_CHAOS_ROUNDS"] ?? cases({ short: 3, long: 10 }));

/** Responses to an SMPP client while a component is unavailable, and the result of a broken connection. */
const AGAIN = ["RSYSERR", "RTHROTTLED", "RMSGQFUL", "unanswered"];

it("brings every short message that was accepted to its end, and loses no receipt, over kills of each process under load", async () => {
  const lines: string[] = [];
  const figures = await runSmsChaos({ rounds: ROUNDS, seed: runSeed, tell: (line) => lines.push(line) });
  const seen = { ...figures, lines };
  expect(figures.accepted, JSON.stringify(seen)).toBeGreaterThan(ROUNDS * 10);
  // A crash between sending and response duplicates a message rather than losing it: at most as many as were in flight.
  expect(figures.copies, JSON.stringify(seen)).toBeLessThanOrEqual(figures.copiesMost);
  // A message that is not accepted may be submitted again: no refusal is permanent.
  for (const why of Object.keys(figures.refused)) expect(AGAIN, JSON.stringify(seen)).toContain(why);
  const refused = Object.values(figures.refused).reduce((sum, count) => sum + count, 0);
  expect(figures.accepted + refused, JSON.stringify(seen)).toBeLessThanOrEqual(figures.submitted);
  expect(seen).toMatchObject({ lost: 0, neverSent: 0, doubled: 0, withoutReceipt: 0, receiptsLost: 0, stuck: 0 });
}, 560_000);
