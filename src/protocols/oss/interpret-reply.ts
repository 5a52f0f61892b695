import { ok, type Result } from "../../kernel/index.ts";
import {
  type CompanyKind,
  companyKindOf,
  documentKindCodes,
  type NibStatus,
  nibStatusOf,
  type Risk,
  riskOf,
} from "./codes.ts";
import { checkDataSchema, type InquiryData, inquiryDataSchema } from "./messages.ts";
import { type Nib, parseNib } from "./nib.ts";
import { type Npwp, parseNpwp } from "./npwp.ts";
import { regionOf } from "./regions.ts";
import { dataOf, malformed, type OssRefusal } from "./reply-envelope.ts";

/** One business activity a NIB is registered for. */
export interface NibActivity {
  /** KBLI code of five digits. */
  readonly code: string;
  readonly title: string;
  readonly risk: Risk;
}

/** Data of OSS about a company, in Sambung's terms. */
export interface NibRecord {
  readonly nib: Nib;
  /** Name without the company kind, as OSS stores it. */
  readonly name: string;
  readonly companyKind: CompanyKind;
  /** Null when OSS sent none or a placeholder. */
  readonly npwp: Npwp | null;
  readonly address: string;
  readonly city: string | null;
  readonly province: string | null;
  readonly postalCode: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly nibStatus: NibStatus;
  readonly activities: readonly NibActivity[];
  readonly responsiblePersons: readonly { readonly name: string; readonly position: string }[];
  /** Local date of issue "YYYY-MM-DD"; null when absent. */
  readonly issuedDate: string | null;
  readonly ossId: string | null;
}

/** The short reply of checkNIB. */
export interface NibCheck {
  readonly nib: Nib;
  readonly name: string;
  readonly nibStatus: NibStatus;
}

/** Reads an inqueryNIB reply about `asked`, as bytes or as parsed JSON; every unreadable reply is the refusal `oss-malformed`. */
export function interpretReply(reply: unknown, asked: Nib): Result<NibRecord, OssRefusal> {
  const data = dataOf(reply, "inqueryNIB");
  if (!data.ok) return data;
  const parsed = inquiryDataSchema.safeParse(data.value);
  if (!parsed.success) return malformed(`dataNIB: ${parsed.error.issues[0]?.path.join(".") ?? "?"}`);
  return recordFrom(parsed.data, asked);
}

/** Reads a checkNIB reply about `asked`, as bytes or as parsed JSON. */
export function interpretCheckReply(reply: unknown, asked: Nib): Result<NibCheck, OssRefusal> {
  const data = dataOf(reply, "checkNIB");
  if (!data.ok) return data;
  const parsed = checkDataSchema.safeParse(data.value);
  if (!parsed.success) return malformed("dataNIB");
  const { nib, nama_perusahaan: name, status } = parsed.data;
  const nibStatus = nibStatusOf(status);
  if (nib !== asked) return malformed("another nib was answered");
  if (nibStatus === undefined) return malformed(`status ${status}`);
  return ok({ nib: asked, name, nibStatus });
}

/** The record of a NIB document about `asked`. */
export function recordFrom(data: InquiryData, asked: Nib): Result<NibRecord, OssRefusal> {
  const nib = parseNib(data.nib);
  if (!nib.ok || nib.value !== asked) return malformed("another nib was answered");
  if (data.nama_perseroan === "") return malformed("nama_perseroan");
  const nibStatus = statusFrom(data);
  if (nibStatus === undefined) return malformed(`status_nib ${data.status_nib}`);
  const npwp = parseNpwp(data.npwp_perseroan);
  return ok({
    nib: nib.value,
    name: data.nama_perseroan,
    companyKind: companyKindOf(data.jenis_perseroan),
    npwp: npwp.ok ? npwp.value : null,
    address: addressFrom(data),
    ...regionOf(data.perseroan_daerah_id),
    postalCode: orNull(data.kode_pos_perseroan),
    phone: orNull(data.nomor_telpon_perseroan),
    email: orNull(data.email_perusahaan),
    nibStatus,
    activities: activitiesFrom(data),
    responsiblePersons: data.penanggung_jwb
      .filter((person) => orNull(person.nama_penanggung_jwb) !== null)
      .map((person) => ({ name: person.nama_penanggung_jwb, position: person.jabatan_penanggung_jwb })),
    issuedDate: /^\d{4}-\d{2}-\d{2}$/.test(data.tgl_terbit_nib) ? data.tgl_terbit_nib : null,
    ossId: orNull(data.oss_id),
  });
}

/** A NIB with a revocation or cancellation document counts as revoked even while its status still says active. */
function statusFrom(data: InquiryData): NibStatus | undefined {
  const { revocation, cancellation } = documentKindCodes;
  if (data.tipe_dokumen === revocation || data.tipe_dokumen === cancellation) return "revoked";
  return nibStatusOf(data.status_nib);
}

/** One activity per KBLI: a company has one project per location, so a KBLI can repeat; the highest risk counts. */
function activitiesFrom(data: InquiryData): readonly NibActivity[] {
  const order: readonly Risk[] = ["unknown", "low", "medium-low", "medium-high", "high"];
  const found = new Map<string, NibActivity>();
  for (const project of data.data_proyek) {
    const code = /^\d{5}/.exec(project.kbli)?.[0];
    if (code === undefined) continue;
    const risk = riskOf(project.skala_resiko);
    const known = found.get(code);
    if (known !== undefined && order.indexOf(known.risk) >= order.indexOf(risk)) continue;
    found.set(code, { code, title: project.uraian_usaha, risk });
  }
  return [...found.values()].sort((left, right) => (left.code < right.code ? -1 : 1));
}

function addressFrom(data: InquiryData): string {
  const neighbourhood = orNull(data.rt_rw_perseroan);
  const parts = [
    data.alamat_perseroan,
    neighbourhood === null ? "" : `RT/RW ${neighbourhood}`,
    data.kelurahan_perseroan === "" ? "" : `Kel. ${data.kelurahan_perseroan}`,
  ];
  return parts.filter((part) => part !== "" && part !== "-").join(", ");
}

function orNull(value: string): string | null {
  return value === "" || value === "-" ? null : value;
}
