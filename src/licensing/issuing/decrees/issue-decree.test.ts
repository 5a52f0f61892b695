import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../../testkit/decree-sample.ts";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import { pageTexts } from "../../../../testkit/page-texts.ts";
import { inFolder, pdfsigOf, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import { openDocumentPool } from "../../../platform/pdf/index.ts";
import { type LocalAuthority, localSigner, openLocalAuthority } from "../../../platform/signing/index.ts";
import { verifyDocument, verifyFileReport } from "../verification/verify-document.effects.ts";
import { type DecreeTools, issueOne, renderDecree } from "./issue-decree.effects.ts";

const pool = openDocumentPool();
let authority: LocalAuthority;
let tools: DecreeTools;
let decree: Uint8Array;

beforeAll(async () => {
  authority = await inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, SAMPLE_DECREE.issuedAtMs));
  tools = { pool, signer: localSigner(authority, pool.sign) };
  decree = await issueOne(SAMPLE_DECREE, tools);
});

afterAll(() => pool.close());

describe("issuing a decree", () => {
  it("ends in a file that an outside verifier and our own find valid", async () => {
    expect(await pdfsigOf(decree, authority.anchorPem)).toContain("Signature is Valid.");
    expect(verifyDocument(decree, [authority.anchorPem])).toMatchObject({
      verdict: "valid",
      decreeId: SAMPLE_DECREE.decreeId,
      decreeNumber: SAMPLE_DECREE.number,
      signedAtMs: SAMPLE_DECREE.issuedAtMs,
    });
  });

  it("makes the same file when it is done again after a crash", async () => {
    expect(Buffer.from(await issueOne(SAMPLE_DECREE, tools)).equals(decree)).toBe(true);
  });

  it("marks every page as a demonstration when the signer is one, whatever the facts say", async () => {
    const facts = { ...SAMPLE_DECREE, demonstration: false };
    const marked = await renderDecree(facts, tools);
    const state = { ...tools, signer: { ...tools.signer, standing: "state" as const } };
    const textOf = async (pdf: Uint8Array) => (await runOnPdf(pdf, "pdftotext", ["FILE", "-"])).output;
    expect(await textOf(marked)).toContain("CONTOH – TIDAK BERLAKU");
    expect(await textOf(await renderDecree(facts, state))).not.toContain("TIDAK BERLAKU");
  });

  it("refuses facts that break their schema", () => {
    expect(() => renderDecree({ ...SAMPLE_DECREE, code: "abc" }, tools)).toThrow("code");
  });

  it("is reported on the command line with the exit code of the answer", () => {
    const texts = pageTexts("id");
    const anchors = [authority.anchorPem];
    const report = verifyFileReport(decree, anchors, texts);
    expect(report.exitCode).toBe(0);
    expect(report.lines).toContain("Nomor keputusan: 131/TEL.05.05/2026");
    const appended = new Uint8Array([...decree, 10]);
    expect(verifyFileReport(appended, anchors, texts)).toMatchObject({ exitCode: 1 });
    expect(verifyFileReport(decree, [], texts)).toMatchObject({ exitCode: 2 });
  });
});
