/**
 * The form of a licence application, in parts. Files are not included: they are attached to slots (see
 * `slot.shared.ts`), so that a part is small and saved by itself, and concurrent edits of different parts do not
 * conflict.
 */

import type {
  AgreementsPart,
  CommitmentPart,
  ConfigurationPart,
  DevicesPart,
  ServicePart,
} from "../configuration/index.ts";

export {
  type AgreementRow,
  type AgreementsPart,
  type BorderRow,
  COMMITMENT_YEARS,
  CONFIGURATIONS,
  type CommitmentPart,
  type CommitmentRow,
  type Configuration,
  type ConfigurationPart,
  type DeviceRow,
  type DevicesPart,
  type ExchangeRow,
  type ServicePart,
  type Site,
  type SmsCarrierRow,
  type TrunkRow,
} from "../configuration/index.ts";

/** The parts that are forms rather than files. */
export const PART_KEYS = [
  "service",
  "commitment",
  "configuration",
  "equivalence",
  "devices",
  "agreements",
  "funds",
  "shareholding",
  "contact",
  "declarations",
] as const;

/** One of `PART_KEYS`. */
export type PartKey = (typeof PART_KEYS)[number];

/** The provider of a PBX function that no PBX on the premises provides. */
export interface EquivalenceRow {
  readonly id: string;
  /** Key of a function (see `regulation`, PBX functions). */
  readonly function: string;
  readonly providedBy: string;
  readonly evidence: string;
}

/** The equivalence table of cloud and CPaaS. */
export interface EquivalencePart {
  readonly rows: readonly EquivalenceRow[];
}

/** Investment and funds; amounts in rupiah. */
export interface FundsPart {
  /** Investment of years 1 to 5. */
  readonly investmentRupiah: readonly (number | null)[];
  readonly totalRupiah: number | null;
  readonly bank: string;
  readonly balanceRupiah: number | null;
  /** Local date of the bank's statement, "" while not filled in. */
  readonly statementDate: string;
}

/** One holder of shares. */
export interface Shareholder {
  readonly id: string;
  /** The company that the shares belong to: null for the applicant, else the id of a holder above. */
  readonly ownerOf: string | null;
  readonly name: string;
  readonly kind: "person" | "company" | "state" | "public";
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Hundredths of a percent, so that sums are exact. */
  readonly basisPoints: number | null;
}

/** Shareholding, two tiers up. */
export interface ShareholdingPart {
  readonly holders: readonly Shareholder[];
}

/** Contacts for customers before and after the sale (pra-jual, purna-jual). */
export interface ContactPart {
  readonly phone: string;
  readonly email: string;
  readonly web: string;
  readonly address: string;
  /** Opening hours as text. */
  readonly hours: string;
  /** Number of working days within which a complaint is answered. */
  readonly complaintDays: number | null;
  readonly escalation: string;
}

/** Declarations, accepted one by one; keys of `declarations` in the requirements. */
export interface DeclarationsPart {
  readonly accepted: readonly string[];
}

/** All parts of one application. */
export interface LicenceForm {
  readonly service: ServicePart;
  readonly commitment: CommitmentPart;
  readonly configuration: ConfigurationPart;
  readonly equivalence: EquivalencePart;
  readonly devices: DevicesPart;
  readonly agreements: AgreementsPart;
  readonly funds: FundsPart;
  readonly shareholding: ShareholdingPart;
  readonly contact: ContactPart;
  readonly declarations: DeclarationsPart;
}

/** The form before any input. */
export const EMPTY_FORM: LicenceForm = {
  service: { configurations: [], smsA2p: false },
  commitment: { rows: [] },
  configuration: { sites: [], trunks: [], borders: [], exchanges: [], smsCarriers: [] },
  equivalence: { rows: [] },
  devices: { rows: [] },
  agreements: { rows: [] },
  funds: {
    investmentRupiah: [null, null, null, null, null],
    totalRupiah: null,
    bank: "",
    balanceRupiah: null,
    statementDate: "",
  },
  shareholding: { holders: [] },
  contact: { phone: "", email: "", web: "", address: "", hours: "", complaintDays: null, escalation: "" },
  declarations: { accepted: [] },
};
