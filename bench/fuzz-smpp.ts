import { readPdu, writePdu } from "../src/protocols/smpp/index.ts";
import { openChance } from "../testkit/chance.ts";
import { smppComplaintAbout, smppFuzzer } from "../testkit/smpp-fuzz.ts";
import type { Benchmark, Figures } from "./figures.ts";

/** `SAMBUNG_FUZZ_INPUTS` asks for another number. */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? 10_000_000);
const WARM_INPUTS = 50_000;
const TELL_EACH = 500_000;
const TOLD_MAX = 10;
const PAIRS = 300_000;
const BYTES_PER_MB = 1_048_576;

/** Reads ten million PDUs that are nearly right, and counts what goes wrong; then how fast good ones are written and read. */
export const fuzzSmpp: Benchmark = {
  runs: 1,
  measure: async (tell) => [{ ...fuzz(tell), pairs_per_s: pairRate() }],
};

function fuzz(tell: (line: string) => void): Figures {
  const next = smppFuzzer(20_261_127);
  const chance = openChance(7);
  let crashes = 0;
  let slowestMs = 0;
  let rssBefore = 0;
  const startedMs = performance.now();
  for (let nth = 0; nth < INPUTS; nth += 1) {
    if (nth === Math.min(WARM_INPUTS, INPUTS - 1)) rssBefore = process.memoryUsage.rss();
    const bytes = next();
    const inputMs = performance.now();
    const complaint = judged(bytes, chance);
    slowestMs = Math.max(slowestMs, performance.now() - inputMs);
    if (complaint !== null) {
      crashes += 1;
      if (crashes <= TOLD_MAX) tell(`input ${nth}: ${complaint}: ${Buffer.from(bytes).toString("hex")}`);
    }
    if ((nth + 1) % TELL_EACH === 0) tell(`${nth + 1} inputs, ${crashes} crashes`);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const grown = (process.memoryUsage.rss() - rssBefore) / BYTES_PER_MB;
  return { inputs: INPUTS, crashes, rss_growth_mb: grown, inputs_per_s: INPUTS / seconds, slowest_ms: slowestMs };
}

function judged(bytes: Uint8Array, chance: ReturnType<typeof openChance>): string | null {
  try {
    return smppComplaintAbout(bytes, chance);
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** A submit_sm written and read again, times a second of one core. */
function pairRate(): number {
  const next = smppFuzzer(1);
  let sample = readPdu(next());
  while (sample.kind !== "pdu" || sample.pdu.command !== "submit_sm") sample = readPdu(next());
  const { pdu } = sample;
  const pairs = () => {
    const before = process.cpuUsage();
    for (let nth = 0; nth < PAIRS; nth += 1) {
      if (readPdu(writePdu(pdu)).kind !== "pdu") throw new Error("the sample was not read");
    }
    const used = process.cpuUsage(before);
    return PAIRS / ((used.user + used.system) / 1_000_000);
  };
  pairs();
  return pairs();
}
