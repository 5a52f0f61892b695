/** What a registration is made of: what OSS says, who speaks, and what came back. */

/** A fault or a notice with its words. */
export interface Remark {
  readonly code: string;
  readonly message: string;
}

/** What the OSS register answered for a NIB. */
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
  /** Whose the account is; an unclaimed one is claimed by registering. */
  readonly account: "none" | "unclaimed" | "yours" | "others";
  /** What stands against registering this company. */
  readonly faults?: Remark[];
}

/** The part of a look-up that is kept with a registration. */
export type OssRecord = Omit<NibLookup, "alreadyRegistered" | "account" | "faults">;

/** Who speaks for the company. */
export interface PersonInCharge {
  readonly name: string;
  readonly position: string;
  readonly email: string;
  readonly phone: string;
  /** As a director, or by a letter of assignment. */
  readonly standing: "director" | "assigned";
}

/** A reason to send a registration back with. */
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
