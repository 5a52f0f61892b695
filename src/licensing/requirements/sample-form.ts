import { EMPTY_FORM, type LicenceForm } from "./form.shared.ts";

/** The dates of a sample, local: of the agreement with the operator, and of the statement of the bank. */
interface SampleDates {
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

const CONFIGURATION: LicenceForm["configuration"] = {
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
  exchanges: [
    {
      id: "x1",
      kind: "ip-pbx",
      name: "IPBX utama",
      deviceId: "d2",
      siteId: "s2",
      vendor: "",
      region: "",
      redundancy: "Pasangan aktif-siaga",
      webhookSecurity: "",
    },
  ],
  smsCarriers: [],
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

/** A filled-in form without a fault, of a made-up company: an IP PBX in Depok behind a border controller, with 30 channels. */
export function sampleForm({ agreement, statementDate }: SampleDates): LicenceForm {
  return {
    ...EMPTY_FORM,
    commitment: COMMITMENT,
    configuration: CONFIGURATION,
    devices: DEVICES,
    shareholding: SHAREHOLDING,
    contact: CONTACT,
    service: { configurations: ["ip-pbx"], smsA2p: false },
    agreements: {
      rows: [
        {
          id: "a1",
          partner: "PT Telekomunikasi Contoh",
          partnerLicence: "012/TEL.01.02/2019",
          kind: "basic-telephony",
          number: "PKS-17/2026",
          ...agreement,
          channels: 60,
        },
      ],
    },
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
