import { parseDatagram, receive } from "../src/protocols/sip/index.ts";
import { openChance } from "../testkit/chance.ts";
import { complaintAbout, sipFuzzer, sipSeeds } from "../testkit/sip-fuzz.ts";
import { INVITE_SAMPLE } from "../testkit/sip-samples.ts";
import type { Benchmark, Figures } from "./figures.ts";

/** `SAMBUNG_FUZZ_INPUTS=10000000` for a long run. */
const INPUTS = Number(process.env["SAMBUNG_FUZZ_INPUTS"] ?? 1_000_000);
const WARM_INPUTS = 50_000;
const TELL_EACH = 500_000;
const TOLD_MAX = 10;
const PARSED = 300_000;
const BYTES_PER_MB = 1_048_576;

/** Reads millions of messages that are nearly right, and counts what goes wrong; then how fast a valid INVITE is read. */
export const fuzzSip: Benchmark = {
  runs: 1,
  measure: async (tell) => [{ ...fuzz(tell), parsed_per_s: parseRate() }],
};

function fuzz(tell: (line: string) => void): Figures {
  const next = sipFuzzer(20_261_125, sipSeeds());
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
      if (crashes <= TOLD_MAX) tell(`input ${nth}: ${complaint}: ${Buffer.from(bytes).toString("base64")}`);
    }
    if ((nth + 1) % TELL_EACH === 0) tell(`${nth + 1} inputs, ${crashes} crashes`);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const grown = (process.memoryUsage.rss() - rssBefore) / BYTES_PER_MB;
  return { inputs: INPUTS, crashes, rss_growth_mb: grown, inputs_per_s: INPUTS / seconds, slowest_ms: slowestMs };
}

function judged(bytes: Uint8Array, chance: ReturnType<typeof openChance>): string | null {
  try {
    return complaintAbout(bytes, chance);
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** Messages a second of one core: read, checked, and their source noted. */
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
