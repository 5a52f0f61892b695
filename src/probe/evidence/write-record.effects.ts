import { type EvidenceDocument, evidenceText } from "../../bridge/index.ts";
import { canonicalJson, type Json, present } from "../../kernel/index.ts";
import { signWith } from "../../platform/signing/index.ts";
import { currentRuleset, officeDate, openRulebook, testCatalogueOfRules } from "../../regulation/index.ts";
import { type JudgedFigure, judgeFigures } from "../judge/index.ts";
import { type RawRun, type RunFigures, runFigures } from "../measure/index.ts";
import type { Instrument, ProbeRecord, TestNamed } from "./contract.ts";
import { packRun } from "./pack-run.effects.ts";

/** The limits of a record: by a version of the rules, and the current day. */
export function judgedBy(asked: { readonly rulesVersion: string; readonly rulesDate: string; readonly lines: number }) {
  const { rulesVersion, rulesDate, lines } = asked;
  const opened = openRulebook({ version: rulesVersion, atDate: rulesDate });
  return opened.ok ? { catalogue: testCatalogueOfRules(rulesVersion), rulebook: opened.value, lines } : null;
}

/** Creates the record of a run, signed by the key of its instrument; with evidence if a test is named. */
export function writeRecord(
  run: RawRun,
  { instrument, test }: { readonly instrument: Instrument; readonly test: TestNamed | null },
): ProbeRecord {
  const [rulesVersion, rulesDate] = [currentRuleset.version, officeDate(run.endedAtMs)];
  const by = present(judgedBy({ rulesVersion, rulesDate, lines: run.scenario.lines }), "the rules of the day");
  const { name, serial, calibration, privateKey } = instrument;
  const comes = runFigures(run);
  const figures = judgeFigures(comes, by).map((figure) => ({ ...figure, limit: { ...figure.limit } }));
  const catalogueVersion = by.catalogue.version;
  const said = {
    ...({ format: "sambung-probe-record", formatVersion: 1, catalogueVersion, rulesVersion, rulesDate } as const),
    instrument: { name, serial },
    calibration,
    proof: comes.proof,
    floorJitterP99Ms: comes.floorJitterP99Ms,
    figures,
    raw: packRun(run),
  };
  const evidence = test === null ? null : evidenceOf(said, { test, run, privateKey });
  const whole = { ...said, evidence };
  return { ...whole, signature: signWith(privateKey, recordText(whole)) };
}

/** Evaluates metrics by the rules of a day, for a run without a record. */
export function judgedToday(
  comes: RunFigures,
  { nowMs, lines }: { readonly nowMs: number; readonly lines: number },
): readonly JudgedFigure[] {
  const asked = { rulesVersion: currentRuleset.version, rulesDate: officeDate(nowMs), lines };
  return judgeFigures(comes, present(judgedBy(asked), "the rules of the day"));
}

/** The signed text of a record: its canonical JSON (RFC 8785) without the signature. */
export function recordText(record: Omit<ProbeRecord, "signature">): string {
  return canonicalJson(record as unknown as Json);
}

/** The parameters of the evidence for a test: the measured items of the catalogue. */
export function parametersOf(
  figures: ProbeRecord["figures"],
  { deviceRowId, items }: Pick<TestNamed, "deviceRowId" | "items">,
): EvidenceDocument["parameters"] {
  return figures.flatMap(({ key, value, unit, isItem }) =>
    isItem && value !== null && (items === null || items.includes(key))
      ? [{ item: key, deviceRowId, value, unit }]
      : [],
  );
}

function evidenceOf(
  said: Pick<ProbeRecord, "catalogueVersion" | "instrument" | "calibration" | "figures">,
  { test, run, privateKey }: { readonly test: TestNamed; readonly run: RawRun; readonly privateKey: string },
): EvidenceDocument | null {
  const parameters = parametersOf(said.figures, test);
  if (parameters.length === 0) return null;
  const { catalogueVersion, instrument, calibration } = said;
  const document = {
    ...({ format: "sambung-test-evidence", formatVersion: 1 } as const),
    test: test.number,
    deviceListSha256: test.deviceListSha256,
    catalogueVersion,
    instrument,
    calibration,
    startedAt: new Date(run.startedAtMs).toISOString(),
    endedAt: new Date(run.endedAtMs).toISOString(),
    parameters,
  };
  return { ...document, signature: signWith(privateKey, evidenceText({ ...document, signature: NO_SIGNATURE })) };
}

/** Placeholder, excluded from the signed text. */
const NO_SIGNATURE = { algorithm: "Ed25519", publicKey: "", value: "" } as const;
