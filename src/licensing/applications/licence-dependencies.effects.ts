import type { Permission, Team } from "../../identity/index.ts";
import type { Database, DatabaseTransaction } from "../../platform/database/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../platform/mail/index.ts";
import type { CalendarYear, LicenceCaseRules, Rulebook } from "../../regulation/index.ts";
import type { DecreeSigner, MandateRefusal } from "../issuing/index.ts";
import type { FileFacts, LicenceForm } from "../requirements/index.ts";
import type { LicenceRow } from "./licence.store.ts";
import type { LicenceState } from "./licence-words.ts";

/** Finds the officers who may do something in a team; given by the people room through the process. */
export type OfficersWho = (
  db: Database | DatabaseTransaction,
  asked: {
    readonly permission: Permission;
    readonly team: Team;
    readonly now: Date;
    readonly exceptOrganisationId: string;
  },
) => Promise<readonly string[]>;

/** One change of a licence application that OSS may be waiting to hear of. */
export interface ReportedLicence {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: "licence";
  readonly state: LicenceState | "complete" | "corrected" | "paused" | "resumed" | "deemed";
  readonly at: Date;
  readonly note: string | null;
  /** Null when nobody did it: a time ran out. */
  readonly by: { readonly personId: string; readonly isOfficer: boolean } | null;
}

/** What a commitment decree is made from. */
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

/** What the other rooms do for licence applications; given through the process. */
export interface LicenceDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: OfficersWho;
  /** Notes what OSS is to be told, inside the deciding transaction; given by the hand-over room through the process. */
  readonly reportCase: (trx: DatabaseTransaction, change: ReportedLicence) => Promise<void>;
  /** Orders the stamped receipt of what was handed in, inside the deciding transaction. */
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
  /** Orders the commitment decree of a case whose documents are verified, inside the deciding transaction. */
  readonly orderCommitmentDecree: (trx: DatabaseTransaction, order: CommitmentDecreeOrder) => Promise<void>;
  /** Why a person cannot sign a commitment decree on a local day; null when he can. */
  readonly refusalToSignCommitment: (
    db: Database | DatabaseTransaction,
    asked: { readonly day: string; readonly signer: DecreeSigner },
  ) => Promise<MandateRefusal | null>;
  /** The calendars known on a local day; those of the regulation where nothing is named. */
  readonly calendarsOn?: (day: string) => readonly CalendarYear[];
  /** The rules of cases in a rulebook; as they are written there where nothing is named. */
  readonly caseRulesOf?: (rulebook: Rulebook) => LicenceCaseRules;
  /** Reads in a file what a program can read; the bytes are in the store under their digest. */
  readonly readFile: (file: { readonly sha256: string; readonly bytes: number }) => Promise<FileFacts>;
}
