import {
  type AskedSlot,
  type CompanyFacts,
  EMPTY_FORM,
  type FileFacts,
  type FilledSlot,
  type LicenceForm,
  type LicenceRules,
  type PreCheckInput,
  readLicenceRules,
  requirementsOf,
} from "../src/licensing/requirements/index.ts";
import { openRulebook, rulesetVersion } from "../src/regulation/index.ts";

/** The local date on which the applications of tests are handed in. */
export const LICENCE_TODAY = "2026-11-25";

/** The case that files of tests were made for. */
export const LICENCE_CASE = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10";

/** The rules that a licence application is checked by on that date. */
export function licenceRules(): LicenceRules {
  const opened = openRulebook({ version: rulesetVersion, atDate: LICENCE_TODAY });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return readLicenceRules(opened.value, LICENCE_TODAY);
}

/** A company that may apply. */
export const SOUND_COMPANY: CompanyFacts = {
  name: "PT Suara Khatulistiwa Mandiri",
  npwp: "0123456789012345",
  nib: "1234567890123",
  isGovernment: false,
  kbli: ["62019", "82200"],
  codes: [{ code: "1500123", decree: "131/TEL.05.05/2026" }],
  ownLicence: false,
};

const EVERY_DECLARATION = ["share-lock", "ability", "truth", "no-arrears", "not-blacklisted"];

/** A form without a fault: an IP PBX in Depok behind a border controller, with 30 channels. */
export const SOUND_FORM: LicenceForm = {
  ...EMPTY_FORM,
  service: { configurations: ["ip-pbx"], smsA2p: false },
  commitment: {
    rows: [
      { id: "c1", year: 1, city: "Kota Depok", centres: 1, capacity: 1, unit: "e1" },
      { id: "c2", year: 2, city: "Kota Depok", centres: 0, capacity: 15, unit: "channels" },
      { id: "c3", year: 3, city: "Kota Surabaya", centres: 1, capacity: 45, unit: "channels" },
    ],
  },
  configuration: {
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
        codecs: ["PCMA", "PCMU"],
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
  },
  devices: {
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
  },
  agreements: {
    rows: [
      {
        id: "a1",
        partner: "PT Telekomunikasi Contoh",
        partnerLicence: "012/TEL.01.02/2019",
        kind: "basic-telephony",
        number: "PKS-17/2026",
        signedOn: "2026-09-01",
        validFrom: "2026-09-15",
        validUntil: "2029-09-14",
        channels: 60,
      },
    ],
  },
  funds: {
    investmentRupiah: [2_000_000_000, 500_000_000, 500_000_000, 0, 0],
    totalRupiah: 3_000_000_000,
    bank: "Bank Contoh",
    balanceRupiah: 150_000_000,
    statementDate: "2026-11-10",
  },
  shareholding: {
    holders: [
      { id: "h1", ownerOf: null, name: "PT Induk Contoh", kind: "company", country: "ID", basisPoints: 7_000 },
      { id: "h2", ownerOf: null, name: "Rani Contoh", kind: "person", country: "ID", basisPoints: 3_000 },
      { id: "h3", ownerOf: "h1", name: "Budi Contoh", kind: "person", country: "ID", basisPoints: 5_100 },
      { id: "h4", ownerOf: "h1", name: "Example Holdings", kind: "company", country: "SG", basisPoints: 4_900 },
    ],
  },
  contact: {
    phone: "1500123",
    email: "layanan@contoh.co.id",
    web: "https://www.contoh.co.id",
    address: "Jalan Melati Raya Nomor 27, Kota Depok",
    hours: "Setiap hari, 24 jam",
    complaintDays: 3,
    escalation: "Agen, penyelia, manajer layanan",
  },
  declarations: { accepted: EVERY_DECLARATION },
};

/** What is read in a sound file on a slot. */
function soundFacts(asked: AskedSlot): FileFacts {
  return {
    sha256: `${asked.slot}-bytes`,
    bytes: 200_000,
    type: "application/pdf",
    pages: 2,
    hasText: true,
    template:
      asked.template === null
        ? null
        : {
            requirement: asked.requirement,
            version: asked.template.version,
            caseId: LICENCE_CASE,
            pagesOf: 2,
            pagesFound: [1, 2],
            isMixed: false,
          },
    fields: asked.template === null ? null : { nama: "Rani Contoh" },
    areas:
      asked.template === null
        ? null
        : [{ kind: "signature", page: 2, left: 300, top: 500, width: 200, height: 80, isBlank: false }],
    unread: [],
  };
}

/** Every slot that a form asks for, each with a sound file. */
function soundSlots(form: LicenceForm, company: CompanyFacts = SOUND_COMPANY): readonly FilledSlot[] {
  return requirementsOf(form, company, licenceRules())
    .flatMap(({ slots }) => slots)
    .map((asked) => ({
      slot: asked.slot,
      facts: soundFacts(asked),
      stated: { number: "123/2026", issuedOn: "2026-11-20", validUntil: "" },
    }));
}

/** An application without a fault; a form given in its place has all its files. */
export function soundApplication(form: LicenceForm = SOUND_FORM): PreCheckInput {
  return {
    caseId: LICENCE_CASE,
    form,
    company: SOUND_COMPANY,
    slots: soundSlots(form),
    rules: licenceRules(),
    today: LICENCE_TODAY,
  };
}
