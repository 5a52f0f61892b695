import { Temporal } from "temporal-polyfill";
import type { EvidenceDocument, TestItem } from "./items.shared.ts";
import type { TestState } from "./test-words.shared.ts";

/** Why signed evidence does not fit the test it is brought to. */
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

/** A test as far as its evidence goes. */
export interface EvidenceTest {
  readonly number: string;
  readonly state: TestState;
  readonly deviceDigest: string | null;
  readonly catalogueVersion: string;
  readonly items: readonly TestItem[];
  /** Rows of the whole device list, also where a re-test has no item of each. */
  readonly deviceRowIds: ReadonlySet<string>;
}

/** Why evidence is refused; undefined when it fits the test, its device list and its catalogue. */
export function judgeEvidence(
  document: EvidenceDocument,
  test: EvidenceTest,
  today: string,
): EvidenceRefusal | undefined {
  if (test.state !== "running" && test.state !== "handed-in") return "command-not-now";
  if (document.test !== test.number) return "evidence-other-test";
  if (document.deviceListSha256 !== test.deviceDigest) return "evidence-other-devices";
  if (document.catalogueVersion !== test.catalogueVersion) return "evidence-other-catalogue";
  if (Temporal.Instant.compare(document.endedAt, document.startedAt) < 0) return "evidence-times-wrong";
  if (document.calibration.validUntil < document.endedAt.slice(0, 10)) return "evidence-uncalibrated";
  if (document.startedAt.slice(0, 10) > today) return "evidence-times-wrong";
  return parametersRefusal(document, test);
}

function parametersRefusal(
  { parameters }: EvidenceDocument,
  { items, deviceRowIds }: EvidenceTest,
): EvidenceRefusal | undefined {
  const byKey = new Map(items.map((item) => [item.key, item]));
  const seen = new Set<string>();
  for (const { item: key, unit, deviceRowId } of parameters) {
    const item = byKey.get(key);
    if (item === undefined || item.kind !== "measured") return "evidence-item-unknown";
    if (item.unit !== unit) return "evidence-unit-wrong";
    if (!deviceRowIds.has(deviceRowId)) return "evidence-device-unknown";
    if (seen.has(key)) return "evidence-item-twice";
    seen.add(key);
  }
  return undefined;
}
