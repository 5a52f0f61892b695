/** Types of a registration: data from OSS, the contact person and reasons for return. */

/** An error or notice with its text. */
export interface Remark {
  readonly code: string;
  readonly message: string;
}

/** The OSS register's data for a NIB. */
export interface NibLookup {
  readonly nib: string;
  readonly name: string;
  readonly npwp: string;
  readonly companyKind: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly nibStatus: string;
  readonly kbli: { readonly code: string; readonly title: string; readonly risk: string }[];
  readonly alreadyRegistered: boolean;
  /** The owner of the account; registering claims an unclaimed account. */
  readonly account: "none" | "unclaimed" | "yours" | "others";
  /** Errors that prevent the registration of this company. */
  readonly faults?: Remark[];
}

/** The part of a look-up that is stored with a registration. */
export type OssRecord = Omit<NibLookup, "alreadyRegistered" | "account" | "faults">;

/** The person who represents the company. */
export interface PersonInCharge {
  readonly name: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
  /** Represents the company as a director or by a letter of assignment. */
  readonly standing: "director" | "assigned";
}

/** A reason for returning a registration. */
export interface ReturnReason {
  readonly field: string;
  readonly text: string;
  readonly remedy: string;
}

/** Another registration with the same tax number, telephone or document. */
export interface SimilarRegistration {
  readonly organisationId: string;
  readonly name: string;
  readonly nib: string | null;
  readonly state: "submitted" | "returned" | "verified";
  readonly by: ("npwp" | "phone" | "document")[];
}
