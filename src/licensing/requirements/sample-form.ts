import {
  type AgreementRow,
  type Configuration,
  EMPTY_FORM,
  type ExchangeRow,
  type LicenceForm,
  type SmsCarrierRow,
} from "./form.shared.ts";

/** The exchange of a sample; `cpaas-sms` also sends SMS A2P. */
export type SampleConfiguration = "pbx" | "ip-pbx" | "cloud-pbx" | "cpaas-sms";

/** Options of a sample. */
export interface SampleOptions {
  /** Defaults to an IP PBX. */
  readonly configuration?: SampleConfiguration;
  /** Keys of the PBX functions that a sample without a PBX must prove (rule `pbx-functions`). */
  readonly functions?: readonly string[];
  /** Local dates: of the agreement with the operator, and of the bank statement. */
  readonly agreement: { readonly signedOn: string; readonly validFrom: string; readonly validUntil: string };
  readonly statementDate: string;
}

const EVERY_DECLARATION = ["share-lock", "ability", "truth", "no-arrears", "not-blacklisted"];

const COMMITMENT: LicenceForm["commitment"] = {
  rows: [
    { id: "c1", year: 1, city: "Kota Depok", centres: 1, capacity: 1, unit: "e1" },
    { id: "c2", year: 2, city: "Kota Depok", centres: 0, capacity: 15, unit: "channels" },
    { id: "c3", year: 3, city: "Kota Surabaya", centres: 1, capacity: 45, unit: "channels" },
  ],
};

const IP_PBX: ExchangeRow = {
  id: "x1",
  kind: "ip-pbx",
  name: "IPBX utama",
  deviceId: "d2",
  siteId: "s2",
  vendor: "",
  region: "",
  redundancy: "Pasangan aktif-siaga",
  webhookSecurity: "",
};

const RENTED = { ...IP_PBX, deviceId: "", region: "Jakarta", redundancy: "Dua pusat data" };

/** The exchange of each configuration, with its name among the configurations of a licence. */
const EXCHANGES: Readonly<
  Record<SampleConfiguration, { readonly configuration: Configuration; readonly exchange: ExchangeRow }>
> = {
  pbx: { configuration: "pbx", exchange: { ...IP_PBX, kind: "pbx", name: "PBX kantor" } },
  "ip-pbx": { configuration: "ip-pbx", exchange: IP_PBX },
  "cloud-pbx": {
    configuration: "ip-pbx",
    exchange: { ...RENTED, kind: "cloud-pbx", name: "Cloud PBX", vendor: "PT Awan Contoh" },
  },
  "cpaas-sms": {
    configuration: "cpaas",
    exchange: {
      ...RENTED,
      kind: "cpaas",
      name: "Platform suara dan pesan",
      vendor: "PT Platform Contoh",
      webhookSecurity: "Tanda tangan HMAC-SHA256",
    },
  },
};

const SMS_CARRIER: SmsCarrierRow = {
  id: "m1",
  carrier: "PT Selular Contoh",
  agreementId: "a2",
  protocol: "smpp",
  rate: 50,
  leadsTo: "x1",
};

const CONFIGURATION: Omit<LicenceForm["configuration"], "exchanges" | "smsCarriers"> = {
  sites: [
    {
      id: "s1",
      kind: "service-centre",
      name: "Pusat layanan Depok",
      address: "Jalan Melati Raya Nomor 27",
      city: "Kota Depok",
      country: "ID",
      agents: 40,
    },
    {
      id: "s2",
      kind: "colocation",
      name: "Kolokasi Cyber",
      address: "Jalan Kuningan Barat Nomor 8",
      city: "Kota Jakarta Selatan",
      country: "ID",
      agents: null,
    },
  ],
  trunks: [
    {
      id: "t1",
      agreementId: "a1",
      kind: "sip",
      capacity: 30,
      protocol: "sip-tls",
      codecs: ["G.711"],
      srtp: true,
      siteId: "s2",
      leadsTo: "b1",
    },
  ],
  borders: [{ id: "b1", name: "SBC utama", kind: "sbc", deviceId: "d1", siteId: "s2", leadsTo: "x1" }],
};

const DEVICES: LicenceForm["devices"] = {
  rows: [
    {
      id: "d1",
      siteId: "s2",
      kind: "SBC",
      maker: "Contoh Jaringan",
      type: "SBC-200",
      country: "DE",
      serial: "SN-0001",
      isVirtual: false,
      certificateNumber: "71234/SDPPI/2025",
      ownership: "owned",
    },
    {
      id: "d2",
      siteId: "s2",
      kind: "IPBX",
      maker: "Contoh Suara",
      type: "IPX-900",
      country: "ID",
      serial: "SN-0002",
      isVirtual: false,
      certificateNumber: "71235/SDPPI/2025",
      ownership: "leased",
    },
  ],
};

const SHAREHOLDING: LicenceForm["shareholding"] = {
  holders: [
    { id: "h1", ownerOf: null, name: "PT Induk Contoh", kind: "company", country: "ID", basisPoints: 7_000 },
    { id: "h2", ownerOf: null, name: "Rani Contoh", kind: "person", country: "ID", basisPoints: 3_000 },
    { id: "h3", ownerOf: "h1", name: "Budi Contoh", kind: "person", country: "ID", basisPoints: 5_100 },
    { id: "h4", ownerOf: "h1", name: "Example Holdings", kind: "company", country: "SG", basisPoints: 4_900 },
  ],
};

const CONTACT: LicenceForm["contact"] = {
  phone: "1500123",
  email: "layanan@contoh.co.id",
  web: "https://www.contoh.co.id",
  address: "Jalan Melati Raya Nomor 27, Kota Depok",
  hours: "Setiap hari, 24 jam",
  complaintDays: 3,
  escalation: "Agen, penyelia, manajer layanan",
};

/** A complete form without findings, of a fictitious company: an exchange in Depok behind a border controller, with 30 channels. */
export function sampleForm(options: SampleOptions): LicenceForm {
  const { configuration = "ip-pbx", functions = [], agreement, statementDate } = options;
  const { configuration: asked, exchange } = EXCHANGES[configuration];
  const smsA2p = configuration === "cpaas-sms";
  const voice: AgreementRow = {
    id: "a1",
    partner: "PT Telekomunikasi Contoh",
    partnerLicence: "012/TEL.01.02/2019",
    kind: "basic-telephony",
    number: "PKS-17/2026",
    ...agreement,
    channels: 60,
  };
  const messages: AgreementRow = {
    ...voice,
    id: "a2",
    partner: SMS_CARRIER.carrier,
    kind: "sms",
    number: "PKS-18/2026",
    channels: null,
  };
  return {
    ...EMPTY_FORM,
    commitment: COMMITMENT,
    configuration: { ...CONFIGURATION, exchanges: [exchange], smsCarriers: smsA2p ? [SMS_CARRIER] : [] },
    equivalence: {
      rows: functions.map((key) => ({
        id: `f-${key}`,
        function: key,
        providedBy: exchange.vendor,
        evidence: "Kontrak layanan dan tangkapan layar konsol",
      })),
    },
    devices: exchange.deviceId === "" ? { rows: DEVICES.rows.filter(({ id }) => id !== "d2") } : DEVICES,
    shareholding: SHAREHOLDING,
    contact: CONTACT,
    service: { configurations: [asked], smsA2p },
    agreements: { rows: smsA2p ? [voice, messages] : [voice] },
    funds: {
      investmentRupiah: [2_000_000_000, 500_000_000, 500_000_000, 0, 0],
      totalRupiah: 3_000_000_000,
      bank: "Bank Contoh",
      balanceRupiah: 150_000_000,
      statementDate,
    },
    declarations: { accepted: EVERY_DECLARATION },
  };
}
