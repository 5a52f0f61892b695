import type { LicenceForm } from "../src/licensing/requirements/form.shared.ts";
import type { TemplateFacts } from "../src/licensing/templates/template-facts.ts";

/** A filled-in licence application without a fault. */
export const SAMPLE_LICENCE_FORM: LicenceForm = {
  service: { configurations: ["ip-pbx"], smsA2p: false },
  commitment: {
    rows: [
      { id: "c1", year: 1, city: "Kota Jakarta Selatan", centres: 1, capacity: 2, unit: "e1" },
      { id: "c2", year: 2, city: "Kota Jakarta Selatan", centres: 0, capacity: 30, unit: "channels" },
      { id: "c3", year: 3, city: "Kota Surabaya", centres: 1, capacity: 1, unit: "e1" },
      { id: "c4", year: 4, city: "Kota Surabaya", centres: 0, capacity: 0, unit: "e1" },
      { id: "c5", year: 5, city: "Kota Surabaya", centres: 0, capacity: 0, unit: "e1" },
    ],
  },
  configuration: {
    sites: [
      {
        id: "s1",
        kind: "service-centre",
        name: "Pusat Layanan Kuningan",
        address: "Jalan Contoh Nomor 1",
        city: "Kota Jakarta Selatan",
        country: "ID",
        agents: 40,
      },
    ],
    trunks: [
      {
        id: "t1",
        agreementId: "a1",
        kind: "sip",
        capacity: 60,
        protocol: "sip-tls",
        codecs: ["PCMA", "G722"],
        srtp: true,
        siteId: "s1",
        leadsTo: "b1",
      },
    ],
    borders: [{ id: "b1", name: "SBC Kuningan", kind: "sbc", deviceId: "d1", siteId: "s1", leadsTo: "x1" }],
    exchanges: [
      {
        id: "x1",
        kind: "ip-pbx",
        name: "IPBX Kuningan",
        deviceId: "d2",
        siteId: "s1",
        vendor: "",
        region: "",
        redundancy: "Dua mesin, aktif dan siaga",
        webhookSecurity: "",
      },
    ],
    smsCarriers: [],
  },
  equivalence: { rows: [] },
  devices: {
    rows: [
      {
        id: "d1",
        siteId: "s1",
        kind: "SBC",
        maker: "Contoh Networks",
        type: "SBC-200",
        country: "ID",
        serial: "SBC200-00117",
        isVirtual: false,
        certificateNumber: "81234/SDPPI/2025",
        ownership: "owned",
      },
      {
        id: "d2",
        siteId: "s1",
        kind: "IPBX",
        maker: "Contoh Voice",
        type: "VX-9",
        country: "SG",
        serial: "VX9-55021",
        isVirtual: false,
        certificateNumber: "81235/SDPPI/2025",
        ownership: "leased",
      },
    ],
  },
  agreements: {
    rows: [
      {
        id: "a1",
        partner: "PT Jaringan Suara Contoh",
        partnerLicence: "12/TEL.02.02/2024",
        kind: "basic-telephony",
        number: "PKS-77/2026",
        signedOn: "2026-10-01",
        validFrom: "2026-10-15",
        validUntil: "2029-10-14",
        channels: 60,
      },
    ],
  },
  funds: {
    investmentRupiah: [2_000_000_000, 1_000_000_000, 1_500_000_000, 250_000_000, 250_000_000],
    totalRupiah: 5_000_000_000,
    bank: "Bank Contoh Indonesia",
    balanceRupiah: 400_000_000,
    statementDate: "2026-11-10",
  },
  shareholding: {
    holders: [
      { id: "h1", ownerOf: null, name: "PT Induk Contoh", kind: "company", country: "ID", basisPoints: 7_000 },
      { id: "h2", ownerOf: null, name: "Rani Contoh", kind: "person", country: "ID", basisPoints: 3_000 },
      { id: "h3", ownerOf: "h1", name: "Bayu Contoh", kind: "person", country: "ID", basisPoints: 10_000 },
    ],
  },
  contact: {
    phone: "+62215550100",
    email: "layanan@suaracontoh.example",
    web: "https://suaracontoh.example",
    address: "Jalan Contoh Nomor 1, Jakarta Selatan",
    hours: "Setiap hari, 24 jam",
    complaintDays: 3,
    escalation: "Agen, penyelia dalam 1 hari kerja, manajer layanan dalam 2 hari kerja.",
  },
  declarations: { accepted: ["share-lock", "ability", "truth", "no-arrears", "not-blacklisted"] },
};

/** The case that the sample form belongs to. */
export const SAMPLE_TEMPLATE_FACTS: TemplateFacts = {
  caseId: "01935c1e-7b7a-7f00-8000-0123456789ab",
  number: "IZN-2026112500001",
  today: "2026-11-25",
  company: {
    name: "PT Suara Contoh Nusantara",
    nib: "1234567890123",
    npwp: "0012345678901234",
    address: "Jalan Contoh Nomor 1, Kuningan",
    city: "Jakarta Selatan",
    phone: "+62215550100",
    email: "izin@suaracontoh.example",
    directorName: "Rani Contoh",
    directorPosition: "Direktur Utama",
  },
  codes: [{ code: "14045", decree: "131/TEL.05.05/2026" }],
  form: SAMPLE_LICENCE_FORM,
  linesPerE1: 30,
  bankFundsPercent: 5,
};
