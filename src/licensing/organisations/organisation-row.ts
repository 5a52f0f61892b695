import type { PromiseEvent } from "../promises/index.ts";
import type { OssRecord } from "./oss-record.ts";
import type { ReturnReason } from "./registration.ts";
import type { RegistrationState } from "./registration-words.ts";

/** Who speaks for a company. */
export interface PersonInCharge {
  readonly name: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
}

/** A registration as it is stored. */
export interface OrganisationRow {
  readonly id: string;
  readonly state: RegistrationState;
  readonly nib: string;
  readonly npwp: string;
  readonly name: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly phone: string;
  readonly personInCharge: PersonInCharge;
  readonly ossRecord: OssRecord;
  readonly deedFileId: string | null;
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
