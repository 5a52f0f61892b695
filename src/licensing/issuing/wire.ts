/** Composition of issuing: orders of decrees, their issuing, and the verification pages. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany } from "../../platform/mail/index.ts";
import type { DocumentPool } from "../../platform/pdf/index.ts";
import type { DocumentSigner } from "../../platform/signing/index.ts";
import { addDecreeRoutes } from "./decrees/decree.routes.ts";
import { issuingEffects } from "./decrees/issue.jobs.ts";
import { commitmentOrderer, refusalToSignCommitment } from "./decrees/order-commitment.effects.ts";
import { decreeOrderer } from "./decrees/order-decree.effects.ts";
import type { ProposeMandate } from "./mandates/mandate.effects.ts";
import { addMandateRoutes } from "./mandates/mandate.routes.ts";
import {
  createTestDocumentOrderer,
  type TestReportOrder,
  testDocumentSigningRefusal,
  testReportPreview,
} from "./order-test-document.effects.ts";
import { receiptOrderer } from "./receipts/order-receipt.effects.ts";
import { receiptEffects } from "./receipts/receipt.jobs.ts";
import { listTestDocuments } from "./test-document.store.ts";
import { addValidationRoutes } from "./verification/validation.routes.ts";

export { type CommitmentOrder, commitmentOrderer } from "./decrees/order-commitment.effects.ts";
export { type ProposeMandate, proposedMandates, seedMandates } from "./mandates/mandate.effects.ts";
export { createTestDocumentOrderer, type TestDocumentOrder } from "./order-test-document.effects.ts";
export { verifyFileReport } from "./verification/verify-document.effects.ts";

/** Opens issuing in a process. `anchors` are the root certificates (PEM) for checking uploaded files. */
export function openIssuing(
  kit: Kit,
  tools: {
    readonly paper: DocumentPool;
    readonly signer: DocumentSigner;
    readonly anchors: readonly string[];
    readonly tellCompany: NotifyCompany;
    readonly propose: ProposeMandate;
  },
) {
  return {
    orderDecree: decreeOrderer(kit, tools.signer),
    orderCommitmentDecree: commitmentOrderer(kit, tools.signer),
    refusalToSignCommitment,
    orderTestPaper: createTestDocumentOrderer(kit, tools.signer),
    refusalToSignTestPaper: testDocumentSigningRefusal,
    previewTestReport: async (order: TestReportOrder) =>
      tools.paper.print(
        await kit.db.transaction().execute((trx) => testReportPreview(trx, { kit, signer: tools.signer }, order)),
      ),
    papersOfTest: listTestDocuments,
    orderReceipt: receiptOrderer(kit, tools.signer),
    effects: { ...issuingEffects({ kit, ...tools }), ...receiptEffects({ kit, ...tools }) },
    addRoutes: (app: Http) => {
      addDecreeRoutes(app, kit);
      addMandateRoutes(app, kit, tools.propose);
      addValidationRoutes(app, { kit, anchors: tools.anchors, demonstration: tools.signer.standing !== "state" });
    },
  };
}
