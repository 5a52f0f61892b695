/**
 * The technical parts of a licence application: configuration, trunks, devices and capacity. The diagram is drawn and
 * the graph is checked from these parts alone.
 */

/** The configurations of a call centre; any combination (rule service-configurations). */
export const CONFIGURATIONS = ["pbx", "ip-pbx", "cpaas"] as const;

/** One of `CONFIGURATIONS`. */
export type Configuration = (typeof CONFIGURATIONS)[number];

/** The service applied for. */
export interface ServicePart {
  readonly configurations: readonly Configuration[];
  /** SMS A2P as an add-on (Perdirjen PPI 1/2023). */
  readonly smsA2p: boolean;
}

/** Number of years of the plan. */
export const COMMITMENT_YEARS = 5;

/** One row of the five-year commitment: the additions in that year (yearly values are increments). */
export interface CommitmentRow {
  readonly id: string;
  /** 1 to 5. */
  readonly year: number;
  /** Kota/kabupaten of the service centre. */
  readonly city: string;
  /** Number of service centres added there. */
  readonly centres: number | null;
  readonly capacity: number | null;
  /** 1 E1 = 30 channels by the rule `lines-per-e1`. */
  readonly unit: "e1" | "channels";
}

/** The five-year commitment. */
export interface CommitmentPart {
  readonly rows: readonly CommitmentRow[];
}

/** A site of the call centre. */
export interface Site {
  readonly id: string;
  readonly kind: "service-centre" | "noc" | "colocation" | "installation" | "data-centre";
  readonly name: string;
  readonly address: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Number of agent positions; null if there are none. */
  readonly agents: number | null;
}

/** A trunk from a carrier. */
export interface TrunkRow {
  readonly id: string;
  /** Its agreement: id of a row of `agreements`, or "". */
  readonly agreementId: string;
  readonly kind: "e1" | "sip";
  /** Number of E1s or channels, depending on `kind`. */
  readonly capacity: number | null;
  readonly protocol: "isdn-pri" | "sip-udp" | "sip-tcp" | "sip-tls";
  readonly codecs: readonly string[];
  readonly srtp: boolean;
  /** The site where it ends: id of a `Site`, or "". */
  readonly siteId: string;
  /** Its destination: id of a border controller or an exchange, or "". */
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

/** The switching element: a PBX, an IPBX or cloud PBX, or a CPaaS platform. */
export interface ExchangeRow {
  readonly id: string;
  readonly kind: "pbx" | "ip-pbx" | "cloud-pbx" | "cpaas";
  readonly name: string;
  /** Row of `devices`, or "" if rented as a service. */
  readonly deviceId: string;
  readonly siteId: string;
  /** The provider, for cloud and CPaaS. */
  readonly vendor: string;
  readonly region: string;
  readonly redundancy: string;
  /** How webhook requests to an application are secured (CPaaS). */
  readonly webhookSecurity: string;
}

/** A carrier of SMS A2P. */
export interface SmsCarrierRow {
  readonly id: string;
  readonly carrier: string;
  readonly agreementId: string;
  readonly protocol: "smpp" | "http";
  /** Messages per second. */
  readonly rate: number | null;
  /** Id of an exchange, or "". */
  readonly leadsTo: string;
}

/** The technical configuration, from which its diagram is drawn. */
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
  /** Cloud and software elements have no serial number: a contract is their proof. */
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
  /** Local dates, "" if empty. */
  readonly signedOn: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** Number of simultaneous channels granted; null for SMS. */
  readonly channels: number | null;
}

/** The agreements. */
export interface AgreementsPart {
  readonly rows: readonly AgreementRow[];
}
