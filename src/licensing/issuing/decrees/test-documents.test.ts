import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import { inFolder, pagePicture, pdfsigOf, qrOn, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import {
  SAMPLE_SKLO_ACT,
  SAMPLE_TEST_ORDER,
  SAMPLE_TEST_REPORT,
  sampleDevice,
  sampleTestDocument,
} from "../../../../testkit/test-document-sample.ts";
import { openDocumentPool } from "../../../platform/pdf/index.ts";
import { type LocalAuthority, localSigner, openLocalAuthority } from "../../../platform/signing/index.ts";
import { printableText } from "../printable-text.ts";
import type { TestDocumentAct } from "../test-document-act.ts";
import { verifyDocument } from "../verification/verify-document.effects.ts";
import { decreeDocument } from "./decree-document.ts";
import { decreeFactsSchema } from "./decree-facts.ts";
import { issueOne } from "./issue-decree.effects.ts";

const OSS_LINK_BYTES_MAX = 2 * 1_048_576;
const ACTS = { "test-order": SAMPLE_TEST_ORDER, "test-report": SAMPLE_TEST_REPORT, sklo: SAMPLE_SKLO_ACT } as const;
const KINDS = ["test-order", "test-report", "sklo"] as const;

const pool = openDocumentPool();
let authority: LocalAuthority;

beforeAll(async () => {
  const atMs = sampleTestDocument(SAMPLE_TEST_ORDER).issuedAtMs;
  authority = await inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, atMs));
});
afterAll(() => pool.close());

const issue = (act: TestDocumentAct) =>
  issueOne(sampleTestDocument(act), { pool, signer: localSigner(authority, pool.sign) });
const words = (act: TestDocumentAct) => JSON.stringify(decreeDocument(sampleTestDocument(act)));
const textOf = async (file: Uint8Array) =>
  (await runOnPdf(file, "pdftotext", ["-layout", "FILE", "-"])).output.replaceAll(/\s+/gu, " ");

/** The QR code on the first page that has one. */
async function qrIn(file: Uint8Array): Promise<string | null> {
  const pages = await pagesOf(file);
  for (let page = 1; page <= pages; page += 1) {
    const found = qrOn(await pagePicture(file, page));
    if (found !== null) return found;
  }
  return null;
}

async function pagesOf(file: Uint8Array): Promise<number> {
  const { output } = await runOnPdf(file, "pdfinfo", ["FILE"]);
  return Number(/Pages:\s+(\d+)/u.exec(output)?.[1]);
}

describe("the words of the papers of a test", () => {
  it("say in an order who goes, when, where, what is tested, and which order it replaces", () => {
    const said = words({ ...SAMPLE_TEST_ORDER, replaces: { number: "0003/SPT/Tel.04.02/2026", date: "2026-11-20" } });
    for (const part of [
      "SURAT PERINTAH TUGAS",
      "198203152008011002",
      "1 Desember 2026, pukul 09.30",
      "Jalan Melati Raya Nomor 27",
      "Pencatatan panggilan",
      "nomor 021/SKM/XI/2026 tanggal 12 November 2026",
      "menggantikan Surat Perintah Tugas nomor 0003/SPT/Tel.04.02/2026 tanggal 20 November 2026",
      "Uji petik",
    ])
      expect(said).toContain(part);
    expect(words(SAMPLE_TEST_ORDER)).not.toContain("menggantikan");
  });

  it("say in a report each item with limit, measurement, instrument and verdict, and mark a limit that is assumed", () => {
    const said = words(SAMPLE_TEST_REPORT);
    expect(said).toContain('["4.1 W","Kapasitas: 30 panggilan serentak tanpa penolakan","30 kanal *"');
    expect(said).toContain('"30 kanal (Penguji beban PB-2, kalibrasi 03-06-2026)","Memenuhi"');
    expect(said).toContain('"semua","20 dari 20 panggilan","Memenuhi"');
    expect(said).toContain("HASIL: LAIK OPERASI");
    expect(said).toContain("Dari 8 butir uji, 7 memenuhi, 0 tidak memenuhi, dan 1 tidak berlaku.");
    expect(said).not.toContain("Batas bertanda **");
    const items = SAMPLE_TEST_REPORT.items.map((item) => ({ ...item, standing: "observed" as const }));
    const observed = words({ ...SAMPLE_TEST_REPORT, items });
    expect(observed).toContain('"30 kanal **"');
    expect(observed).toContain("Batas bertanda ** diamati di portal atau artikel resmi");
  });

  it("say in a report what is wrong with a device, what stands against the whole, and who would not sign", () => {
    const [signed] = SAMPLE_TEST_REPORT.signatures;
    const refused = { ...SAMPLE_TEST_REPORT.signatures[1], outcome: "refused", remark: "Angka 4.1 keliru" } as const;
    const said = words({
      ...SAMPLE_TEST_REPORT,
      result: "unfit",
      findings: ["Saluran SIP hanya 24 kanal"],
      devices: [
        {
          ...sampleDevice(1),
          verdict: "fail",
          checks: [
            { check: "present", outcome: "pass" },
            { check: "serial", outcome: "fail" },
            { check: "working", outcome: "fail" },
          ],
        },
        {
          ...sampleDevice(2),
          verdict: "fail",
          checks: [{ check: "present", outcome: "fail" }],
          note: "Sedang diservis",
        },
      ],
      signatures: [signed, refused] as typeof SAMPLE_TEST_REPORT.signatures,
    });
    expect(said).toContain("HASIL: TIDAK LAIK OPERASI");
    expect(said).toContain("Saluran SIP hanya 24 kanal");
    expect(said).toContain("Tidak memenuhi: ada, seri TIDAK sesuai, TIDAK berfungsi");
    expect(said).toContain("Tidak memenuhi: TIDAK ada di tempat. Sedang diservis");
    expect(said).toContain("Tidak bersedia menandatangani: Angka 4.1 keliru");
  });

  it("name in a report on which account somebody signed without telling the whole address", () => {
    const said = words(SAMPLE_TEST_REPORT);
    expect(said).toContain("d***@suara.example");
    expect(said).not.toContain("dewi@");
  });

  it("name in an SKLO the papers it rests on in their order, the fitness, and that it needs no legalisation", () => {
    const said = words(SAMPLE_SKLO_ACT);
    const order = [
      "a.",
      "Nomor Induk Berusaha 1234567890123 dengan KBLI 82200",
      "surat permohonan uji laik operasi PT Suara Khatulistiwa Mandiri nomor 021/SKM/XI/2026",
      "Surat Perintah Tugas nomor 0007/SPT/Tel.04.02/2026 tanggal 24 November 2026",
      "Berita Acara Evaluasi nomor 0005/BA/Tel.04.02/2026 tanggal 2 Desember 2026",
      "dinyatakan LAIK OPERASI",
      "dokumen asli dan tidak memerlukan legalisasi",
      "LAMPIRAN: BERITA ACARA EVALUASI",
    ].map((part) => said.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
  });

  it("leave the order out where the operator tested himself", () => {
    const said = words({ ...SAMPLE_SKLO_ACT, method: "self-test", order: null });
    expect(said).toContain("Uji mandiri");
    expect(decreeDocument(sampleTestDocument({ ...SAMPLE_SKLO_ACT, order: null })).blocks[2]).toMatchObject({
      name: "Dasar",
      items: [{ label: "a." }, { label: "b." }, { label: "c." }],
    });
  });

  it("are kept as they are checked, and no decree about a code is taken for one", () => {
    for (const kind of KINDS) {
      const facts = sampleTestDocument(ACTS[kind]);
      expect(decreeFactsSchema.parse(facts)).toEqual(facts);
      expect(decreeFactsSchema.safeParse({ ...facts, code: "1500123" }).success).toBe(false);
    }
  });
});

describe("a note of a test as it is printed", () => {
  it("has a stand-in or a question mark for what no font draws", () => {
    expect(printableText("≤ 1 detik → lulus ✓ 😀\nbaris dua")).toBe("<= 1 detik -> lulus ya ? baris dua");
    expect(printableText("Łódź Ωμέγα Кирилл – 25 €")).toBe("Łódź Ωμέγα Кирилл – 25 €");
  });

  it("is drawn whatever somebody typed, and printing it again changes nothing", async () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (typed) => {
        expect(printableText(printableText(typed))).toBe(printableText(typed));
      }),
    );
    const typed = fc.sample(fc.string({ unit: "binary", maxLength: 200 }), { numRuns: 60 }).join(" ");
    const act = { ...SAMPLE_TEST_REPORT, findings: [printableText(typed).slice(0, 1_000)] };
    expect((await issue(act)).byteLength).toBeGreaterThan(10_000);
  });
});

describe("the papers of a test as files", () => {
  it.each(KINDS)("%s is signed, sound, and found valid by an outside verifier and by our own", async (kind) => {
    const pdf = await issue(ACTS[kind]);
    expect(await pdfsigOf(pdf, authority.anchorPem)).toContain("Signature is Valid.");
    expect(await runOnPdf(pdf, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    const facts = sampleTestDocument(ACTS[kind]);
    expect(verifyDocument(pdf, [authority.anchorPem])).toMatchObject({
      verdict: "valid",
      decreeId: facts.decreeId,
      decreeNumber: facts.number,
    });
    expect(await qrIn(pdf)).toBe(facts.verificationUrl);
  });

  it("begin the annex of an SKLO on a page of its own, after the signature", async () => {
    const { output } = await runOnPdf(await issue(SAMPLE_SKLO_ACT), "pdftotext", ["-layout", "FILE", "-"]);
    const pages = output.split("\f");
    const signed = pages.findIndex((page) => page.includes("Ditetapkan di"));
    const annexed = pages.findIndex((page) => page.includes("LAMPIRAN: BERITA ACARA"));
    expect(annexed).toBe(signed + 1);
    expect(pages[annexed]?.indexOf("LAMPIRAN")).toBeLessThan(400);
  });

  it("hold an SKLO of five hundred devices with long names in what OSS takes by a link, every device in it", async () => {
    const devices = Array.from({ length: 500 }, (_, nth) => ({
      ...sampleDevice(nth),
      name: `${sampleDevice(nth).name} dengan modul perluasan kanal dan catu daya cadangan ganda`,
      location: "Gedung Anggrek, ruang perangkat lantai 3, rak B-17 sisi utara",
      note: "Label aset dipasang ulang",
    }));
    const pdf = await issue({ ...SAMPLE_SKLO_ACT, annex: { ...SAMPLE_TEST_REPORT, devices } });
    expect(pdf.byteLength).toBeLessThan(OSS_LINK_BYTES_MAX);
    expect(await runOnPdf(pdf, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    const text = await textOf(pdf);
    expect(text.match(/SN-2026-\d{6}/gu)).toHaveLength(500);
  }, 60_000);
});
