import type { Permission, Team } from "../../identity/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../platform/mail/index.ts";
import type { LicenceForTest } from "../applications/index.ts";
import type { DecreeSigner, MandateRefusal } from "../issuing/index.ts";
import type { FileFacts, LicenceForm } from "../requirements/index.ts";
import type { TestReport } from "./evidence/items.shared.ts";
import type { SkloFacts } from "./sklo/sklo.shared.ts";
import type { TestDocumentKind, TestMethod } from "./test-words.shared.ts";

/** The signer of a document, and the membership they sign under. */
export type TestDocumentSigner = DecreeSigner & { readonly membershipId: string };

/** Common fields of every document of a test. */
interface DocumentOrder {
  readonly testId: string;
  readonly testNumber: string;
  readonly organisation: {
    readonly id: string;
    readonly name: string;
    readonly nib: string | null;
    readonly npwp: string;
    readonly address: string;
  };
  readonly licenceApplicationId: string;
  readonly licenceNumber: string;
  readonly ruleVersion: string;
  readonly orderedAt: Date;
}

/** The letter of assignment (surat perintah tugas): ordered again when date or team change; the new one replaces the old one. */
export interface TestOrderOrder extends DocumentOrder {
  readonly kind: "test-order";
  readonly signer: TestDocumentSigner;
  readonly method: TestMethod;
  /** Local date and time; the time is null if none was set. */
  readonly testDate: string;
  readonly startsAt: string | null;
  readonly place: string;
  readonly team: readonly { readonly name: string; readonly isLead: boolean }[];
  readonly requestedOn: string;
}

/** The Berita Acara, ordered when it is closed. */
export interface TestReportOrder extends DocumentOrder {
  readonly kind: "test-report";
  readonly report: TestReport;
  readonly reportDigest: string;
  readonly signatures: readonly {
    readonly side: "applicant" | "ministry";
    readonly kind: "signed" | "refused" | "silent";
    readonly name: string | null;
    readonly how: string | null;
    readonly remarks: string;
    readonly at: Date;
  }[];
}

/** The SKLO, ordered when the signer has signed. */
export interface SkloOrder extends DocumentOrder {
  readonly kind: "sklo";
  readonly signer: TestDocumentSigner;
  readonly facts: SkloFacts;
  readonly factsDigest: string;
  readonly commitment: LicenceForm["commitment"];
  readonly report: TestReport;
}

/** A document to be numbered, signed and filed. */
export type TestDocumentOrder = TestOrderOrder | TestReportOrder | SkloOrder;

/** A document of a test, ordered or issued. */
export interface TestDocument {
  readonly kind: TestDocumentKind;
  readonly id: string;
  readonly number: string | null;
  readonly state: "ordered" | "issued";
  readonly fileId: string | null;
  readonly issuedAt: Date | null;
}

/** A change of a test that may have to be reported to OSS, as a status of the licence application. */
export interface ReportedTest {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: "test";
  readonly state: "scheduled" | "running" | "certified" | "failed";
  readonly at: Date;
  readonly note: string | null;
  readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
}

/** Dependencies on other modules; injected by the composition. */
export interface TestDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: (
    db: Database | DatabaseTransaction,
    asked: {
      readonly permission: Permission;
      readonly team: Team;
      readonly now: Date;
      readonly exceptOrganisationId: string;
    },
  ) => Promise<readonly string[]>;
  /** Reads the application of a test, with its verified form. */
  readonly licenceForTest: (
    looking: { readonly db: Database | DatabaseTransaction; readonly nowMs: number },
    id: string,
    lock?: "none" | "share",
  ) => Promise<LicenceForTest | undefined>;
  /** Reads a file in a worker thread; rejects if none is available now. */
  readonly readFile: (file: { readonly sha256: string }) => Promise<FileFacts>;
  /** Records a report to OSS, inside the deciding transaction. */
  readonly reportCase: (trx: DatabaseTransaction, change: ReportedTest) => Promise<void>;
  /** Orders a document inside the deciding transaction; the outbox numbers, signs and files it. */
  readonly orderTestPaper: (trx: DatabaseTransaction, order: TestDocumentOrder) => Promise<void>;
  /** Renders a report as it would be printed if it closed now. */
  readonly previewTestReport: (order: TestReportOrder) => Promise<Uint8Array>;
  /** The documents of a test, in the order of their orders; replaced ones are omitted. */
  readonly papersOfTest: (db: Database | DatabaseTransaction, testId: string) => Promise<readonly TestDocument[]>;
  /** Why a person cannot sign a document of this kind on a local day; null if they can. */
  readonly refusalToSignTestPaper: (
    db: Database | DatabaseTransaction,
    asked: { readonly kind: "test-order" | "sklo"; readonly day: string; readonly signer: DecreeSigner },
  ) => Promise<MandateRefusal | null>;
  /** Consumes a code of a person's authenticator; "not-enrolled" if they have none. */
  readonly spendSecondFactor: (
    trx: DatabaseTransaction,
    asked: { readonly personId: string; readonly code: string; readonly nowMs: number },
  ) => Promise<"fits" | "wrong" | "not-enrolled">;
}
