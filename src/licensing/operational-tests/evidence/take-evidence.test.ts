import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { measuredItem, observedItem } from "../../../../testkit/test-facts.ts";
import { type EvidenceDocument, evidenceDocument } from "../../../bridge/index.ts";
import { canonicalJson, type Json } from "../../../kernel/index.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import { isSignedByItsKey } from "./take-evidence.effects.ts";

const DEVICES = "e".repeat(64);
const TODAY = "2026-12-03";
const LIMIT = { comparison: "at-most", value: 1, rule: null, standing: "assumed" } as const;

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");

type Said = Omit<EvidenceDocument, "signature">;

const SAID: Said = {
  format: "sambung-test-evidence",
  formatVersion: 1,
  test: "ULO-2026112500001",
  deviceListSha256: DEVICES,
  catalogueVersion: "2026.11",
  startedAt: "2026-12-03T02:00:00Z",
  endedAt: "2026-12-03T03:30:00Z",
  instrument: { name: "Hammer Call Analyzer", serial: "HCA-200" },
  calibration: { number: "KAL-2026-0117", validUntil: "2026-12-03" },
  parameters: [{ item: "duration", deviceRowId: "d-1", value: 0.4, unit: "seconds" }],
};

function signed(said: Said): EvidenceDocument {
  const value = sign(null, Buffer.from(canonicalJson(said as unknown as Json)), privateKey).toString("base64");
  return { ...said, signature: { algorithm: "Ed25519", publicKey: raw, value } };
}

const TEST = {
  number: "ULO-2026112500001",
  state: "running",
  deviceDigest: DEVICES,
  catalogueVersion: "2026.11",
  items: [measuredItem("duration", LIMIT), observedItem("inbound")],
  deviceRowIds: new Set(["d-1"]),
} as const;

const judge = (change: Partial<Said>, test: Partial<typeof TEST> | Record<string, unknown> = {}) =>
  judgeEvidence(signed({ ...SAID, ...change }), { ...TEST, ...test } as Parameters<typeof judgeEvidence>[1], TODAY);

describe("signed evidence", () => {
  it("is believed as it was signed, however its members are ordered", () => {
    const document = signed(SAID);
    expect(evidenceDocument.safeParse(document).success).toBe(true);
    expect(isSignedByItsKey(document)).toBe(true);
    const turned = Object.fromEntries(Object.entries(document).toReversed()) as unknown as EvidenceDocument;
    expect(isSignedByItsKey(turned)).toBe(true);
  });

  it("is refused when anything in it was changed, to the last digit", () => {
    const document = signed(SAID);
    const changes: readonly Partial<EvidenceDocument>[] = [
      { test: "ULO-2026112500002" },
      { deviceListSha256: "f".repeat(64) },
      { catalogueVersion: "2026.12" },
      { endedAt: "2026-12-03T03:30:01Z" },
      { instrument: { ...document.instrument, serial: "HCA-201" } },
      { calibration: { ...document.calibration, validUntil: "2027-12-03" } },
      { parameters: [{ item: "duration", deviceRowId: "d-1", value: 0.5, unit: "seconds" }] },
      { parameters: [{ item: "duration", deviceRowId: "d-2", value: 0.4, unit: "seconds" }] },
    ];
    expect(changes.map((change) => isSignedByItsKey({ ...document, ...change }))).toEqual(changes.map(() => false));
    const other = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const stranger = { ...document.signature, publicKey: other.toString("base64") };
    expect(isSignedByItsKey({ ...document, signature: stranger })).toBe(false);
  });

  it("fits its test, its device list and its catalogue, and no other", () => {
    expect(judge({})).toBeUndefined();
    expect(judge({ test: "ULO-2026112500002" })).toBe("evidence-other-test");
    expect(judge({ deviceListSha256: "f".repeat(64) })).toBe("evidence-other-devices");
    expect(judge({ catalogueVersion: "2026.12" })).toBe("evidence-other-catalogue");
    expect(judge({}, { state: "reported" })).toBe("command-not-now");
    expect(judge({}, { deviceDigest: null })).toBe("evidence-other-devices");
  });

  it("comes from a calibrated instrument, and from a time that was", () => {
    expect(judge({ calibration: { ...SAID.calibration, validUntil: "2026-12-02" } })).toBe("evidence-uncalibrated");
    expect(judge({ endedAt: "2026-12-03T01:59:59Z" })).toBe("evidence-times-wrong");
    expect(judge({ endedAt: SAID.startedAt })).toBeUndefined();
    const tomorrow = { startedAt: "2026-12-04T02:00:00Z", endedAt: "2026-12-04T03:00:00Z" };
    const calibration = { ...SAID.calibration, validUntil: "2027-01-01" };
    expect(judge({ ...tomorrow, calibration })).toBe("evidence-times-wrong");
  });

  it("names what is measured, in its unit, on a device of the list, once", () => {
    const [one] = SAID.parameters;
    if (one === undefined) throw new Error("the sample has a parameter");
    const named = (change: Partial<typeof one>) => judge({ parameters: [{ ...one, ...change }] });
    expect(named({ item: "inbound" })).toBe("evidence-item-unknown");
    expect(named({ item: "nothing" })).toBe("evidence-item-unknown");
    expect(named({ unit: "percent" })).toBe("evidence-unit-wrong");
    expect(named({ deviceRowId: "d-9" })).toBe("evidence-device-unknown");
    expect(judge({ parameters: [one, one] })).toBe("evidence-item-twice");
  });
});
