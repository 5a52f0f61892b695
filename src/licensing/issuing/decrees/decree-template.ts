import type { DecreeKind } from "../mandates/mandate.ts";
import { isTestDocumentKind } from "../test-document-act.ts";
import type { DecreeOffice } from "./decree-facts.ts";

/** The fictitious office of a demonstration. */
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

/** The licensed service as named in decrees. */
export const SERVICE_NAME = "Jasa Pusat Panggilan Informasi (Call Center)";

/** The licensing unit of the fictitious office. */
export const DEMONSTRATION_LICENSING_OFFICE: DecreeOffice = {
  ...DEMONSTRATION_OFFICE,
  unit: "Bagian Perizinan Layanan",
};

/** The unit of the fictitious office for operational tests. */
const DEMONSTRATION_TEST_OFFICE: DecreeOffice = { ...DEMONSTRATION_OFFICE, unit: "Bagian Kelayakan Layanan" };

/** The unit of the fictitious office that signs decrees of a kind. */
export function demonstrationOffice(kind: DecreeKind): DecreeOffice {
  if (kind === "commitment") return DEMONSTRATION_LICENSING_OFFICE;
  return isTestDocumentKind(kind) ? DEMONSTRATION_TEST_OFFICE : DEMONSTRATION_OFFICE;
}

/** The legal basis of the fictitious office's mandate: a letter that does not exist either. */
export const DEMONSTRATION_MANDATE_BASIS: readonly string[] = [
  "Surat Penugasan Kepala Kantor Penomoran Nusantara Nomor 1 Tahun 2026 (rekaan untuk peragaan)",
];

/** Duties of a licensee with a five-year commitment, in the project's own wording; days and percentages come from the rules. */
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

/** Duties of the holder of an SKLO, in the project's own wording; none of the examined examples states a period of validity. */
export const SKLO_DUTIES: readonly string[] = [
  "mengunggah surat keterangan ini ke OSS RBA sebagai pemenuhan persyaratan izin;",
  "menjaga agar konfigurasi, perangkat, dan alamat tetap seperti yang diuji; dan",
  "meminta uji kembali sebelum menambah atau mengubah layanan, teknologi, atau konfigurasi yang diuji.",
];

/** Duties of the holder of a call-centre access code, in the project's own wording. */
export const ACCESS_CODE_DUTIES: readonly string[] = [
  "memakai kode akses hanya untuk layanan yang disebut dalam keputusan ini;",
  "mulai memakai kode akses dan menjaganya tetap terpakai; kode akses yang tidak dipakai selama 6 (enam) bulan berturut-turut dapat dicabut;",
  "tidak mengalihkan kode akses kepada pihak lain tanpa persetujuan tertulis dari pemberi penetapan;",
  "menyampaikan laporan penggunaan penomoran sesuai ketentuan yang berlaku; dan",
  "memberitahukan perubahan nama, alamat, atau perizinan berusaha yang menjadi dasar keputusan ini.",
];
