import {
  ACCESS_CODE_DUTIES,
  type CodeDecreeFacts,
  type CommitmentDecreeFacts,
  commitmentDuties,
  commitmentYears,
  DEMONSTRATION_LICENSING_OFFICE,
  DEMONSTRATION_OFFICE,
} from "../src/licensing/issuing/index.ts";
import { lawTitles } from "../src/regulation/index.ts";
import { SOUND_FORM } from "./licence-form.ts";

/** A decree about an ordinary company, for tests and benchmarks. */
export const SAMPLE_DECREE: CodeDecreeFacts = {
  decreeId: "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
  number: "131/TEL.05.05/2026",
  decidedOn: "2026-11-25",
  issuedAtMs: 1_795_581_000_000,
  office: DEMONSTRATION_OFFICE,
  mandate: null,
  legalBasis: [
    "Peraturan Menteri Komunikasi dan Informatika Nomor 14 Tahun 2018 tentang Rencana Dasar Teknis (Fundamental Technical Plan) Telekomunikasi Nasional;",
    "Peraturan Menteri Komunikasi dan Informatika Nomor 5 Tahun 2021 tentang Penyelenggaraan Telekomunikasi;",
    "Keputusan Menteri Komunikasi dan Digital Nomor 99 Tahun 2025;",
    "Keputusan Direktur Jenderal Ekosistem Digital Nomor 34 Tahun 2025.",
  ],
  request: { number: "NOM-2026111800007", submittedOn: "2026-11-18" },
  numberKind: "Kode Akses Pusat Panggilan Informasi",
  code: "1500123",
  service: { name: "Jasa Pusat Panggilan Informasi", kbli: "82200" },
  holder: {
    name: "PT Suara Khatulistiwa Mandiri",
    nib: "1234567890123",
    npwp: "0123456789012345",
    address: "Jalan Melati Raya Nomor 27, Kelurahan Sukamaju, Kecamatan Cilodong, Kota Depok, Jawa Barat 16415",
  },
  duties: [...ACCESS_CODE_DUTIES],
  act: { kind: "assignment" },
  verificationUrl: "http://127.0.0.1:8080/validasi-sk/0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f",
  demonstration: true,
};

/** The same decree with the longest names and address. */
export const LONG_DECREE: CodeDecreeFacts = {
  ...SAMPLE_DECREE,
  holder: {
    ...SAMPLE_DECREE.holder,
    name: "PT Penyelenggara Layanan Pusat Panggilan Informasi dan Komunikasi Terpadu Nusantara Sejahtera Abadi Sentosa & Mitra Tbk",
    address:
      "Gedung Perkantoran Bersama Cakrawala Nusantara Menara Timur Lantai 17 Unit 1701–1709, Kawasan Niaga Terpadu Bukit Harapan Indah, Jalan Jenderal Besar Raya Lingkar Luar Selatan Kilometer 14 Nomor 128A-128F, RT 004/RW 011, Kelurahan Pondok Kelapa Gading Timur, Kecamatan Pesanggrahan Barat Daya, Kota Administrasi Jakarta Selatan, Daerah Khusus Ibukota Jakarta 12270",
  },
};

const { numberKind: _kind, code: _code, act: _act, ...SAMPLE_COMMON } = SAMPLE_DECREE;
const DECIDED_ON = SAMPLE_DECREE.decidedOn;

/** A "Penetapan Komitmen Layanan" of the same company, with the commitment of a valid form. */
export const SAMPLE_COMMITMENT: CommitmentDecreeFacts = {
  ...SAMPLE_COMMON,
  number: "0001/Tel.03.03/2026",
  office: DEMONSTRATION_LICENSING_OFFICE,
  legalBasis: [lawTitles["uu-6-2023"], lawTitles["pm-13-2019"], lawTitles["pm-5-2021"]],
  request: { number: "IZN-2026111800007", submittedOn: "2026-11-18" },
  code: null,
  duties: [...commitmentDuties({ changeWorkingDays: 20, shareLockPercent: 50 })],
  act: {
    kind: "commitment",
    configurations: ["ip-pbx", "cpaas"],
    smsA2p: true,
    linesPerE1: 30,
    years: commitmentYears(DECIDED_ON, SOUND_FORM.commitment, { linesPerE1: 30, bookYearEnd: "12-31" }).map((year) => ({
      ...year,
      rows: [...year.rows],
    })),
  },
};
