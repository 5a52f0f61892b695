import { fileInquirySchema, licenseInquirySchema, replyCodes } from "../../src/protocols/oss/index.ts";
import { izinPdf } from "./izin-pdf.ts";
import type { LicenseAnswer } from "./licenses.ts";

/** Maximum number of licences with stored uploads. */
const LICENCES_MAX = 20_000;
/** Maximum size of one file at OSS. */
export const UPLOAD_BYTES_MAX = 2_097_152;

/** An applicant's upload for a licence. */
export interface Uploaded {
  readonly number: string;
  readonly name: string;
  readonly bytes: number;
}

/** A licence at the OSS counter: its uploads, and the Izin after an officer's approval. */
export interface LicenceAtCounter {
  readonly licenseId: string;
  readonly nib: string;
  readonly uploaded: readonly Uploaded[];
  /** The officer's reason for a refusal; null before it and after the next upload. */
  readonly refused: string | null;
  readonly izin: { readonly number: string; readonly grantedOn: string; readonly pdf: Uint8Array } | null;
}

/** Why the counter refuses an upload. */
export type CounterRefusal = "unknown" | "issued" | "not-a-pdf" | "too-large" | "no-number";

/** Applicants upload documents here, and OSS officers issue the Izin. */
export interface Counter {
  belongsTo(licenseId: string, nib: string): void;
  of(nib: string): readonly LicenceAtCounter[];
  waiting(): readonly LicenceAtCounter[];
  find(licenseId: string): LicenceAtCounter | undefined;
  upload(
    licenseId: string,
    file: { readonly number: string; readonly name: string; readonly bytes: Uint8Array },
  ): CounterRefusal | "taken";
  /** Refuses an upload; the applicant uploads again. */
  refuse(licenseId: string, reason: string): LicenceAtCounter | undefined;
  approve(licenseId: string, today: string): LicenceAtCounter | undefined;
  inquire(json: unknown): LicenseAnswer;
  inquireFile(json: unknown, linkOf: (licenseId: string) => string): LicenseAnswer;
}

/** Opens an empty counter. */
export function openCounter(): Counter {
  const all = new Map<string, LicenceAtCounter>();
  const issuedOf = new Map<string, number>();
  return {
    belongsTo: (licenseId, nib) => {
      if (all.has(licenseId) || nib === "") return;
      if (all.size >= LICENCES_MAX) throw new RangeError("the simulator's counter is full");
      all.set(licenseId, { licenseId, nib, uploaded: [], refused: null, izin: null });
    },
    of: (nib) => [...all.values()].filter((one) => one.nib === nib),
    waiting: () =>
      [...all.values()].filter(
        ({ uploaded, izin, refused }) => uploaded.length > 0 && izin === null && refused === null,
      ),
    find: (licenseId) => all.get(licenseId),
    upload: (licenseId, { number, name, bytes }) => {
      const known = all.get(licenseId);
      if (known === undefined) return "unknown";
      if (known.izin !== null) return "issued";
      if (number.trim() === "") return "no-number";
      if (bytes.byteLength > UPLOAD_BYTES_MAX) return "too-large";
      if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-") return "not-a-pdf";
      const uploaded = [...known.uploaded, { number: number.trim(), name, bytes: bytes.byteLength }];
      all.set(licenseId, { ...known, uploaded, refused: null });
      return "taken";
    },
    refuse: (licenseId, reason) => {
      const known = all.get(licenseId);
      if (known === undefined || known.uploaded.length === 0 || known.izin !== null) return undefined;
      const refused = { ...known, refused: reason };
      all.set(licenseId, refused);
      return refused;
    },
    approve: (licenseId, today) => {
      const known = all.get(licenseId);
      if (known === undefined || known.uploaded.length === 0) return undefined;
      if (known.izin !== null) return known;
      const nth = (issuedOf.get(known.nib) ?? 0) + 1;
      issuedOf.set(known.nib, nth);
      const number = `${known.nib}${String(nth).padStart(4, "0")}`;
      const pdf = izinPdf([
        "PERIZINAN BERUSAHA BERBASIS RISIKO",
        `IZIN Nomor ${number}`,
        `NIB ${known.nib}, KBLI 82200`,
        `Atas dasar SKLO ${known.uploaded.at(-1)?.number ?? ""}`,
        `Diterbitkan tanggal ${today}`,
        "CONTOH - TIDAK BERLAKU (simulator OSS RBA)",
      ]);
      const issued = { ...known, izin: { number, grantedOn: today, pdf } };
      all.set(licenseId, issued);
      return issued;
    },
    inquire: (json) => inquired(all, json),
    inquireFile: (json, linkOf) => inquiredFile(all, json, linkOf),
  };
}

type Licences = ReadonlyMap<string, LicenceAtCounter>;

function inquired(all: Licences, json: unknown): LicenseAnswer {
  const parsed = licenseInquirySchema.safeParse(json);
  const licenseId = parsed.data?.INQUERYLICENSE.id_izin ?? "";
  const known = all.get(licenseId);
  if (known === undefined) {
    const inner = {
      success: false,
      code: replyCodes["bad-parameter"],
      message: "Data izin tidak ditemukan",
      data: null,
    };
    return { status: 400, json: { dataLicense: inner }, apply: () => undefined };
  }
  const row = {
    id_produk: "",
    id_proyek: "R-1",
    id_izin: licenseId,
    jenis_izin: "02",
    kd_izin: "059000000052",
    no_izin: known.izin?.number ?? "",
    tgl_izin: known.izin?.grantedOn ?? "",
    data_persyaratan: known.uploaded.map(({ number, name }, index) => ({
      id_syarat: `S-${index + 1}`,
      no_dokumen: number,
      tgl_dokumen: "",
      file_dokumen: "",
      keterangan: name,
    })),
  };
  const data = { oss_id: "P-1", id_izin: licenseId, kd_izin: "059000000052", data_proyek: [], data_checklist: [row] };
  const inner = { success: true, code: replyCodes.success, message: "Berhasil mendapatkan data izin", data };
  return { status: 200, json: { dataLicense: inner }, apply: () => undefined };
}

function inquiredFile(all: Licences, json: unknown, linkOf: (licenseId: string) => string): LicenseAnswer {
  const licenseId = fileInquirySchema.safeParse(json).data?.INQUERYFILEDS.id_permohonan_izin ?? "";
  const isIssued = (all.get(licenseId)?.izin ?? null) !== null;
  const inner = isIssued
    ? { status: replyCodes.success, keterangan: "Sukses", url_file_ds: linkOf(licenseId) }
    : { status: replyCodes["bad-parameter"], keterangan: "File tidak ditemukan", url_file_ds: "" };
  return { status: 200, json: { responInqueryFileDS: inner }, apply: () => undefined };
}
