import type { PromiseEvent } from "../promises/index.ts";
import type { OssRecord } from "./oss/oss-record.ts";
import type { ReturnReason } from "./registration/registration.ts";
import type {
  LegalBasisKind,
  OrganisationKind,
  PersonCapacity,
  RecordSource,
  RegistrationState,
} from "./registration/registration-words.shared.ts";

/** The representative of an organisation. */
export interface PersonInCharge {
  readonly name: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
  readonly standing: PersonCapacity;
}

/** The legal basis of a government body. */
export interface LegalBasis {
  readonly kind: LegalBasisKind;
  readonly number: string;
  readonly year: number;
  readonly subject: string;
}

/** The documents of a registration; null if its kind needs none or there is none yet. */
export interface RegistrationFiles {
  readonly deedFileId: string | null;
  readonly nibFileId: string | null;
  readonly legalBasisFileId: string | null;
  readonly assignmentFileId: string | null;
}

/** A stored registration. */
export interface OrganisationRow extends RegistrationFiles {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly state: RegistrationState;
  /** Null for a government body. */
  readonly nib: string | null;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly phone: string;
  readonly personInCharge: PersonInCharge;
  /** Data from OSS, or stated by a business while OSS was unavailable; null for a government body. */
  readonly ossRecord: OssRecord | null;
  readonly recordSource: RecordSource;
  readonly legalBasis: LegalBasis | null;
  readonly returnedReasons: readonly ReturnReason[];
  readonly ruleVersion: string;
  readonly promiseEvents: readonly PromiseEvent[];
  readonly dueDate: string | null;
  readonly version: number;
  readonly createdBy: string | null;
  /** Instants are milliseconds since 1970. */
  readonly createdMs: number;
  readonly submittedMs: number;
  readonly decidedMs: number | null;
}
