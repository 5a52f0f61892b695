import { type DocumentPool, drawableText } from "../../../platform/pdf/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import type { DecreeKind } from "../mandates/mandate.ts";
import { isTestDocumentKind } from "../test-document-act.ts";
import { decreeDocument } from "./decree-document.ts";
import { type CommitmentDecreeFacts, type DecreeFacts, decreeFactsSchema } from "./decree-facts.ts";

/** Dependencies of rendering and signing a decree. */
export interface DecreeTools {
  readonly pool: DocumentPool;
  readonly signer: DocumentSigner;
}

/**
 * Renders a decree, with the demonstration mark unless the state signs it. Throws for facts that violate their schema,
 * and `SubprocessError` if the pool fails.
 */
export function renderDecree(facts: DecreeFacts, { pool, signer }: DecreeTools): Promise<Uint8Array> {
  const checked = decreeFactsSchema.parse(facts);
  const demonstration = checked.demonstration || signer.standing === "demonstration";
  return pool.render(decreeDocument({ ...withDrawableCities(checked), demonstration }));
}

/**
 * Replaces characters in city names that no font contains: they are free text of the company and must not block its
 * decree. The holder's name is not altered, since a decree must name its holder exactly.
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

/** The reason that a signature states. */
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

/** Signs a rendered decree. With a local signer, equal input yields equal bytes, so it may be repeated after a crash. */
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

/** Renders and signs one decree, with the time of the decision as signing time. */
export async function issueOne(facts: DecreeFacts, tools: DecreeTools): Promise<Uint8Array> {
  return signDecree(await renderDecree(facts, tools), { facts, signedAtMs: facts.issuedAtMs }, tools);
}
