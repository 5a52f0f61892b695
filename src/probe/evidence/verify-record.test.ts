import { describe, expect, it } from "vitest";
import { newSigningKey, signWith } from "../../platform/signing/index.ts";
import type { RawRun, RawStream } from "../measure/index.ts";
import { calledPair, callerPair, type Scenario } from "../scenarios/index.ts";
import type { Instrument, ProbeRecord } from "./contract.ts";
import { packRun, unpackRun } from "./pack-run.effects.ts";
import { verifyRecord } from "./verify-record.effects.ts";
import { recordText, writeRecord } from "./write-record.effects.ts";

const HEARD_PAIR = 2;
const SECONDS = 3;
const SCENARIO: Scenario = {
  host: "192.0.2.1",
  port: 5060,
  transport: "udp",
  code: "14045",
  lines: 1,
  holdMs: 3_000,
  rampMs: 0,
  settleMs: 0,
  callerBase: "+628119900000",
  callers: 1,
  menu: [],
  answers: true,
};

function stream(pair: number): RawStream {
  const frames = Array.from({ length: SECONDS * 50 }, (_, nth) => nth);
  return {
    sequence: frames.map((nth) => (65_500 + nth) & 0xffff),
    timestamp: frames.map((nth) => (2 ** 32 - 800 + nth * 160) >>> 0),
    arrivalUs: frames.map((nth) => 100_000 + nth * 20_000 + (nth % 7) * 311),
    source: frames.map(() => 0),
    heard: frames.map(() => HEARD_PAIR + pair),
  };
}

const RUN: RawRun = {
  scenario: SCENARIO,
  startedAtMs: Date.parse("2026-11-26T02:00:00Z"),
  endedAtMs: Date.parse("2026-11-26T02:00:05Z"),
  calls: [
    {
      nth: 0,
      callerNumber: "+628119900000",
      sipCallId: "c0",
      invitedMs: 0.125,
      ringingMs: 50.5,
      answeredMs: 100,
      endedMs: 3_100,
      endedBy: "probe",
      reason: null,
      stream: stream(calledPair(0)),
    },
  ],
  answers: [{ nth: 0, callerShown: "08119900000", answeredMs: 100, endedMs: 3_100, stream: stream(callerPair(0)) }],
  menu: [],
  records: null,
  floor: stream(700),
};
const instrument: Instrument = {
  name: "Sambung Probe",
  serial: "SP-1",
  calibration: { number: "KAL-1", validUntil: "2027-06-30" },
  ...newSigningKey(),
};
const test = { number: "ULO-2026112500001", deviceListSha256: "a".repeat(64), deviceRowId: "pbx-1", items: null };
const record = writeRecord(RUN, { instrument, test });
const findingsOf = (changed: unknown) =>
  verifyRecord(JSON.stringify(changed)).findings.map(({ code, subject }) =>
    subject === null ? code : `${code} ${subject}`,
  );

/** A modified record that is signed again with another key. */
function signedAgain(changed: ProbeRecord, key = instrument.privateKey): ProbeRecord {
  const { signature: _signature, ...said } = changed;
  return { ...changed, signature: signWith(key, recordText(said)) };
}

describe("a record of the probe", () => {
  it("is as it was written after the way through a file, sample by sample", () => {
    expect(unpackRun(JSON.parse(JSON.stringify(packRun(RUN))) as ReturnType<typeof packRun>)).toEqual(RUN);
    expect(findingsOf(record)).toEqual([]);
    expect(record.evidence?.parameters.map(({ item }) => item)).toEqual([
      "channels",
      "simultaneous",
      "grade-of-service",
    ]);
  });

  it("without a test has no evidence, and verifies all the same", () => {
    const alone = writeRecord(RUN, { instrument, test: null });
    expect(alone.evidence).toBeNull();
    expect(findingsOf(alone)).toEqual([]);
  });

  it("takes only the items that were asked for into its evidence", () => {
    const some = writeRecord(RUN, { instrument, test: { ...test, items: ["simultaneous"] } });
    expect(some.evidence?.parameters.map(({ item }) => item)).toEqual(["simultaneous"]);
    expect(findingsOf(some)).toEqual([]);
  });

  it("is noticed to be changed in a figure, a limit or a sample, whoever signs it again", () => {
    const figures = record.figures.map((one) => (one.key === "channels" ? { ...one, value: 30 } : one));
    expect(findingsOf({ ...record, figures })).toEqual([
      "record-signature-wrong",
      "figure-differs channels",
      "evidence-differs",
    ]);
    expect(findingsOf(signedAgain({ ...record, figures }))).toEqual(["figure-differs channels", "evidence-differs"]);
    const milder = record.figures.map((one) =>
      one.key === "channels" ? { ...one, verdict: "pass" as const, limit: { ...one.limit, value: 1 } } : one,
    );
    expect(findingsOf(signedAgain({ ...record, figures: milder }))).toEqual(["figure-differs channels"]);
    const calls = record.raw.calls.map((one) => ({ ...one, endedBy: "centre" as const }));
    expect(findingsOf(signedAgain({ ...record, raw: { ...record.raw, calls } }))).toEqual(["figure-differs channels"]);
  });

  it("is noticed to hold less samples than it says", () => {
    const floor = { ...record.raw.floor, packets: record.raw.floor.packets + 1 };
    expect(findingsOf(signedAgain({ ...record, raw: { ...record.raw, floor } }))).toEqual(["record-samples-cut"]);
  });

  it("is noticed to hold evidence of another key, or evidence that was changed", () => {
    const { evidence } = record;
    if (evidence === null) throw new Error("there is evidence");
    const other = writeRecord(RUN, { instrument: { ...instrument, ...newSigningKey() }, test });
    expect(findingsOf(signedAgain({ ...record, evidence: other.evidence }))).toEqual(["evidence-other-key"]);
    const later = { ...evidence, endedAt: "2026-11-26T03:00:00.000Z" };
    expect(findingsOf(signedAgain({ ...record, evidence: later }))).toEqual([
      "evidence-signature-wrong",
      "evidence-differs",
    ]);
  });

  it("is none where it is no JSON, or has a member that nobody knows", () => {
    expect(verifyRecord("{")).toEqual({ record: null, findings: [{ code: "record-unreadable", subject: null }] });
    expect(findingsOf({ ...record, more: 1 })).toEqual(["record-unreadable"]);
  });
});
