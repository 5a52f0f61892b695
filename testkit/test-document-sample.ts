import type {
  SkloAct,
  TestDocumentAct,
  TestDocumentFacts,
  TestOrderAct,
  TestReportAct,
} from "../src/licensing/issuing/index.ts";
import { SAMPLE_COMMITMENT } from "./decree-sample.ts";

const COMMON = {
  method: "site-test",
  configurations: ["ip-pbx"],
  smsA2p: true,
  requestLetter: { number: "021/SKM/XI/2026", date: "2026-11-12" },
  testAddress: "Jalan Melati Raya Nomor 27, Kota Depok, Jawa Barat 16415",
  careCentreAddress: "Gedung Anggrek Lantai 3, Jalan Kenanga 5, Kota Depok, Jawa Barat 16412",
} as const;

const TEAM: TestOrderAct["team"] = [
  { name: "Made Wirawan", role: "leader", nip: "198203152008011002" },
  { name: "Rara Lestari", role: "member", nip: "199011202015032004" },
  { name: "Togar Siahaan", role: "member", nip: null },
];

/** The order to hold the test of the sample company. */
export const SAMPLE_TEST_ORDER: TestOrderAct = {
  ...COMMON,
  configurations: [...COMMON.configurations],
  kind: "test-order",
  heldFrom: "2026-12-01",
  heldTo: "2026-12-01",
  startsAt: "09:30",
  team: TEAM,
  areas: [
    "Administrasi",
    "Fungsi jaringan",
    "Fungsi layanan",
    "Kapasitas",
    "Pencatatan panggilan",
    "Pemantauan",
    "Keamanan dan data pribadi",
    "Pelayanan pelanggan",
    "Kelangsungan layanan",
    "SMS A2P",
  ],
  replaces: null,
};

type Item = TestReportAct["items"][number];
const item = (code: string, area: string, title: string, rest: Partial<Item> = {}): Item => ({
  code,
  area,
  title,
  isMandatory: true,
  limit: "",
  standing: "assumed" as const,
  measured: "",
  instrument: "",
  verdict: "pass" as const,
  note: "",
  ...rest,
});

const ITEMS: TestReportAct["items"] = [
  item("1.1", "Administrasi", "Alamat kantor dan NOC sesuai dokumen"),
  item("2.1", "Fungsi jaringan", "Saluran SIP terdaftar pada penyelenggara teleponi dasar"),
  item("2.3", "Fungsi jaringan", "Kode akses tercapai dari sedikitnya dua penyelenggara", {
    limit: "paling sedikit 2",
    measured: "3 penyelenggara",
    instrument: "Telepon uji TU-04, kalibrasi 12-03-2026",
  }),
  item("3.1", "Fungsi layanan", "Panggilan ke kode akses, menu suara, antrean, lalu agen", {
    standing: "confirmed",
    measured: "20 dari 20 panggilan",
    limit: "semua",
  }),
  item("4.1", "Kapasitas", "30 panggilan serentak tanpa penolakan", {
    limit: "30 kanal",
    measured: "30 kanal",
    instrument: "Penguji beban PB-2, kalibrasi 03-06-2026",
  }),
  item("5.1", "Pencatatan panggilan", "Selisih lama panggilan", {
    limit: "paling besar 1 detik",
    measured: "0,4 detik",
    instrument: "Penguji beban PB-2",
  }),
  item("9.1", "Kelangsungan layanan", "Daya cadangan diuji", {
    isMandatory: false,
    note: "Genset dijalankan 15 menit",
  }),
  item("10.1", "SMS A2P", "Pengirim tidak terdaftar ditolak", { verdict: "not-applicable", isMandatory: false }),
];

/** One device in a test report. */
export function sampleDevice(nth: number): TestReportAct["devices"][number] {
  return {
    name: `Session Border Controller Mandala SBC-${200 + nth}`,
    serial: `SN-2026-${String(nth).padStart(6, "0")}`,
    certificate: `${90_000 + nth}/SDPPI/2025`,
    location: "Ruang perangkat lantai 3",
    checks: [
      { check: "present", outcome: "pass" },
      { check: "serial", outcome: "pass" },
      { check: "certificate", outcome: "pass" },
      { check: "photo", outcome: "not-applicable" },
      { check: "working", outcome: "pass" },
    ],
    verdict: "pass",
    note: "",
  };
}

/** Results of the test of the sample company. */
export const SAMPLE_TEST_REPORT: TestReportAct = {
  ...COMMON,
  configurations: [...COMMON.configurations],
  kind: "test-report",
  heldFrom: "2026-12-01",
  heldTo: "2026-12-02",
  order: { number: "0007/SPT/Tel.04.02/2026", date: "2026-11-24" },
  transmission: "SIP trunk melalui serat optik",
  catalogue: "2026.11",
  team: TEAM,
  items: ITEMS,
  devices: [1, 2, 3].map(sampleDevice),
  result: "fit",
  findings: [],
  remarks: [{ side: "operator", name: "Dewi Anggraini", text: "Ruang perangkat akan diberi tanda pengenal baru." }],
  signatures: [
    {
      side: "ministry",
      name: "Made Wirawan",
      position: "Ketua tim uji",
      account: "made@kantor.example",
      atMs: 1_796_200_000_000,
      how: "second-factor",
      outcome: "signed",
      remark: "",
    },
    {
      side: "operator",
      name: "Dewi Anggraini",
      position: "Direktur",
      account: "dewi@suara.example",
      atMs: 1_796_200_300_000,
      how: "one-time-code",
      outcome: "signed",
      remark: "",
    },
  ],
  digest: "5a".repeat(32),
  previous: null,
};

/** The SKLO of the sample company. */
export const SAMPLE_SKLO_ACT: SkloAct = {
  ...COMMON,
  configurations: [...COMMON.configurations],
  kind: "sklo",
  order: { number: "0007/SPT/Tel.04.02/2026", date: "2026-11-24" },
  report: { number: "0005/BA/Tel.04.02/2026", date: "2026-12-02" },
  annex: SAMPLE_TEST_REPORT,
};

const NUMBERS = {
  "test-order": "0007/SPT/Tel.04.02/2026",
  "test-report": "0005/BA/Tel.04.02/2026",
  sklo: "0123/Tel.04.02/2026",
} as const;

/** Facts of a document of the sample company's test. */
export function sampleTestDocument(act: TestDocumentAct): TestDocumentFacts {
  const { act: _commitment, duties: _duties, ...common } = SAMPLE_COMMITMENT;
  const duties = act.kind === "sklo" ? ["mengunggah surat keterangan ini ke OSS RBA;"] : [];
  return {
    ...common,
    office: { ...common.office, unit: "Bagian Kelayakan Layanan" },
    number: NUMBERS[act.kind],
    duties,
    act,
  };
}
