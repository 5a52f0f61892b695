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

/** What the made-up office's right to sign rests on: a letter that does not exist either. */
export const DEMONSTRATION_MANDATE_BASIS: readonly string[] = [
  "Surat Penugasan Kepala Kantor Penomoran Nusantara Nomor 1 Tahun 2026 (rekaan untuk peragaan)",
];

/** Duties of the holder of a call-centre access code, in our own words. */
export const ACCESS_CODE_DUTIES: readonly string[] = [
  "memakai kode akses hanya untuk layanan yang disebut dalam keputusan ini;",
  "mulai memakai kode akses dan menjaganya tetap terpakai; kode akses yang tidak dipakai selama 6 (enam) bulan berturut-turut dapat dicabut;",
  "tidak mengalihkan kode akses kepada pihak lain tanpa persetujuan tertulis dari pemberi penetapan;",
  "menyampaikan laporan penggunaan penomoran sesuai ketentuan yang berlaku; dan",
  "memberitahukan perubahan nama, alamat, atau perizinan berusaha yang menjadi dasar keputusan ini.",
];
