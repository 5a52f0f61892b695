import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import { findFiles } from "../../../platform/files/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addToOutbox } from "../../../platform/outbox/index.ts";
import type { DocumentSigner } from "../../../platform/signing/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { DEMONSTRATION_OFFICE } from "../decrees/decree-template.ts";
import { findMandateOn } from "../mandates/mandate.store.ts";
import { insertReceipt } from "./receipt.store.ts";
import { type ReceiptFacts, receiptFactsSchema } from "./receipt-facts.ts";

const SECRET_BYTES = 16;

/** The submission that a receipt confirms. */
export interface ReceiptOrder {
  readonly applicationId: string;
  /** The subject of the application; defaults to an access code. */
  readonly subject?: "access-code" | "licence";
  readonly organisation: { readonly id: string; readonly name: string };
  readonly number: string;
  /** 0 for the submission, 1 and up for corrections. */
  readonly round: number;
  readonly receivedAt: Date;
  /** Empty for a licence application. */
  readonly code: string;
  readonly fileIds: readonly string[];
  readonly formSha256: string;
  readonly promise: { readonly dueDate: string; readonly workingDays: number } | null;
  readonly ruleVersion: string;
}

/** Orders a receipt inside the transaction that accepts the submission: its facts are fixed, and the outbox issues it. */
export function receiptOrderer(kit: Kit, signer: DocumentSigner) {
  return async (trx: DatabaseTransaction, order: ReceiptOrder): Promise<void> => {
    const { applicationId, organisation, number, receivedAt, fileIds, ...rest } = order;
    const receiptId = kit.ids.next();
    const secret = kit.ids.secret(SECRET_BYTES);
    const mandate = await findMandateOn(trx, { kind: "assignment", day: officeDate(receivedAt.getTime()) });
    const { institution, unit, addressLines, place } = mandate?.office ?? DEMONSTRATION_OFFICE;
    const facts = receiptFactsSchema.parse({
      ...rest,
      receiptId,
      number,
      receivedAtMs: receivedAt.getTime(),
      holderName: organisation.name,
      files: await filesOf(trx, fileIds),
      statusUrl: `${kit.publicUrl()}/status/${encodeURIComponent(number)}?kunci=${secret}`,
      office: { institution, unit, addressLines, place },
      demonstration: (mandate?.demonstration ?? true) || signer.standing !== "state",
    });
    const filed = { organisationId: organisation.id, secret, facts, orderedAt: receivedAt };
    await insertReceipt(trx, { ...caseOf(facts, applicationId), ...filed });
    await addToOutbox(trx, kit, { kind: "issuing.receipt", subjectId: receiptId, payload: { receiptId } });
  };
}

/** The case of a receipt, by its kind. */
function caseOf({ subject }: Pick<ReceiptFacts, "subject">, id: string) {
  return subject === "licence"
    ? { applicationId: null, licenceApplicationId: id }
    : { applicationId: id, licenceApplicationId: null };
}

async function filesOf(trx: DatabaseTransaction, ids: readonly string[]) {
  const rows = await findFiles(trx, ids);
  return rows.map(({ originalName, bytes, sha256 }) => ({ name: originalName, bytes, sha256 }));
}
