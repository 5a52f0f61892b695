/**
 * What an applicant fills in for a licence, part by part. Files are not in here: they hang on slots (see `slot.shared.ts`), so
 * that a part is small, is saved by itself, and two people at work on two parts never meet.
 */

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

/** How the call centre is built; any combination (rule service-configurations). */
export const CONFIGURATIONS = ["pbx", "ip-pbx", "cpaas"] as const;

/** One of `CONFIGURATIONS`. */
export type Configuration = (typeof CONFIGURATIONS)[number];

/** What is applied for. */
export interface ServicePart {
  readonly configurations: readonly Configuration[];
  /** SMS A2P as an addition (Perdirjen PPI 1/2023). */
  readonly smsA2p: boolean;
}

/** Years of the plan. */
export const COMMITMENT_YEARS = 5;

/** One row of the five-year commitment: what is added in that year (yearly values are increments). */
export interface CommitmentRow {
  readonly id: string;
  /** 1 to 5. */
  readonly year: number;
  /** Kota/kabupaten of the service centre. */
  readonly city: string;
  /** Service centres that are added there. */
  readonly centres: number | null;
  readonly capacity: number | null;
  /** 1 E1 = 30 channels by the rule `lines-per-e1`. */
  readonly unit: "e1" | "channels";
}

/** The five-year commitment. */
export interface CommitmentPart {
  readonly rows: readonly CommitmentRow[];
}

/** A place where something of the call centre stands. */
export interface Site {
  readonly id: string;
  readonly kind: "service-centre" | "noc" | "colocation" | "installation" | "data-centre";
  readonly name: string;
  readonly address: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Agents' places; null where none sit. */
  readonly agents: number | null;
}

/** A line from a carrier. */
export interface TrunkRow {
  readonly id: string;
  /** The agreement it rests on: id of a row of `agreements`, or "". */
  readonly agreementId: string;
  readonly kind: "e1" | "sip";
  /** E1s or channels, as `kind` says. */
  readonly capacity: number | null;
  readonly protocol: "isdn-pri" | "sip-udp" | "sip-tcp" | "sip-tls";
  readonly codecs: readonly string[];
  readonly srtp: boolean;
  /** Where it ends: id of a `Site`, or "". */
  readonly siteId: string;
  /** What it leads to: id of a border controller or an exchange, or "". */
  readonly leadsTo: string;
}

/** A border controller (SBC) or an E1 gateway before the exchange. */
export interface BorderRow {
  readonly id: string;
  readonly name: string;
  readonly kind: "sbc" | "e1-gateway";
  /** Row of `devices`, or "". */
  readonly deviceId: string;
  readonly siteId: string;
  /** Id of an exchange, or "". */
  readonly leadsTo: string;
}

/** What switches the calls: a PBX, an IPBX or cloud PBX, or the platform of a CPaaS. */
export interface ExchangeRow {
  readonly id: string;
  readonly kind: "pbx" | "ip-pbx" | "cloud-pbx" | "cpaas";
  readonly name: string;
  /** Row of `devices`, or "" for what is rented as a service. */
  readonly deviceId: string;
  readonly siteId: string;
  /** Who runs it, for cloud and CPaaS. */
  readonly vendor: string;
  readonly region: string;
  readonly redundancy: string;
  /** How calls of an application are secured (CPaaS). */
  readonly webhookSecurity: string;
}

/** A carrier of SMS A2P. */
export interface SmsCarrierRow {
  readonly id: string;
  readonly carrier: string;
  readonly agreementId: string;
  readonly protocol: "smpp" | "http";
  /** Messages a second. */
  readonly rate: number | null;
  /** Id of an exchange, or "". */
  readonly leadsTo: string;
}

/** The technical configuration; its diagram is drawn from it. */
export interface ConfigurationPart {
  readonly sites: readonly Site[];
  readonly trunks: readonly TrunkRow[];
  readonly borders: readonly BorderRow[];
  readonly exchanges: readonly ExchangeRow[];
  readonly smsCarriers: readonly SmsCarrierRow[];
}

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

/** One device or virtual element. */
export interface DeviceRow {
  readonly id: string;
  readonly siteId: string;
  readonly kind: string;
  readonly maker: string;
  readonly type: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly serial: string;
  /** Cloud and software elements have no serial: a contract is their proof. */
  readonly isVirtual: boolean;
  readonly certificateNumber: string;
  readonly ownership: "owned" | "leased" | "contract";
}

/** The device list. */
export interface DevicesPart {
  readonly rows: readonly DeviceRow[];
}

/** An agreement (PKS) with a carrier. */
export interface AgreementRow {
  readonly id: string;
  readonly partner: string;
  /** Number of the partner's licence. */
  readonly partnerLicence: string;
  readonly kind: "basic-telephony" | "sms" | "network";
  readonly number: string;
  /** Local dates, "" while not filled in. */
  readonly signedOn: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** Simultaneous channels that it gives; null for SMS. */
  readonly channels: number | null;
}

/** The agreements. */
export interface AgreementsPart {
  readonly rows: readonly AgreementRow[];
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
