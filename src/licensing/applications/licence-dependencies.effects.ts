import type { Permission, Team } from "../../identity/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../platform/mail/index.ts";
import type { CalendarYear, LicenceCaseRules, Rulebook } from "../../regulation/index.ts";
import type { DecreeSigner, MandateRefusal } from "../issuing/index.ts";
import type { FileFacts, LicenceForm } from "../requirements/index.ts";
import type { LicenceRow } from "./licence.store.ts";
import type { LicenceState } from "./licence-words.ts";

/** Finds the officers with a permission in a team; injected by the composition. */
export type OfficersWho = (
  db: Database | DatabaseTransaction,
  asked: {
    readonly permission: Permission;
    readonly team: Team;
    readonly now: Date;
    readonly exceptOrganisationId: string;
  },
) => Promise<readonly string[]>;

/** A change of a licence application that may have to be reported to OSS. */
export interface ReportedLicence {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: "licence";
  readonly state: LicenceState | "complete" | "corrected" | "paused" | "resumed" | "deemed";
  readonly at: Date;
  readonly note: string | null;
  /** Null if a deadline, not a person, caused the change. */
  readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
}

/** Input of a commitment decree. */
export interface CommitmentDecreeOrder {
  readonly licenceApplicationId: string;
  readonly requestNumber: string;
  readonly submittedAt: Date;
  readonly decidedAt: Date;
  readonly ruleVersion: string;
  readonly signer: DecreeSigner & { readonly membershipId: string };
  readonly organisation: LicenceRow["organisation"];
  readonly commitment: LicenceForm["commitment"];
  readonly configurations: LicenceForm["service"]["configurations"];
  readonly smsA2p: boolean;
}

/** Dependencies on other modules; injected by the composition. */
export interface LicenceDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: OfficersWho;
  /** Records a report to OSS inside the deciding transaction; implemented by oss-sync and injected by the composition. */
  readonly reportCase: (trx: DatabaseTransaction, change: ReportedLicence) => Promise<void>;
  /** Orders the stamped receipt of a submission, inside the deciding transaction. */
  readonly orderReceipt: (
    trx: DatabaseTransaction,
    order: {
      readonly applicationId: string;
      readonly subject: "licence";
      readonly organisation: { readonly id: string; readonly name: string };
      readonly number: string;
      readonly round: number;
      readonly receivedAt: Date;
      readonly code: string;
      readonly fileIds: readonly string[];
      readonly formSha256: string;
      readonly promise: { readonly dueDate: string; readonly workingDays: number } | null;
      readonly ruleVersion: string;
    },
  ) => Promise<void>;
  /** Orders the commitment decree of a case with verified documents, inside the deciding transaction. */
  readonly orderCommitmentDecree: (trx: DatabaseTransaction, order: CommitmentDecreeOrder) => Promise<void>;
  /** Why a person cannot sign a commitment decree on a local day; null if they can. */
  readonly refusalToSignCommitment: (
    db: Database | DatabaseTransaction,
    asked: { readonly day: string; readonly signer: DecreeSigner },
  ) => Promise<MandateRefusal | null>;
  /** The calendars known on a local day; defaults to those of the regulation. */
  readonly calendarsOn?: (day: string) => readonly CalendarYear[];
  /** The case rules of a rulebook; defaults to the rules as written. */
  readonly caseRulesOf?: (rulebook: Rulebook) => LicenceCaseRules;
  /** Extracts facts from a file by software; the bytes are in the store under their digest. */
  readonly readFile: (file: { readonly sha256: string; readonly bytes: number }) => Promise<FileFacts>;
}
