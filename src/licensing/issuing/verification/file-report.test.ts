import { describe, expect, it } from "vitest";
import { pageTexts } from "../../../../testkit/page-texts.ts";
import { fileReport } from "./file-report.ts";
import { VERIFICATION_REASONS } from "./verification-reasons.ts";
import type { DocumentCheck } from "./verify-document.ts";

const valid: DocumentCheck = {
  verdict: "valid",
  reasons: [],
  signer: "Kantor Penomoran Nusantara (peragaan)",
  signedAtMs: Date.parse("2026-11-25T17:30:00Z"),
  decreeId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
  decreeNumber: "131/TEL.05.05/2026",
};

describe("the report on a file", () => {
  it("answers in its first line and names decree, signer and local time", () => {
    expect(fileReport(valid, pageTexts("en"))).toEqual({
      exitCode: 0,
      lines: [
        "VALID: the signature is correct and the file is intact.",
        "This file is identical to the document that was signed.",
        "Decree number: 131/TEL.05.05/2026",
        "Identifier: 0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
        "Signed by: Kantor Penomoran Nusantara (peragaan)",
        "Time of signing: 26 November 2026, 00:30 WIB",
        "This check is done offline. Only the checking page shows whether a decree has been revoked or replaced.",
      ],
    });
  });

  it("calls what an altered file says of itself unproven", () => {
    const report = fileReport(
      { ...valid, verdict: "altered", reasons: ["digest-mismatch"], signer: null, signedAtMs: null },
      pageTexts("id"),
    );
    expect(report.exitCode).toBe(1);
    expect(report.lines[0]).toBe("BERUBAH: berkas tidak sama dengan dokumen yang ditandatangani.");
    expect(report.lines).toContain("- Isi berkas berbeda dari dokumen yang ditandatangani.");
    expect(report.lines).toContain("Nomor yang tertulis dalam berkas (tidak terverifikasi): 131/TEL.05.05/2026");
  });

  it.each(["unsigned", "unknown-signer", "not-a-pdf"] as const)("ends with code 2 for a file that is %s", (verdict) => {
    expect(fileReport({ ...valid, verdict }, pageTexts("id")).exitCode).toBe(2);
  });

  it.each(["id", "en"] as const)("has words for every reason (%s)", (locale) => {
    const lines = VERIFICATION_REASONS.map(
      (reason) => fileReport({ ...valid, verdict: "altered", reasons: [reason] }, pageTexts(locale)).lines[2],
    );
    expect(new Set(lines).size).toBe(VERIFICATION_REASONS.length);
  });
});
