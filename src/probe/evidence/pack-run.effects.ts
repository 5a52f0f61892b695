import type { RawRun, RawStream } from "../measure/index.ts";
import type { PackedStream, ProbeRecord } from "./contract.ts";

type PackedRun = ProbeRecord["raw"];

/** Bytes per number of each column. */
const WIDTHS: Readonly<Record<keyof RawStream, 1 | 2 | 4>> = {
  sequence: 2,
  timestamp: 4,
  arrivalUs: 4,
  source: 1,
  heard: 2,
};

/** A run in its stored form. */
export function packRun(run: RawRun): PackedRun {
  return {
    ...run,
    scenario: { ...run.scenario, menu: run.scenario.menu.map((branch) => ({ ...branch })) },
    calls: run.calls.map((call) => ({ ...call, stream: packed(call.stream) })),
    answers: run.answers.map((answer) => ({ ...answer, stream: packed(answer.stream) })),
    menu: run.menu.map((one) => ({ ...one, levels: [...one.levels], toneShares: [...one.toneShares] })),
    records: run.records?.map((record) => ({ ...record })) ?? null,
    floor: packed(run.floor),
  };
}

/** A run decoded from its stored form; null when a column does not have the recorded length. */
export function unpackRun(raw: PackedRun): RawRun | null {
  const streams = [...raw.calls, ...raw.answers].map(({ stream }) => stream);
  if (![...streams, raw.floor].every(isWhole)) return null;
  return {
    ...raw,
    calls: raw.calls.map((call) => ({ ...call, stream: unpacked(call.stream) })),
    answers: raw.answers.map((answer) => ({ ...answer, stream: unpacked(answer.stream) })),
    floor: unpacked(raw.floor),
  };
}

function packed(stream: RawStream): PackedStream {
  const column = (name: keyof RawStream): string => {
    const width = WIDTHS[name];
    const bytes = Buffer.alloc(stream[name].length * width);
    for (const [at, value] of stream[name].entries()) bytes.writeUIntLE(value, at * width, width);
    return bytes.toString("base64");
  };
  return {
    packets: stream.sequence.length,
    sequence: column("sequence"),
    timestamp: column("timestamp"),
    arrivalUs: column("arrivalUs"),
    source: column("source"),
    heard: column("heard"),
  };
}

function unpacked(stream: PackedStream): RawStream {
  const column = (name: keyof RawStream): readonly number[] => {
    const bytes = Buffer.from(stream[name], "base64");
    return Array.from({ length: stream.packets }, (_, at) => bytes.readUIntLE(at * WIDTHS[name], WIDTHS[name]));
  };
  return {
    sequence: column("sequence"),
    timestamp: column("timestamp"),
    arrivalUs: column("arrivalUs"),
    source: column("source"),
    heard: column("heard"),
  };
}

function isWhole(stream: PackedStream): boolean {
  return Object.entries(WIDTHS).every(
    ([name, width]) => Buffer.from(stream[name as keyof RawStream], "base64").length === stream.packets * width,
  );
}
