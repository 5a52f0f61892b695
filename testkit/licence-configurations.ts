import type {
  AgreementRow,
  BorderRow,
  DeviceRow,
  ExchangeRow,
  Site,
  SmsCarrierRow,
  TrunkRow,
} from "../src/licensing/configuration/index.ts";
import type { LicenceForm } from "../src/licensing/requirements/index.ts";
import { SOUND_FORM } from "./licence-form.ts";

const site = (id: string, more: Partial<Site> = {}): Site => ({
  id,
  kind: "service-centre",
  name: `Pusat layanan ${id}`,
  address: "Jalan Melati Raya Nomor 27",
  city: "Kota Depok",
  country: "ID",
  agents: 40,
  ...more,
});

const trunk = (id: string, more: Partial<TrunkRow> = {}): TrunkRow => ({
  id,
  agreementId: "a1",
  kind: "sip",
  capacity: 30,
  protocol: "sip-tls",
  codecs: ["PCMA", "PCMU"],
  srtp: true,
  siteId: "s1",
  leadsTo: "b1",
  ...more,
});

const e1 = (id: string, more: Partial<TrunkRow> = {}): TrunkRow =>
  trunk(id, { kind: "e1", capacity: 1, protocol: "isdn-pri", codecs: [], srtp: false, ...more });

const border = (id: string, more: Partial<BorderRow> = {}): BorderRow => ({
  id,
  name: `SBC ${id}`,
  kind: "sbc",
  deviceId: "",
  siteId: "s1",
  leadsTo: "x1",
  ...more,
});

const exchange = (id: string, more: Partial<ExchangeRow> = {}): ExchangeRow => ({
  id,
  kind: "ip-pbx",
  name: `Sentral ${id}`,
  deviceId: "",
  siteId: "s1",
  vendor: "",
  region: "",
  redundancy: "",
  webhookSecurity: "",
  ...more,
});

const carrier = (id: string, more: Partial<SmsCarrierRow> = {}): SmsCarrierRow => ({
  id,
  carrier: `Seluler ${id}`,
  agreementId: "a9",
  protocol: "smpp",
  rate: 50,
  leadsTo: "x1",
  ...more,
});

const device = (id: string, more: Partial<DeviceRow> = {}): DeviceRow => ({
  id,
  siteId: "s1",
  kind: "Telepon IP",
  maker: "Contoh",
  type: "T-10",
  country: "ID",
  serial: id,
  isVirtual: false,
  certificateNumber: "71234/SDPPI/2025",
  ownership: "owned",
  ...more,
});

const agreement = (id: string, partner: string, more: Partial<AgreementRow> = {}): AgreementRow => ({
  id,
  partner,
  partnerLicence: "012/TEL.01.02/2019",
  kind: "basic-telephony",
  number: `PKS-${id}/2026`,
  signedOn: "2026-09-01",
  validFrom: "2026-09-15",
  validUntil: "2029-09-14",
  channels: 600,
  ...more,
});

interface Built {
  readonly service: LicenceForm["service"];
  readonly sites?: readonly Site[];
  readonly trunks: readonly TrunkRow[];
  readonly borders?: readonly BorderRow[];
  readonly exchanges: readonly ExchangeRow[];
  readonly smsCarriers?: readonly SmsCarrierRow[];
  readonly devices: readonly DeviceRow[];
  readonly agreements: readonly AgreementRow[];
}

function form({ service, sites = [site("s1")], borders = [], smsCarriers = [], ...rest }: Built): LicenceForm {
  return {
    ...SOUND_FORM,
    service,
    configuration: { sites, trunks: rest.trunks, borders, exchanges: rest.exchanges, smsCarriers },
    devices: { rows: rest.devices },
    agreements: { rows: rest.agreements },
  };
}

const LONG = "PT Penyelenggara Pusat Panggilan Informasi Nusantara Gemilang Sejahtera Tbk 80hrf";
const phones = (count: number, siteId: string) =>
  Array.from({ length: count }, (_, index) => device(`${siteId}p${index}`, { siteId }));

/** Call centres of every kind, small and large. */
export const CONFIGURATION_SAMPLES: Readonly<Record<string, LicenceForm>> = {
  "small-pbx": form({
    service: { configurations: ["pbx"], smsA2p: false },
    trunks: [e1("t1")],
    borders: [border("b1", { name: "Gerbang E1", kind: "e1-gateway", deviceId: "d1" })],
    exchanges: [exchange("x1", { kind: "pbx", name: "PBX kantor", deviceId: "d2" })],
    devices: [device("d1", { kind: "Gerbang" }), device("d2", { kind: "PBX", type: "PX-1" }), ...phones(12, "s1")],
    agreements: [agreement("a1", "PT Telekomunikasi Contoh")],
  }),
  "large-pbx": form({
    service: { configurations: ["pbx"], smsA2p: false },
    sites: [site("s1"), site("s2", { name: "Pusat layanan Surabaya", city: "Kota Surabaya", agents: 25 })],
    trunks: Array.from({ length: 10 }, (_, index) =>
      e1(`t${index}`, { agreementId: `a${1 + (index % 3)}`, leadsTo: index < 5 ? "b1" : "b2" }),
    ),
    borders: [
      border("b1", { kind: "e1-gateway", name: "Gerbang Depok", deviceId: "d1" }),
      border("b2", { kind: "e1-gateway", name: "Gerbang Surabaya", siteId: "s2", leadsTo: "x2" }),
    ],
    exchanges: [
      exchange("x1", { kind: "pbx", deviceId: "d2" }),
      exchange("x2", { kind: "pbx", name: "PBX Surabaya", siteId: "s2" }),
    ],
    devices: [
      device("d1", { kind: "Gerbang" }),
      device("d2", { kind: "PBX" }),
      ...phones(40, "s1"),
      ...phones(25, "s2"),
    ],
    agreements: [
      agreement("a1", "PT Telekomunikasi Contoh"),
      agreement("a2", "PT Jaringan Nusantara"),
      agreement("a3", "PT Selular Mandiri"),
    ],
  }),
  "ip-pbx": SOUND_FORM,
  "cloud-singapore": form({
    service: { configurations: ["ip-pbx"], smsA2p: false },
    sites: [
      site("s1"),
      site("s2", { kind: "data-centre", name: "Pusat data Singapura", city: "Singapore", country: "SG", agents: null }),
    ],
    trunks: [trunk("t1"), trunk("t2", { agreementId: "a2", protocol: "sip-udp", srtp: false, leadsTo: "x1" })],
    borders: [border("b1", { deviceId: "d1" })],
    exchanges: [
      exchange("x1", {
        kind: "cloud-pbx",
        name: "Cloud PBX utama",
        siteId: "s2",
        vendor: "Awan Contoh",
        region: "ap-southeast-1 Singapura",
        redundancy: "Dua zona, beralih sendiri",
      }),
    ],
    devices: [device("d1", { kind: "SBC", isVirtual: true, serial: "", ownership: "contract" })],
    agreements: [agreement("a1", "PT Telekomunikasi Contoh"), agreement("a2", "PT Jaringan Nusantara")],
  }),
  "cpaas-sms": form({
    service: { configurations: ["cpaas"], smsA2p: true },
    trunks: [trunk("t1")],
    borders: [border("b1")],
    exchanges: [
      exchange("x1", {
        kind: "cpaas",
        name: "Platform suara dan pesan",
        vendor: "Platform Contoh",
        region: "Jakarta",
        redundancy: "Dua pusat data",
        webhookSecurity: "Tanda tangan HMAC",
      }),
    ],
    smsCarriers: [carrier("m1"), carrier("m2"), carrier("m3", { protocol: "http", rate: null })],
    devices: [device("d1", { kind: "SBC", siteId: "" })],
    agreements: [
      agreement("a1", "PT Telekomunikasi Contoh"),
      agreement("a9", "PT Selular", { kind: "sms", channels: null }),
    ],
  }),
  everything: form({
    service: { configurations: ["pbx", "ip-pbx", "cpaas"], smsA2p: true },
    sites: [
      site("s1", { name: LONG }),
      site("s2", { name: LONG, city: "Kota Surabaya", agents: 120 }),
      site("s3", { kind: "noc", name: LONG, agents: null }),
    ],
    trunks: [
      ...Array.from({ length: 3 }, (_, index) => e1(`e${index}`, { leadsTo: "b1" })),
      ...Array.from({ length: 7 }, (_, index) =>
        trunk(`t${index}`, { leadsTo: "b2", codecs: ["PCMA", "PCMU", "G722", "OPUS", "G729"], capacity: 120 }),
      ),
      trunk("t8", { leadsTo: "x3" }),
      trunk("t9", { leadsTo: "", agreementId: "" }),
    ],
    borders: [
      border("b1", { kind: "e1-gateway", name: LONG, deviceId: "d1" }),
      border("b2", { name: LONG, leadsTo: "b3", deviceId: "d3" }),
      border("b3", { name: LONG, leadsTo: "x2" }),
    ],
    exchanges: [
      exchange("x1", { kind: "pbx", name: LONG, deviceId: "d2" }),
      exchange("x2", { kind: "ip-pbx", name: LONG, siteId: "s3", redundancy: LONG }),
      exchange("x3", { kind: "cpaas", name: LONG, vendor: LONG, region: LONG, redundancy: LONG, siteId: "s3" }),
      exchange("x4", { kind: "cloud-pbx", name: LONG, siteId: "s2" }),
    ],
    smsCarriers: [carrier("m1", { carrier: LONG, leadsTo: "x3" }), carrier("m2", { leadsTo: "x3" })],
    devices: [
      device("d1", { maker: LONG, kind: LONG }),
      device("d2", { kind: "PBX" }),
      device("d3", { kind: "SBC" }),
      ...Array.from({ length: 9 }, (_, index) => device(`o${index}`, { siteId: "s3", type: `Jenis ${index}` })),
      ...phones(300, "s2"),
    ],
    agreements: [agreement("a1", LONG), agreement("a9", LONG, { kind: "sms", channels: null })],
  }),
};
