import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type DocumentKind, documentKindOf, type NibStatus, nibStatusOf } from "./codes.ts";
import { type NibRecord, recordFrom } from "./interpret-reply.ts";
import { inquiryDataSchema, listOf, text } from "./messages.ts";
import { type Nib, parseNib } from "./nib.ts";
import { withTrimmedKeys } from "./reply-envelope.ts";

/** Maximum size of an accepted message from OSS. */
export const RECEIVED_BYTES_MAX = 1_048_576;
/** Maximum number of licences in one message. */
const CHECKLIST_MAX = 500;
/** Maximum length of a stored OSS identifier; the contract says 25, and 30 in one place. */
const ID_MAX = 30;

/** One licence that OSS requests from the sector. */
export interface ChecklistRow {
  /** id_izin: the key of status reports. */
  readonly licenseId: string;
  /** kd_izin: the type of the licence. */
  readonly licenseCode: string;
  /** jenis_izin, as OSS numbers it; "" when absent. */
  readonly licenseKind: string;
  readonly ossId: string;
  readonly projectId: string;
  readonly productId: string;
  /** kd_daerah: ten digits of the Ministry of Home Affairs. */
  readonly regionCode: string;
  readonly name: string;
  readonly flag: string;
  /** The five-digit KBLI to which an older one was converted; null when OSS names none. */
  readonly convertedKbli: string | null;
}

/** Message of OSS about one NIB. */
export interface ReceivedNib {
  readonly nib: Nib;
  readonly documentKind: DocumentKind;
  /** Local date of the document: of its last change, otherwise of its issue; null when OSS gives neither. */
  readonly documentDate: string | null;
  readonly nibStatus: NibStatus;
  /** Null when a revocation or cancellation came without the company's data. */
  readonly record: NibRecord | null;
  readonly checklist: readonly ChecklistRow[];
}

/** Why a message cannot be read; `place` names the member in the contract's terms. */
export interface ReceivedFault {
  readonly code: "received-malformed";
  readonly place: string;
}

const identifier = text.pipe(z.string().max(ID_MAX));

const checklistSchema = z.object({
  id_izin: identifier,
  kd_izin: identifier,
  jenis_izin: identifier,
  id_proyek: identifier,
  id_produk: identifier,
  kd_daerah: identifier,
  nama_izin: text,
  flag_checklist: identifier,
  kbli_konversi: text,
});

const headSchema = z.object({
  nib: text,
  oss_id: identifier,
  id_izin: identifier,
  kd_izin: identifier,
  kd_daerah: identifier,
  tgl_pengajuan_nib: text,
  tgl_terbit_nib: text,
  tgl_perubahan_nib: text,
  status_nib: text,
  tipe_dokumen: text,
  data_checklist: listOf(
    z.preprocess((row) => withTrimmedKeys(row), checklistSchema),
    CHECKLIST_MAX,
  ),
});

type Head = z.infer<typeof headSchema>;

/** The NIB of a message, read first, because the token depends on it. */
export function nibOfReceived(body: unknown): Result<Nib, ReceivedFault> {
  const parsed = z.object({ nib: text }).safeParse(dataIn(body));
  const nib = parseNib(parsed.success ? parsed.data.nib : "");
  return nib.ok ? nib : fault("nib");
}

/** Reads a receiveNIB message; members that Sambung does not use are neither read nor stored. */
export function readReceivedNib(body: unknown): Result<ReceivedNib, ReceivedFault> {
  const data = dataIn(body);
  const head = headSchema.safeParse(data);
  if (!head.success) return fault(head.error.issues[0]?.path.join(".") ?? "dataNIB");
  const nib = parseNib(head.data.nib);
  if (!nib.ok) return fault("nib");
  const documentKind = documentKindOf(head.data.tipe_dokumen);
  if (documentKind === undefined) return fault("tipe_dokumen");
  const ends = documentKind === "revocation" || documentKind === "cancellation";
  const nibStatus = ends ? "revoked" : nibStatusOf(head.data.status_nib);
  if (nibStatus === undefined) return fault("status_nib");
  const record = recordIn(data, nib.value);
  if (!record.ok && !ends) return fault(record.refusal);
  return ok({
    nib: nib.value,
    documentKind,
    documentDate: latestDate(head.data),
    nibStatus,
    record: record.ok ? record.value : null,
    checklist: checklistOf(head.data),
  });
}

/** The response required by the contract: 1 = accepted, 2 = refused. */
export function receivedReply(answer: { readonly isTaken: boolean; readonly words: string }) {
  return { responreceiveNIB: { status: answer.isTaken ? "1" : "2", keterangan: answer.words.slice(0, 255) } } as const;
}

/** The data of a message; keys may have outer spaces, and some senders write `datanib`. */
function dataIn(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  const found = Object.entries(body).find(([key]) => key.trim().toLowerCase() === "datanib");
  return withTrimmedKeys(found?.[1]);
}

function recordIn(data: unknown, nib: Nib): Result<NibRecord, string> {
  const parsed = inquiryDataSchema.safeParse(data);
  if (!parsed.success) return refuse(parsed.error.issues[0]?.path.join(".") ?? "dataNIB");
  const record = recordFrom(parsed.data, nib);
  return record.ok ? record : refuse(record.refusal.detail);
}

/** A licence may be in the list or at the top of the message; the list has more detail, so it takes precedence. */
function checklistOf(head: Head): readonly ChecklistRow[] {
  const top = { ...EMPTY_ROW, id_izin: head.id_izin, kd_izin: head.kd_izin, kd_daerah: head.kd_daerah };
  const found = new Map<string, ChecklistRow>();
  for (const row of [...head.data_checklist, top]) {
    const licenseId = nothingIfPlaceholder(row.id_izin);
    if (licenseId === "" || found.has(licenseId)) continue;
    found.set(licenseId, {
      licenseId,
      licenseCode: nothingIfPlaceholder(row.kd_izin),
      licenseKind: nothingIfPlaceholder(row.jenis_izin),
      ossId: nothingIfPlaceholder(head.oss_id),
      projectId: nothingIfPlaceholder(row.id_proyek),
      productId: nothingIfPlaceholder(row.id_produk),
      regionCode: nothingIfPlaceholder(row.kd_daerah),
      name: nothingIfPlaceholder(row.nama_izin).slice(0, 255),
      flag: nothingIfPlaceholder(row.flag_checklist),
      convertedKbli: /^\d{5}$/.test(row.kbli_konversi) ? row.kbli_konversi : null,
    });
  }
  return [...found.values()];
}

const EMPTY_ROW = {
  jenis_izin: "",
  id_proyek: "",
  id_produk: "",
  nama_izin: "",
  flag_checklist: "",
  kbli_konversi: "",
} as const;

function nothingIfPlaceholder(value: string): string {
  return value === "-" ? "" : value;
}

/** Dates arrive as `YYYY-MM-DD`, some followed by a time; the latest counts. */
function latestDate(head: Head): string | null {
  const dates = [head.tgl_perubahan_nib, head.tgl_terbit_nib, head.tgl_pengajuan_nib]
    .map((value) => value.slice(0, 10))
    .filter((value) => z.iso.date().safeParse(value).success);
  return dates.toSorted().at(-1) ?? null;
}

function fault(place: string): { readonly ok: false; readonly refusal: ReceivedFault } {
  return refuse({ code: "received-malformed", place: place.slice(0, 100) });
}
