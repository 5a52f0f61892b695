import { z } from "zod";
import type { Nib } from "./nib.ts";

/** Methods of the OSS interface that Sambung calls to read a NIB; the spelling is the contract's. */
export type NibMethod = "inqueryNIB" | "checkNIB";

/** Methods that Sambung calls to report and to query the status of a licence. */
export type LicenseMethod = "receiveLicenseStatus" | "checkLicenseStatus";

/** Methods that Sambung calls to query an issued licence and its file. */
export type FileMethod = "inqueryLicense" | "inqueryFileDS";

/** Every method that Sambung calls. */
export type OssMethod = NibMethod | LicenseMethod | FileMethod;

/** Maximum length of any text member. */
const MEMBER_TEXT_MAX = 1_024;
/** Maximum number of business activities of one company that are read. */
const PROJECTS_MAX = 500;
/** Maximum number of responsible persons of one company that are read. */
const PERSONS_MAX = 100;

const nib = z.string().regex(/^\d{13}$/);

/** Body of POST …/inqueryNIB, queried by NIB. */
export const inquiryRequestSchema = z.object({
  INQUERYNIB: z.object({ nib, oss_id: z.string().max(25).optional() }),
});

/** Body of POST …/checkNIB. */
export const checkRequestSchema = z.object({ CHECKNIB: z.object({ nib }) });

/** Builds the body of a request for one NIB. */
export function nibRequest(method: NibMethod, asked: Nib): Readonly<Record<string, { readonly nib: Nib }>> {
  return { [method.toUpperCase()]: { nib: asked } };
}

/** A member that should be text: numbers become text, null and absent become "", outer spaces are trimmed. */
export const text = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === undefined || value === null ? "" : String(value).trim()))
  .refine((value) => value.length <= MEMBER_TEXT_MAX);

/** A list that may be null, absent, or an empty object. */
export function listOf<Item extends z.ZodType>(item: Item, max: number) {
  return z.preprocess((value): unknown => (Array.isArray(value) ? value : []), z.array(item).max(max));
}

/** The inner code and message of every reply, independent of the HTTP status. */
export const replyHeadSchema = z.object({
  kode: z.union([z.string().regex(/^\s*\d{3}\s*$/), z.number().int().min(100).max(599)]).transform(Number),
  keterangan: text,
  dataNIB: z.unknown().optional(),
  dataIZIN: z.unknown().optional(),
});

/** One business activity (proyek) of inqueryNIB. */
const projectSchema = z.object({
  id_proyek: text,
  kbli: text,
  uraian_usaha: text,
  skala_usaha: text,
  skala_resiko: text,
});

/** One responsible person (penanggung jawab) of inqueryNIB. */
const personSchema = z.object({
  nama_penanggung_jwb: text,
  jabatan_penanggung_jwb: text,
});

/** `dataNIB` of inqueryNIB: the members that Sambung reads. Others are ignored. */
export const inquiryDataSchema = z.object({
  nib: text,
  tgl_terbit_nib: text,
  tgl_perubahan_nib: text,
  oss_id: text,
  jenis_perseroan: text,
  skala_usaha: text,
  status_penanaman_modal: text,
  npwp_perseroan: text,
  nama_perseroan: text,
  nama_singkatan: text,
  alamat_perseroan: text,
  rt_rw_perseroan: text,
  kelurahan_perseroan: text,
  perseroan_daerah_id: text,
  kode_pos_perseroan: text,
  nomor_telpon_perseroan: text,
  email_perusahaan: text,
  status_nib: text,
  tipe_dokumen: text,
  penanggung_jwb: listOf(personSchema, PERSONS_MAX),
  data_proyek: listOf(projectSchema, PROJECTS_MAX),
});

/** `dataNIB` of inqueryNIB after reading. */
export type InquiryData = z.infer<typeof inquiryDataSchema>;

/** `dataNIB` of checkNIB. `npwp_perusahaan` was dropped from the contract in version 4.3.17 and may be absent. */
export const checkDataSchema = z.object({
  nib: text,
  nama_perusahaan: text,
  npwp_perusahaan: text,
  status: text,
});
