import { parseDatagram, receive } from "../src/protocols/sip/index.ts";
import { openChance } from "../testkit/chance.ts";
import { complaintAbout, sipFuzzer, sipSeeds } from "../testkit/sip-fuzz.ts";
import { INVITE_SAMPLE } from "../testkit/sip-samples.ts";
import type { Benchmark, Figures } from "./figures.ts";
import { fuzzInputs, runFuzz } from "./fuzz-run.ts";

/** Ten million for a long run. */
const INPUTS = fuzzInputs(1_000_000);
const PARSED = 300_000;

/** Parses millions of nearly valid messages, and counts failures; then measures the rate of valid INVITEs. */
export const fuzzSip: Benchmark = {
  runs: 1,
  measure: async (tell) => [{ ...fuzz(tell), parsed_per_s: parseRate() }],
};

function fuzz(tell: (line: string) => void): Figures {
  const [next, chance] = [sipFuzzer(20_261_125, sipSeeds()), openChance(7)];
  return runFuzz(
    { inputs: INPUTS, next, complaintAbout: (bytes) => complaintAbout(bytes, chance), written: "base64" },
    tell,
  );
}

/** Messages a second of one core: parsed, validated, and with their source recorded. */
function parseRate(): number {
  const bytes = new TextEncoder().encode(INVITE_SAMPLE);
  const source = { transport: "udp", address: "192.0.2.7", port: 5_060, connection: null } as const;
  const read = () => {
    const before = process.cpuUsage();
    for (let nth = 0; nth < PARSED; nth += 1) {
      if (receive(parseDatagram(bytes), source).kind !== "request") throw new Error("the sample was not read");
    }
    const used = process.cpuUsage(before);
    return PARSED / ((used.user + used.system) / 1_000_000);
  };
  read();
  return read();
}
