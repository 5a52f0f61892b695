import { evidenceText } from "../../bridge/index.ts";
import { canonicalJson, type Json } from "../../kernel/index.ts";
import { isSignedWith } from "../../platform/signing/index.ts";
import { judgeFigures } from "../judge/index.ts";
import { runFigures } from "../measure/index.ts";
import { type ProbeRecord, probeRecord } from "./contract.ts";
import { unpackRun } from "./pack-run.effects.ts";
import { judgedBy, parametersOf, recordText } from "./write-record.effects.ts";

/** Faults of a record. */
export type RecordFault =
  | "record-unreadable"
  | "record-signature-wrong"
  | "record-samples-cut"
  | "record-rules-unknown"
  | "figure-differs"
  | "floor-differs"
  | "evidence-signature-wrong"
  | "evidence-other-key"
  | "evidence-differs";

/** One fault; `subject` names the metric if it concerns one. */
export interface RecordFinding {
  readonly code: RecordFault;
  readonly subject: string | null;
}

/** A parsed record, and all its faults. */
export interface VerifiedRecord {
  readonly record: ProbeRecord | null;
  readonly findings: readonly RecordFinding[];
}

/** Verifies both signatures of a record and recomputes every metric from its samples. Needs only the text. */
export function verifyRecord(text: string): VerifiedRecord {
  const record = readRecord(text);
  if (record === null) return { record, findings: [found("record-unreadable")] };
  const { signature, ...said } = record;
  const isSigned = isSignedWith(signature, recordText(said));
  return {
    record,
    findings: [
      ...(isSigned ? [] : [found("record-signature-wrong")]),
      ...figureFindings(record),
      ...evidenceFindings(record),
    ],
  };
}

function readRecord(text: string): ProbeRecord | null {
  try {
    const read = probeRecord.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function figureFindings(record: ProbeRecord): readonly RecordFinding[] {
  const run = unpackRun(record.raw);
  if (run === null) return [found("record-samples-cut")];
  const by = judgedBy({ ...record, lines: run.scenario.lines });
  if (by === null || by.catalogue.version !== record.catalogueVersion) return [found("record-rules-unknown")];
  const comes = runFigures(run);
  const again = judgeFigures(comes, by);
  const differing = again.filter(
    (figure, at) => canonicalJson(figure as unknown as Json) !== canonicalJson((record.figures[at] ?? null) as Json),
  );
  const isFloor = comes.floorJitterP99Ms === record.floorJitterP99Ms && comes.proof === record.proof;
  return [
    ...differing.map(({ key }) => found("figure-differs", key)),
    ...(record.figures.length === again.length ? [] : [found("figure-differs")]),
    ...(isFloor ? [] : [found("floor-differs")]),
  ];
}

function evidenceFindings({
  evidence,
  signature,
  figures,
  raw,
  instrument,
  calibration,
  catalogueVersion,
}: ProbeRecord) {
  if (evidence === null) return [];
  const [first] = evidence.parameters;
  const items = evidence.parameters.map(({ item }) => item);
  const expected = {
    instrument,
    calibration,
    catalogueVersion,
    startedAt: new Date(raw.startedAtMs).toISOString(),
    endedAt: new Date(raw.endedAtMs).toISOString(),
    parameters: parametersOf(figures, { deviceRowId: first?.deviceRowId ?? "", items }),
  };
  const said = { ...expected, ...pick(evidence) };
  return [
    ...(isSignedWith(evidence.signature, evidenceText(evidence)) ? [] : [found("evidence-signature-wrong")]),
    ...(evidence.signature.publicKey === signature.publicKey ? [] : [found("evidence-other-key")]),
    ...(canonicalJson(said as Json) === canonicalJson(expected as Json) ? [] : [found("evidence-differs")]),
  ];
}

function pick(evidence: NonNullable<ProbeRecord["evidence"]>) {
  const { instrument, calibration, catalogueVersion, startedAt, endedAt, parameters } = evidence;
  return { instrument, calibration, catalogueVersion, startedAt, endedAt, parameters };
}

function found(code: RecordFault, subject: string | null = null): RecordFinding {
  return { code, subject };
}
