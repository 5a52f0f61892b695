/** What is on record from before this system. */

/** An active licence on record that a Nomor Tambahan may rest on. */
export interface HeldLicence {
  readonly number: string;
  /** Local date. */
  readonly grantedOn: string;
  readonly service: string;
}

/** What the ministry's sheets said of an operator from before this system; for the verifier. */
export interface ImportedFacts {
  readonly npwp: string;
  readonly name: string;
  readonly email: string;
  readonly licences: readonly { readonly number: string; readonly grantedOn: string; readonly standing: string }[];
}
