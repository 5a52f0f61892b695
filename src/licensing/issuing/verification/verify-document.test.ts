import { describe, expect, it } from "vitest";
import { type BytesFinding, documentCheck } from "./verify-document.ts";

const finding: BytesFinding = {
  verdict: "valid",
  reasons: [],
  signer: "Kantor",
  signedAtMs: 1_795_581_000_000,
  properties: { SambungDecreeId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f", SambungDecreeNumber: "131/TEL.05.05/2026" },
};

describe("naming the decree of a checked file", () => {
  it("takes id and number from the file and keeps what the check found", () => {
    expect(documentCheck(finding)).toEqual({
      verdict: "valid",
      reasons: [],
      signer: "Kantor",
      signedAtMs: 1_795_581_000_000,
      decreeId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
      decreeNumber: "131/TEL.05.05/2026",
    });
  });

  it("drops claims that do not look like an id or a number", () => {
    const properties = { SambungDecreeId: "0193B0C4", SambungDecreeNumber: "<b>131</b>" };
    expect(documentCheck({ ...finding, properties })).toMatchObject({ decreeId: null, decreeNumber: null });
    expect(documentCheck({ ...finding, properties: {} })).toMatchObject({ decreeId: null, decreeNumber: null });
  });
});
