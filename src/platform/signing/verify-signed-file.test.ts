import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../testkit/decree-sample.ts";
import { AUTHORITY_NAMES } from "../../../testkit/demonstration-authority.ts";
import { inFolder, pdfsigOf, runOnPdf } from "../../../testkit/pdf-tools.ts";
import { cases, isLongRun, runSeed } from "../../../testkit/run-seed.ts";
import { decreeDocument } from "../../licensing/issuing/index.ts";
import { openDocumentPool } from "../pdf/index.ts";
import { sha256 } from "./cades.ts";
import { FILE_BYTES_MAX, type LocalAuthority, openLocalAuthority, signFile, verifySignedFile } from "./index.ts";
import { makeRoot, makeSigner } from "./issue-certificate.ts";
import { readCms } from "./read-cms.ts";

const SIGNED_AT = Date.parse("2026-11-25T04:30:00Z");
const CONTEXT = { signedAtMs: SIGNED_AT, reason: "Penetapan penomoran – uji (1)", location: "Jakarta" };
const PROPERTY_NAMES = ["SambungDecreeId", "SambungDecreeNumber"];

let plain: Uint8Array;
let signed: Uint8Array;
let authority: LocalAuthority;
let stranger: LocalAuthority;
let gap: { start: number; end: number; signatureEnd: number };

const verify = (bytes: Uint8Array, anchors = [authority.anchorPem]) =>
  verifySignedFile(bytes, { anchors, propertyNames: PROPERTY_NAMES });
const authorityAt = (nowMs: number) => inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, nowMs));

function withByte(bytes: Uint8Array, at: number, change: (old: number) => number): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

/** Each byte position with each mask. In the short tier each position gets one mask, chosen by its index and the seed. */
function flips(places: readonly number[], masks: readonly number[]): readonly { at: number; mask: number }[] {
  const all = places.flatMap((at, index) => masks.map((mask, nth) => ({ at, mask, turn: index + nth + runSeed })));
  return all.filter(({ turn }) => isLongRun || turn % masks.length === 0);
}

beforeAll(async () => {
  [authority, stranger] = await Promise.all([authorityAt(SIGNED_AT), authorityAt(SIGNED_AT)]);
  const pool = openDocumentPool();
  plain = await pool.render(decreeDocument(SAMPLE_DECREE));
  await pool.close();
  signed = signFile(plain, authority.signer, CONTEXT);
  const text = Buffer.from(signed).toString("latin1");
  const start = text.indexOf("<", text.lastIndexOf("/Contents <"));
  const end = text.indexOf(">", start) + 1;
  // The signature's own length field gives its end (30 82, then two bytes): its last byte may be a zero, like the padding.
  const bytes = 4 + Number.parseInt(text.slice(start + 5, start + 9), 16);
  gap = { start, end, signatureEnd: start + 1 + 2 * bytes };
});

describe("a signed decree", () => {
  it("is valid for an outside verifier: whole document, CAdES, trusted root", async () => {
    const said = await pdfsigOf(signed, authority.anchorPem);
    expect(said).toContain("Signature Validation: Signature is Valid.");
    expect(said).toContain("Certificate Validation: Certificate is Trusted.");
    expect(said).toContain("Total document signed");
    expect(said).toContain("Signature Type: ETSI.CAdES.detached");
    expect(said).toContain("Signing Time: Nov 25 2026 04:30:00");
    expect(said).toContain("Signer Certificate Common Name: Kantor Penomoran Nusantara (peragaan)");
  });

  it("stays a sound, tagged file", async () => {
    expect(await runOnPdf(signed, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    expect((await runOnPdf(signed, "pdfinfo", ["FILE"])).output).toMatch(/Tagged:\s+yes/u);
  });

  it("has the same bytes when signed again with the same facts", () => {
    expect(Buffer.from(signFile(plain, authority.signer, CONTEXT)).equals(signed)).toBe(true);
  });

  it("carries its own digest and value, however many were signed before by the same key and by another", async () => {
    const files = ["satu", "dua", "tiga"].flatMap((reason) =>
      [authority, stranger].map((by) => ({ by, bytes: signFile(plain, by.signer, { ...CONTEXT, reason }) })),
    );
    for (const { by, bytes } of files) expect(verify(bytes, [by.anchorPem]).verdict).toBe("valid");
    expect(new Set(files.map(({ bytes }) => sha256(bytes).toString("hex"))).size).toBe(files.length);
    const last = files.at(-1);
    const said = await pdfsigOf(last?.bytes ?? new Uint8Array(), stranger.anchorPem);
    expect(said).toContain("Signature Validation: Signature is Valid.");
    expect(said).toContain("Certificate Validation: Certificate is Trusted.");
  });

  it("comes out valid, with signer, time and the decree it names", () => {
    expect(verify(signed)).toEqual({
      verdict: "valid",
      reasons: [],
      signer: "Kantor Penomoran Nusantara (peragaan)",
      signedAtMs: SIGNED_AT,
      properties: { SambungDecreeId: SAMPLE_DECREE.decreeId, SambungDecreeNumber: SAMPLE_DECREE.number },
    });
  });

  it("refuses to sign a file twice or a file of another maker", () => {
    expect(() => signFile(signed, authority.signer, CONTEXT)).toThrow(TypeError);
    expect(() => signFile(Buffer.from("%PDF-1.7 nothing"), authority.signer, CONTEXT)).toThrow(TypeError);
  });
});

describe("a changed file", () => {
  it("is altered after one flipped byte anywhere", () => {
    fc.assert(
      fc.property(fc.nat({ max: signed.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        expect(verify(withByte(signed, at, (old) => old ^ mask)).verdict).toBe("altered");
      }),
      { numRuns: cases({ short: 50, long: 300 }) },
    );
  });

  it("is altered after one flipped byte in the signature, its zero padding, its byte range or at either end of the file", () => {
    const range = Buffer.from(signed).lastIndexOf("/ByteRange");
    const stretch = (from: number, to: number, step: number) =>
      Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
    const places = [
      ...stretch(0, 12, 1),
      ...stretch(range - 120, gap.start + 12, 1),
      ...stretch(gap.start, gap.signatureEnd, 23),
      ...stretch(gap.signatureEnd, gap.end - 2, 401),
      ...stretch(gap.end - 3, gap.end + 120, 1),
      ...stretch(signed.length - 60, signed.length, 1),
    ];
    const missed = flips(places, [0x01, 0x20, 0x80]).filter(
      ({ at, mask }) => verify(withByte(signed, at, (old) => old ^ mask)).verdict !== "altered",
    );
    expect(missed).toEqual([]);
  });

  it("is refused after any change to a byte of the signature value itself", () => {
    const file = Buffer.from(signed);
    const der = Buffer.from(file.toString("latin1", gap.start + 1, gap.signatureEnd), "hex");
    const digest = sha256(file.subarray(0, gap.start), file.subarray(gap.end));
    expect(readCms(der, digest)).toHaveProperty("signer");
    const certificate = { start: 60, end: 60 + new X509Certificate(authority.signer.certificatePem).raw.length - 10 };
    const isDense = (at: number) => at < certificate.start || at > certificate.end;
    const places = Array.from(der.keys()).filter((at) => (isDense(at) && at < der.length - 250) || at % 40 === 0);
    const missed = flips(places, [0x01, 0x02, 0x80]).filter(
      ({ at, mask }) => typeof readCms(Buffer.from(withByte(der, at, (old) => old ^ mask)), digest) !== "string",
    );
    expect(missed).toEqual([]);
  });

  it("is altered when the case of one hexadecimal digit changes, though it means the same", () => {
    const text = Buffer.from(signed).toString("latin1");
    const at = text.slice(gap.start).search(/[a-f]/u) + gap.start;
    expect(verify(withByte(signed, at, (old) => old - 32))).toMatchObject({
      verdict: "altered",
      reasons: ["signature-damaged"],
    });
  });

  it("is altered when anything is appended, even a line feed or a whole revision", async () => {
    const added = (tail: string) => new Uint8Array(Buffer.concat([signed, Buffer.from(tail, "latin1")]));
    for (const tail of ["\n", " ", "%%EOF\n", "\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"]) {
      expect(verify(added(tail))).toMatchObject({ verdict: "altered", reasons: ["bytes-added"], signer: null });
    }
    expect(await pdfsigOf(added("\n% more\n"), authority.anchorPem)).toContain("Not total document signed");
  });

  it("is altered when the end is cut off, wherever the cut is after the signature began", () => {
    fc.assert(
      fc.property(fc.integer({ min: gap.start, max: signed.length - 1 }), (length) => {
        expect(verify(signed.subarray(0, length)).verdict).toBe("altered");
      }),
      { numRuns: 150 },
    );
  });
});

describe("other files", () => {
  it("are unsigned, or no PDF at all", () => {
    expect(verify(plain)).toMatchObject({ verdict: "unsigned", reasons: ["no-signature"], signer: null });
    expect(verify(new Uint8Array())).toMatchObject({ verdict: "not-a-pdf" });
    expect(verify(Buffer.from("PK\u0003\u0004 a spreadsheet"))).toMatchObject({ verdict: "not-a-pdf" });
    expect(verify(new Uint8Array(FILE_BYTES_MAX + 1))).toMatchObject({
      verdict: "not-a-pdf",
      reasons: ["file-too-large"],
    });
  });

  it("are of an unknown signer when another authority made the signature, even one of the same names", () => {
    expect(verify(signFile(plain, stranger.signer, CONTEXT))).toMatchObject({
      verdict: "unknown-signer",
      reasons: ["chain-unknown"],
    });
    expect(verify(signed, [])).toMatchObject({ verdict: "unknown-signer", reasons: ["chain-unknown"] });
    expect(verify(signed, [stranger.anchorPem, authority.anchorPem]).verdict).toBe("valid");
  });

  it("are of an unknown signer when its certificate only claims to come from the trusted root", async () => {
    const { keyPem } = await makeRoot(AUTHORITY_NAMES, SIGNED_AT);
    const forged = await makeSigner({ keyPem, certificatePem: authority.anchorPem }, AUTHORITY_NAMES, SIGNED_AT);
    expect(verify(signFile(plain, forged, CONTEXT))).toMatchObject({
      verdict: "unknown-signer",
      reasons: ["chain-unknown"],
    });
  });

  it("are not trusted when signed before or after the certificate's time, or by the root itself", async () => {
    const day = 86_400_000;
    for (const signedAtMs of [SIGNED_AT - day, SIGNED_AT + 731 * day]) {
      const pdf = signFile(plain, authority.signer, { ...CONTEXT, signedAtMs });
      expect(verify(pdf)).toMatchObject({ verdict: "unknown-signer", reasons: ["certificate-not-valid-then"] });
    }
    const rootPair = await makeRoot(AUTHORITY_NAMES, SIGNED_AT);
    const pdf = signFile(plain, rootPair, CONTEXT);
    expect(verify(pdf, [rootPair.certificatePem])).toMatchObject({ reasons: ["certificate-not-for-documents"] });
  });

  it("never hang or crash the check, however broken they are", () => {
    const pieces = fc.constantFrom(
      "%PDF-1.7\n",
      "/ByteRange [0 ",
      "10 20 30]",
      "/Contents <",
      "3082ffff",
      "00",
      ">",
      "/Type /Sig",
      "<<",
      " 0 R ",
      "\n1 0 obj\n(",
      "/SambungDecreeId ",
    );
    const soup = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 20 })), { maxLength: 60 })
      .map((all) => Buffer.from(all.join(""), "latin1"));
    const verdicts = ["valid", "altered", "unsigned", "unknown-signer", "not-a-pdf"];
    fc.assert(
      fc.property(soup, (bytes) => verdicts.includes(verify(bytes).verdict) && verify(bytes).verdict !== "valid"),
      { numRuns: 500 },
    );
    const cut = fc.tuple(fc.nat({ max: signed.length }), fc.nat({ max: signed.length }));
    fc.assert(
      fc.property(cut, ([from, to]) => {
        const part = signed.subarray(Math.min(from, to), Math.max(from, to));
        return part.length === signed.length || verify(part).verdict !== "valid";
      }),
      { numRuns: 300 },
    );
  });

  it("take no longer than a moment when they are made to be slow", () => {
    const nested = `3082ffff${"3080".repeat(15_000)}`.padEnd(65_543 * 2, "0");
    const file = (contents: string) => {
      const head = "%PDF-1.7\n1 0 obj\n<< /Type /Sig /ByteRange [0 ";
      const start = head.length + 3 * 11 + " /Contents ".length + 1;
      const end = start + contents.length + 2;
      const numbers = [start, end, 4].map((value) => String(value).padStart(10, "0")).join(" ");
      return Buffer.from(`${head}${numbers}] /Contents <${contents}>tail`, "latin1");
    };
    const slow = [
      Buffer.from("/ByteRange [0 ".repeat(1_000_000), "latin1"),
      Buffer.from("/SambungDecreeId (".repeat(1_000_000), "latin1"),
      file(nested),
      file("30820100".padEnd(65_000 * 2, "0")),
    ];
    const started = performance.now();
    for (const bytes of slow) expect(verify(bytes).verdict).not.toBe("valid");
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
