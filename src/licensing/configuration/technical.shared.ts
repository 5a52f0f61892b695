/**
 * The technical side of a licence application: what is built, from which lines, with which devices, for how many calls. The
 * diagram is drawn and the graph is checked from these parts alone.
 */

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
