import { randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { present } from "../kernel/index.ts";
import { newSigningKey } from "../platform/signing/index.ts";
import { openLog } from "../platform/telemetry/index.ts";
import { openTexts } from "../platform/texts/index.ts";
import { type Instrument, instrumentFile, type ProbeRecord } from "../probe/evidence/index.ts";
import { judgedToday, verifyRecord, writeRecord } from "../probe/evidence/wire.ts";
import { type RawRun, runFigures } from "../probe/measure/index.ts";
import { fetchRecords, ProbeFailure, runProbe } from "../probe/measure/wire.ts";
import { type ProbeWords, type ReadWords, readWords } from "./probe/probe-options.ts";
import { figureLines, probeWords, progressText, remarkLines, type Say } from "./probe/probe-report.ts";

/** Output options of a command. */
export interface Answering {
  readonly language: "id" | "en";
  readonly json: boolean;
}

/** Exit codes, for scripts. */
const EXIT = { good: 0, failed: 1, refused: 2 } as const;

/** Runs a scenario and writes its result. Returns the exit code: 0 every limit is met, 1 a limit is missed, 2 nothing was measured. */
export async function probe(words: ProbeWords, answering: Answering): Promise<number> {
  const say = probeWords(openTexts(), answering.language);
  const read = await readWords(words, Date.now());
  if (!read.ok) return refused(say, answering, read.refusal);
  if (words.out !== undefined && (await isThere(words.out))) return refused(say, answering, "out-exists");
  try {
    const run = await playedRun(read.value, words, say);
    if (typeof run === "string") return refused(say, answering, run);
    return await answered(run, { words, read: read.value, say, answering });
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    return refused(say, answering, error.code, error.subject);
  }
}

async function playedRun(read: ReadWords, words: ProbeWords, say: Say): Promise<RawRun | string> {
  const { scenario, accounts, listenMs, followMs, records: source } = read;
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());
  const run = await runProbe({
    scenario,
    accounts,
    listenMs,
    followMs,
    local: words.local ?? null,
    answerLocal: words.answerLocal ?? null,
    log: openLog({ process: "probe", level: "error" }),
    stop: stop.signal,
    chance: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
    tell: (event) => {
      const line = progressText(say, event);
      if (line !== null) process.stderr.write(`${line}\n`);
    },
  });
  if (source === null) return { ...run, records: null };
  const records = await fetchRecords(source, run.calls);
  return records.ok ? { ...run, records: records.value } : records.refusal;
}

async function answered(
  run: RawRun,
  one: { readonly words: ProbeWords; readonly read: ReadWords; readonly say: Say; readonly answering: Answering },
): Promise<number> {
  const { words, read, say, answering } = one;
  const { instrument, test, scenario } = read;
  const comes = runFigures(run);
  const record = instrument === null ? null : writeRecord(run, { instrument, test });
  const files = record === null ? [] : await written(record, present(words.out, "a file to write to"));
  const figures = record?.figures ?? judgedToday(comes, { nowMs: run.endedAtMs, lines: scenario.lines });
  const code = figures.some(({ verdict }) => verdict === "fail") ? EXIT.failed : EXIT.good;
  const { proof, floorJitterP99Ms, calls, menu } = comes;
  if (answering.json) {
    const failed = calls.filter(({ isAnswered }) => !isAnswered);
    const reasons = failed.map(({ callerNumber, reason }) => ({ callerNumber, reason }));
    const said = { figures, proof, floor_jitter_p99_ms: floorJitterP99Ms, calls: calls.length, failed: failed.length };
    process.stdout.write(`${JSON.stringify({ ...said, reasons, menu, files, exit: code })}\n`);
    return code;
  }
  const lines = [
    ...figureLines(say, figures),
    ...remarkLines(say, comes),
    ...files.map((file) => say("wrote", { file })),
  ];
  process.stdout.write(`${lines.join("\n")}\n${say(code === EXIT.good ? "met" : "notMet")}\n`);
  return code;
}

/** Writes the record, and next to it the evidence alone as Licensing imports it. */
async function written(record: ProbeRecord, out: string): Promise<readonly string[]> {
  await writeFile(out, `${JSON.stringify(record)}\n`, { flag: "wx" });
  if (record.evidence === null) return [out];
  const beside = `${out.replace(/\.json$/, "")}.evidence.json`;
  await writeFile(beside, `${JSON.stringify(record.evidence, null, 2)}\n`);
  return [out, beside];
}

/** Verifies a record offline. Returns the exit code: 0 signature and results are correct, 1 they are not, 2 the file is not a record. */
export async function verifyProbe(file: string, answering: Answering): Promise<number> {
  const say = probeWords(openTexts(), answering.language);
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return refused(say, answering, "file-unreadable", file);
  const { record, findings } = verifyRecord(text);
  const code = record === null ? EXIT.refused : findings.length > 0 ? EXIT.failed : EXIT.good;
  if (answering.json) {
    process.stdout.write(`${JSON.stringify({ findings, figures: record?.figures ?? [], exit: code })}\n`);
    return code;
  }
  const wrong = findings.map(({ code: fault, subject }) =>
    say(`faults.${fault}`, { subject: subject === null ? "" : say(`figures.${subject}`) }),
  );
  const good =
    record === null
      ? []
      : [
          say("verified", {
            instrument: `${record.instrument.name} ${record.instrument.serial}`,
            publicKey: record.signature.publicKey,
          }),
        ];
  const shown = record === null ? [] : figureLines(say, record.figures);
  process.stdout.write(`${[...shown, ...(findings.length > 0 ? wrong : good)].join("\n")}\n`);
  return code;
}

/** Creates the key of an instrument, and prints the public key, which a coordinator registers. */
export async function makeInstrument(
  words: Readonly<Record<"name" | "serial" | "calibration" | "validUntil" | "out", string>>,
  answering: Answering,
): Promise<number> {
  const say = probeWords(openTexts(), answering.language);
  const { name, serial, calibration, validUntil, out } = words;
  const instrument: Instrument = { name, serial, calibration: { number: calibration, validUntil }, ...newSigningKey() };
  if (!instrumentFile.safeParse(instrument).success) return refused(say, answering, "instrument-wrong");
  if (await isThere(out)) return refused(say, answering, "out-exists");
  await writeFile(out, `${JSON.stringify(instrument, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  const { publicKey } = instrument;
  process.stdout.write(
    answering.json ? `${JSON.stringify({ publicKey })}\n` : `${say("instrument", { file: out, publicKey })}\n`,
  );
  return EXIT.good;
}

function refused(say: Say, answering: Answering, code: string, subject = ""): number {
  const text = say(`errors.${code}`, { subject });
  if (answering.json) process.stdout.write(`${JSON.stringify({ refused: code, message: text, exit: EXIT.refused })}\n`);
  process.stderr.write(`${text}\n`);
  return EXIT.refused;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
