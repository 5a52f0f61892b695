import type { DecreeKind } from "../mandates/mandate.ts";
import { isTestDocumentKind } from "../test-document-act.ts";
import type { DecreeOffice } from "./decree-facts.ts";

/** The made-up office a demonstration writes as; no such office exists. */
export const DEMONSTRATION_OFFICE: DecreeOffice = {
  institution: "Kantor Penomoran Nusantara",
  unit: "Bagian Penetapan Kode Akses",
  addressLines: ["Kantor rekaan untuk peragaan perangkat lunak Sambung; bukan instansi pemerintah"],
  authority: "KEPALA KANTOR PENOMORAN NUSANTARA",
  place: "Jakarta",
  capacity: ["Kepala Kantor Penomoran Nusantara,"],
  signerName: "Ratih Pradnyani (nama rekaan)",
  signerDetail: null,
  signedNote: "Ditandatangani secara elektronik dengan sertifikat peragaan",
};

/** The licensed service as decrees name it. */
export const SERVICE_NAME = "Jasa Pusat Panggilan Informasi (Call Center)";

/** The part of the made-up office that decides on licence applications. */
export const DEMONSTRATION_LICENSING_OFFICE: DecreeOffice = {
  ...DEMONSTRATION_OFFICE,
  unit: "Bagian Perizinan Layanan",
};

/** The part of the made-up office that holds operational tests. */
const DEMONSTRATION_TEST_OFFICE: DecreeOffice = { ...DEMONSTRATION_OFFICE, unit: "Bagian Kelayakan Layanan" };

/** In whose name the made-up office signs decrees of a kind. */
export function demonstrationOffice(kind: DecreeKind): DecreeOffice {
  if (kind === "commitment") return DEMONSTRATION_LICENSING_OFFICE;
  return isTestDocumentKind(kind) ? DEMONSTRATION_TEST_OFFICE : DEMONSTRATION_OFFICE;
}

/** What the made-up office's right to sign rests on: a letter that does not exist either. */
export const DEMONSTRATION_MANDATE_BASIS: readonly string[] = [
  "Surat Penugasan Kepala Kantor Penomoran Nusantara Nomor 1 Tahun 2026 (rekaan untuk peragaan)",
];

/** Duties of whoever made a five-year commitment, in our own words; days and percent come from the rules. */
export function commitmentDuties(rules: {
  readonly changeWorkingDays: number;
  readonly shareLockPercent: number;
}): readonly string[] {
  return [
    "memenuhi komitmen setiap tahun paling lambat pada hari terakhir tahun itu;",
    "menyampaikan laporan pemenuhan komitmen setiap tahun beserta buktinya, dan membuka kesempatan pemeriksaan di lokasi;",
    `mengajukan perubahan komitmen untuk tahun berikutnya paling lambat ${rules.changeWorkingDays} hari kerja sebelum tahun yang berjalan berakhir;`,
    `tidak mengubah susunan kepemilikan saham sebelum ${rules.shareLockPercent} persen dari komitmen lima tahun terpenuhi; dan`,
    "memberitahukan perubahan konfigurasi, nama, alamat, atau perizinan berusaha yang menjadi dasar keputusan ini.",
  ];
}

/** What whoever holds an SKLO has to do, in our own words; how long it holds is not printed in any that was read. */
export const SKLO_DUTIES: readonly string[] = [
  "mengunggah surat keterangan ini ke OSS RBA sebagai pemenuhan persyaratan izin;",
  "menjaga agar konfigurasi, perangkat, dan alamat tetap seperti yang diuji; dan",
  "meminta uji kembali sebelum menambah atau mengubah layanan, teknologi, atau konfigurasi yang diuji.",
];

/** Duties of the holder of a call-centre access code, in our own words. */
export const ACCESS_CODE_DUTIES: readonly string[] = [
  "memakai kode akses hanya untuk layanan yang disebut dalam keputusan ini;",
  "mulai memakai kode akses dan menjaganya tetap terpakai; kode akses yang tidak dipakai selama 6 (enam) bulan berturut-turut dapat dicabut;",
  "tidak mengalihkan kode akses kepada pihak lain tanpa persetujuan tertulis dari pemberi penetapan;",
  "menyampaikan laporan penggunaan penomoran sesuai ketentuan yang berlaku; dan",
  "memberitahukan perubahan nama, alamat, atau perizinan berusaha yang menjadi dasar keputusan ini.",
];
