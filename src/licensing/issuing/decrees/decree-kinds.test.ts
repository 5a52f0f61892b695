import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LATER_DECREES } from "../../../../testkit/decree-kinds.ts";
import { SAMPLE_DECREE } from "../../../../testkit/decree-sample.ts";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import { inFolder, pdfsigOf, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import { openDocumentPool } from "../../../platform/pdf/index.ts";
import { type LocalAuthority, localSigner, openLocalAuthority } from "../../../platform/signing/index.ts";
import { decreeDocument } from "./decree-document.ts";
import { type DecreeFacts, decreeFactsSchema } from "./decree-facts.ts";
import { issueOne } from "./issue-decree.effects.ts";

const pool = openDocumentPool();
let authority: LocalAuthority;

beforeAll(async () => {
  authority = await inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, SAMPLE_DECREE.issuedAtMs));
});

afterAll(() => pool.close());

const KINDS = ["change", "return", "revocation"] as const;
const wordsOf = (facts: DecreeFacts) => JSON.stringify(decreeDocument(facts));

describe.each(KINDS)("a decree of %s", (kind) => {
  const facts = LATER_DECREES[kind];

  it("is drawn and signed, and an outside verifier finds it valid", async () => {
    const pdf = await issueOne(facts, { pool, signer: localSigner(authority, pool.sign) });
    expect(await pdfsigOf(pdf, authority.anchorPem)).toContain("Signature is Valid.");
    const text = (await runOnPdf(pdf, "pdftotext", ["-layout", "FILE", "-"])).output;
    expect(text).toContain(facts.number);
    expect(text).toContain("97/TEL.05.05/2025");
    expect(text).toContain("mulai berlaku pada tanggal ditetapkan");
  });

  it("names the decree before it, or says that there is one, where it is not known", () => {
    expect(wordsOf(facts)).toContain("Keputusan Nomor 97/TEL.05.05/2025 tanggal 4 Maret 2025");
    const unknown = { ...facts, act: { ...facts.act, earlier: null } } as DecreeFacts;
    expect(wordsOf(unknown)).toContain("keputusan penetapan kode akses ini yang terdahulu");
  });

  it("keeps its facts as they are checked", () => {
    expect(decreeFactsSchema.parse(facts)).toEqual(facts);
  });
});

describe("the words of a decree", () => {
  it("of change set the old name and address against the new, and replace the earlier decree", () => {
    const words = wordsOf(LATER_DECREES.change);
    for (const part of [
      "Semula atas nama",
      "PT Gema Persada Nusantara",
      SAMPLE_DECREE.holder.name,
      "dinyatakan diganti",
    ])
      expect(words).toContain(part);
  });

  it("of change for a new rule cite it among the basis and leave the holder alone", () => {
    const { act } = LATER_DECREES.change;
    const citation = "Permenkomdigi Nomor 15 Tahun 2025";
    const facts = { ...LATER_DECREES.change, act: { ...act, ground: "rule", citation } } as DecreeFacts;
    const basis = decreeDocument(facts).blocks.find((block) => block.kind === "basis" && block.name === "Mengingat");
    expect(JSON.stringify(basis)).toContain(citation);
    expect(wordsOf(facts)).not.toContain("Semula atas nama");
  });

  it("of revocation order to tell those affected, to switch off and to take the code out of all media, by a day", () => {
    const words = wordsOf(LATER_DECREES.revocation);
    for (const part of ["Paling lambat 30 hari kalender", "pihak yang terdampak", "menonaktifkan", "semua media"])
      expect(words).toContain(part);
    expect(words).toContain("tidak menyampaikan jawaban");
    const answered = { ...LATER_DECREES.revocation, act: { ...LATER_DECREES.revocation.act, isAnswered: true } };
    expect(wordsOf(answered as DecreeFacts)).toContain("telah dipertimbangkan");
  });

  it("of an ending say until when the code is kept back", () => {
    for (const kind of ["return", "revocation"] as const)
      expect(wordsOf(LATER_DECREES[kind])).toContain("sampai dengan tanggal 25 Mei 2027");
  });

  it("of a decree from before other kinds are those of an assignment", () => {
    const { act: _act, ...stored } = SAMPLE_DECREE;
    expect(decreeFactsSchema.parse(stored).act).toEqual({ kind: "assignment" });
  });
});
