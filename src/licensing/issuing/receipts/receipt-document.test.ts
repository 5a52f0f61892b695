import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import { inFolder, pdfsigOf, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import { openDocumentPool } from "../../../platform/pdf/index.ts";
import { type LocalAuthority, localSigner, openLocalAuthority } from "../../../platform/signing/index.ts";
import { DEMONSTRATION_LICENSING_OFFICE } from "../decrees/decree-template.ts";
import { receiptDocument } from "./receipt-document.ts";
import { type ReceiptFacts, receiptFactsSchema } from "./receipt-facts.ts";

const RECEIVED_MS = 1_795_581_000_000;
const FILES = 400;

const pool = openDocumentPool();
let authority: LocalAuthority;

beforeAll(async () => {
  authority = await inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, RECEIVED_MS));
});
afterAll(() => pool.close());

const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** The receipt of a licence application with many files. */
const licenceReceipt: ReceiptFacts = receiptFactsSchema.parse({
  receiptId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
  number: "IZN-2026112500001",
  round: 0,
  receivedAtMs: RECEIVED_MS,
  holderName: "PT Suara Khatulistiwa Mandiri",
  subject: "licence",
  code: "",
  files: Array.from({ length: FILES }, (_, nth) => ({
    name: `Sertifikat perangkat ${nth + 1}.pdf`,
    bytes: 1_000 + nth,
    sha256: digestOf(`file ${nth}`),
  })),
  formSha256: digestOf("form"),
  promise: { dueDate: "2026-11-30", workingDays: 3 },
  ruleVersion: "2026.11",
  statusUrl: `http://127.0.0.1:8080/status/IZN-2026112500001?kunci=${"a".repeat(32)}`,
  office: DEMONSTRATION_LICENSING_OFFICE,
  demonstration: true,
});

describe("the receipt of an application for a licence", () => {
  it("names the licence and no access code, the submission and each correction by its number", () => {
    const said = JSON.stringify(receiptDocument(licenceReceipt));
    expect(said).toContain("PERMOHONAN IZIN JASA PUSAT PANGGILAN INFORMASI");
    expect(said.toLowerCase()).not.toContain("kode akses");
    expect(JSON.stringify(receiptDocument({ ...licenceReceipt, round: 2 }))).toContain("perbaikan ke-2");
  });

  it("is a sound, signed file that holds the digest of each of four hundred files", async () => {
    const drawn = await pool.render(receiptDocument(licenceReceipt));
    const signer = localSigner(authority, pool.sign);
    const pdf = await signer.sign(drawn, { signedAtMs: RECEIVED_MS, reason: "Tanda terima", location: "Jakarta" });
    expect(await pdfsigOf(pdf, authority.anchorPem)).toContain("Signature is Valid.");
    expect(await runOnPdf(pdf, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    const { output } = await runOnPdf(pdf, "pdftotext", ["-raw", "FILE", "-"]);
    const text = output.replaceAll(/\s+/gu, "");
    expect(licenceReceipt.files.filter(({ sha256 }) => !text.includes(sha256))).toEqual([]);
    expect(text).toContain("3harikerja");
  });
});
