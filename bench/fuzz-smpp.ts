import { readPdu, writePdu } from "../src/protocols/smpp/index.ts";
import { openChance } from "../testkit/chance.ts";
import { smppComplaintAbout, smppFuzzer } from "../testkit/smpp-fuzz.ts";
import type { Benchmark, Figures } from "./figures.ts";
import { fuzzInputs, runFuzz } from "./fuzz-run.ts";

const INPUTS = fuzzInputs(10_000_000);
const PAIRS = 300_000;

/** Decodes ten million nearly valid PDUs, and counts failures; then measures the rate of valid ones. */
export const fuzzSmpp: Benchmark = {
  runs: 1,
  measure: async (tell) => [{ ...fuzz(tell), pairs_per_s: pairRate() }],
};

function fuzz(tell: (line: string) => void): Figures {
  const [next, chance] = [smppFuzzer(20_261_127), openChance(7)];
  return runFuzz(
    { inputs: INPUTS, next, complaintAbout: (bytes) => smppComplaintAbout(bytes, chance), written: "hex" },
    tell,
  );
}

/** Encodings and decodings of a submit_sm, per second of one core. */
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
