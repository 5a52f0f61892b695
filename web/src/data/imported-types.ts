/** Types of data imported from the ministry's earlier records. */

/** An active licence on record that can support a Nomor Tambahan. */
export interface HeldLicence {
  readonly number: string;
  /** Local date. */
  readonly grantedOn: string;
  readonly service: string;
}

/** Imported data of an operator from the ministry's spreadsheets, for the verifier. */
export interface ImportedFacts {
  readonly npwp: string;
  readonly name: string;
  readonly email: string;
  readonly licences: readonly { readonly number: string; readonly grantedOn: string; readonly standing: string }[];
}
