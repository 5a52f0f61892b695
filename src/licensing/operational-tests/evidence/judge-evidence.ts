import { Temporal } from "temporal-polyfill";
import type { EvidenceDocument } from "../../../bridge/index.ts";
import type { TestState } from "../test-words.shared.ts";
import type { TestItem } from "./items.shared.ts";

/** Why signed evidence does not match the test. */
export type EvidenceRefusal =
  | "command-not-now"
  | "evidence-other-test"
  | "evidence-other-devices"
  | "evidence-other-catalogue"
  | "evidence-uncalibrated"
  | "evidence-times-wrong"
  | "evidence-item-unknown"
  | "evidence-unit-wrong"
  | "evidence-device-unknown"
  | "evidence-item-twice";

/** The fields of a test that its evidence must match. */
export interface EvidenceTest {
  readonly number: string;
  readonly state: TestState;
  readonly deviceDigest: string | null;
  readonly catalogueVersion: string;
  readonly items: readonly TestItem[];
  /** Rows of the whole device list, even if a re-test does not include all of them. */
  readonly deviceRowIds: ReadonlySet<string>;
}

/** A defect of evidence; `parameter` is the index of the parameter concerned, if any. */
export interface EvidenceFault {
  readonly code: EvidenceRefusal;
  readonly parameter: number | null;
}

/** Why evidence is refused; undefined if it matches the test, its device list and its catalogue. */
export function judgeEvidence(
  document: EvidenceDocument,
  test: EvidenceTest,
  today: string,
): EvidenceRefusal | undefined {
  return faultsOfEvidence(document, test, today)[0]?.code;
}

/** All defects of evidence, those of the whole document first. */
export function faultsOfEvidence(
  document: EvidenceDocument,
  test: EvidenceTest,
  today: string,
): readonly EvidenceFault[] {
  const whole: EvidenceRefusal[] = [];
  if (test.state !== "running" && test.state !== "handed-in") whole.push("command-not-now");
  if (document.test !== test.number) whole.push("evidence-other-test");
  if (document.deviceListSha256 !== test.deviceDigest) whole.push("evidence-other-devices");
  if (document.catalogueVersion !== test.catalogueVersion) whole.push("evidence-other-catalogue");
  if (areTimesWrong(document, today)) whole.push("evidence-times-wrong");
  if (document.calibration.validUntil < document.endedAt.slice(0, 10)) whole.push("evidence-uncalibrated");
  return [...whole.map((code) => ({ code, parameter: null })), ...parameterFaults(document, test)];
}

function areTimesWrong({ startedAt, endedAt }: EvidenceDocument, today: string): boolean {
  return Temporal.Instant.compare(endedAt, startedAt) < 0 || startedAt.slice(0, 10) > today;
}

function parameterFaults(
  { parameters }: EvidenceDocument,
  { items, deviceRowIds }: EvidenceTest,
): readonly EvidenceFault[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const seen = new Set<string>();
  const faults: EvidenceFault[] = [];
  for (const [parameter, { item: key, unit, deviceRowId }] of parameters.entries()) {
    const item = byKey.get(key);
    const isMeasured = item?.kind === "measured";
    if (!isMeasured) faults.push({ code: "evidence-item-unknown", parameter });
    if (isMeasured && item.unit !== unit) faults.push({ code: "evidence-unit-wrong", parameter });
    if (!deviceRowIds.has(deviceRowId)) faults.push({ code: "evidence-device-unknown", parameter });
    if (seen.has(key)) faults.push({ code: "evidence-item-twice", parameter });
    seen.add(key);
  }
  return faults;
}
