/**
 * What an applicant fills in for a licence, part by part. Files are not in here: they hang on slots (see `slot.shared.ts`), so
 * that a part is small, is saved by itself, and two people at work on two parts never meet.
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

/** The parts that are filled in rather than attached. */
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

/** What a function of a PBX is provided by, where there is none on the premises. */
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
  /** Of whom the shares are: null for the applicant itself, else the id of a holder above. */
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

/** Where customers turn before and after they buy (pra-jual, purna-jual). */
export interface ContactPart {
  readonly phone: string;
  readonly email: string;
  readonly web: string;
  readonly address: string;
  /** Hours in words. */
  readonly hours: string;
  /** Working days within which a complaint is answered. */
  readonly complaintDays: number | null;
  readonly escalation: string;
}

/** Declarations, each accepted by itself; keys of `declarations` in the requirements. */
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

/** What nobody has filled in yet. */
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
