import { type DocumentPool, drawableText } from "../../../platform/pdf/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import type { DecreeKind } from "../mandates/mandate.ts";
import { isTestDocumentKind } from "../test-document-act.ts";
import { decreeDocument } from "./decree-document.ts";
import { type CommitmentDecreeFacts, type DecreeFacts, decreeFactsSchema } from "./decree-facts.ts";

/** What issuing a decree needs of the world. */
export interface DecreeTools {
  readonly pool: DocumentPool;
  readonly signer: DocumentSigner;
}

/**
 * Draws a decree. Whatever the facts say, it carries the demonstration mark unless the state signs it.
 * Throws for facts that break their schema, and `SubprocessError` when the pool cannot do it.
 */
export function renderDecree(facts: DecreeFacts, { pool, signer }: DecreeTools): Promise<Uint8Array> {
  const checked = decreeFactsSchema.parse(facts);
  const demonstration = checked.demonstration || signer.standing === "demonstration";
  return pool.render(decreeDocument({ ...withDrawableCities(checked), demonstration }));
}

/**
 * Cities are words of the company's own, and a paper of its own may hold signs that no font draws; they must not hold up its decree.
 * Names stay as they are: a decree does not lose a letter of whom it is about.
 */
function withDrawableCities(facts: DecreeFacts): DecreeFacts {
  if (facts.act.kind !== "commitment") return facts;
  const { act, ...rest } = facts as CommitmentDecreeFacts;
  const years = act.years.map((year) => ({
    ...year,
    rows: year.rows.map((row) => ({ ...row, city: drawableText(row.city) })),
  }));
  return { ...rest, act: { ...act, years } };
}

/** What a signature says it signs. */
const SIGNED_AS: Readonly<Record<DecreeKind, string>> = {
  assignment: "Penetapan penomoran",
  change: "Perubahan penetapan penomoran",
  return: "Pengembalian penomoran",
  revocation: "Pencabutan penetapan penomoran",
  commitment: "Penetapan komitmen layanan",
  "test-order": "Surat perintah tugas",
  "test-report": "Berita acara evaluasi",
  sklo: "Surat keterangan laik operasi",
};

/** Signs a drawn decree. Equal input gives equal bytes with a local signer, so it may be done again after a crash. */
export function signDecree(
  pdf: Uint8Array,
  signing: { readonly facts: DecreeFacts; readonly signedAtMs: number },
  { signer }: Pick<DecreeTools, "signer">,
): Promise<Uint8Array> {
  const { facts, signedAtMs } = signing;
  const about = facts.code ?? facts.holder.name;
  const paper = isTestDocumentKind(facts.act.kind) ? "nomor" : "keputusan nomor";
  const reason = `${SIGNED_AS[facts.act.kind]} ${about}, ${paper} ${facts.number}`;
  return signer.sign(pdf, { signedAtMs, reason, location: facts.office.place });
}

/** Draws and signs one decree at once, as if it was signed when it was decided. */
export async function issueOne(facts: DecreeFacts, tools: DecreeTools): Promise<Uint8Array> {
  return signDecree(await renderDecree(facts, tools), { facts, signedAtMs: facts.issuedAtMs }, tools);
}
