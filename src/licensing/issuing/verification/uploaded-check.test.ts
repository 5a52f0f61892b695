import { describe, expect, it } from "vitest";
import { judgeUpload } from "./uploaded-check.ts";
import type { DocumentCheck } from "./verify-document.ts";

const ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const OTHER_ID = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10";
const sound: DocumentCheck = {
  verdict: "valid",
  reasons: [],
  signer: "Kantor",
  signedAtMs: 0,
  decreeId: ID,
  decreeNumber: "1/TEL.05.05/2026",
};
const inForce = { state: "valid", demonstration: false } as const;

describe("an uploaded file", () => {
  it("is valid when it is sound and its decree is in force", () => {
    expect(judgeUpload({ check: sound, registered: inForce, expectedDecreeId: ID })).toBe("valid");
    expect(judgeUpload({ check: sound, registered: inForce, expectedDecreeId: null })).toBe("valid");
  });

  it("says that a demonstration is one", () => {
    expect(judgeUpload({ check: sound, registered: { ...inForce, demonstration: true }, expectedDecreeId: ID })).toBe(
      "valid-demonstration",
    );
  });

  it.each(["superseded", "revoked"] as const)("is %s when its decree is, demonstration or not", (state) => {
    for (const demonstration of [true, false]) {
      expect(judgeUpload({ check: sound, registered: { state, demonstration }, expectedDecreeId: ID })).toBe(state);
    }
  });

  it("is unknown when the register does not hold the decree it names, or it names none", () => {
    expect(judgeUpload({ check: sound, registered: null, expectedDecreeId: ID })).toBe("unknown");
    expect(judgeUpload({ check: { ...sound, decreeId: null }, registered: inForce, expectedDecreeId: null })).toBe(
      "unknown",
    );
  });

  it("belongs to another decree when given to a page that is not its own", () => {
    expect(judgeUpload({ check: sound, registered: inForce, expectedDecreeId: OTHER_ID })).toBe("other-decree");
  });

  it.each(["altered", "unsigned", "unknown-signer", "not-a-pdf"] as const)(
    "is %s whatever the register says",
    (verdict) => {
      expect(judgeUpload({ check: { ...sound, verdict }, registered: inForce, expectedDecreeId: ID })).toBe(verdict);
    },
  );
});
