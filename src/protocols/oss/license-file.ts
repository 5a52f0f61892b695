import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { replyCodes } from "./codes.ts";
import type { StatusRefusal } from "./license-status.ts";
import { listOf, text } from "./messages.ts";
import { type Nib, parseNib } from "./nib.ts";
import { refusalOf, replyJson, withTrimmedKeys } from "./reply-envelope.ts";

/** Maximum number of documents of one licence that are read. */
const DOCUMENTS_MAX = 500;
/** Maximum length of the URL of a downloaded file. */
const URL_MAX = 2_000;

/** Body of POST …/inqueryLicense: data of OSS about a licence, with the files that its applicant uploaded there. */
export const licenseInquirySchema = z.object({
  INQUERYLICENSE: z.object({ id_izin: z.string().min(1).max(30), data_persyaratan: z.literal(true) }),
});

/** Body of POST …/inqueryFileDS: the location of the signed Izin. */
export const fileInquirySchema = z.object({
  INQUERYFILEDS: z.object({ id_permohonan_izin: z.string().min(1).max(30) }),
});

/** Builds a query about a licence. */
export function licenseInquiry(licenseId: string): z.infer<typeof licenseInquirySchema> {
  return { INQUERYLICENSE: { id_izin: licenseId, data_persyaratan: true } };
}

/** Builds a query for the location of the signed Izin. */
export function fileInquiry(licenseId: string): z.infer<typeof fileInquirySchema> {
  return { INQUERYFILEDS: { id_permohonan_izin: licenseId } };
}

/** Data of OSS about a licence. */
export interface LicenseAtOss {
  /** "" until OSS has issued it. */
  readonly number: string;
  /** Local date; null until it is issued, or when OSS sent none. */
  readonly grantedOn: string | null;
  /** The applicant's uploads: number and note of each document. */
  readonly documents: readonly { readonly number: string; readonly note: string }[];
}

const documentSchema = z.object({ no_dokumen: text, keterangan: text });
const rowSchema = z.object({
  id_izin: text,
  no_izin: text,
  tgl_izin: text,
  data_persyaratan: listOf(documentSchema, DOCUMENTS_MAX),
});
const licenseReplySchema = z.object({
  dataLicense: z.object({
    code: z.union([z.string(), z.number()]).transform(Number),
    message: text,
    data: z.unknown().optional(),
  }),
});
const licenseDataSchema = z.object({ id_izin: text, data_checklist: listOf(rowSchema, DOCUMENTS_MAX) });

/** Reads the reply to a query about `licenseId`; rows of other licences are ignored. */
export function interpretLicenseInquiry(reply: unknown, licenseId: string): Result<LicenseAtOss, StatusRefusal> {
  const json = replyJson(reply);
  if (!json.ok) return refuse(ofLicense(json.refusal));
  const head = licenseReplySchema.safeParse(withTrimmedKeys(json.value));
  if (!head.success) return refuse({ code: "oss-malformed", detail: "dataLicense" });
  const { code, message, data } = head.data.dataLicense;
  if (code !== replyCodes.success) return refuse(ofLicense(refusalOf(code, message)));
  const parsed = licenseDataSchema.safeParse(data);
  if (!parsed.success) return refuse({ code: "oss-malformed", detail: "dataLicense.data" });
  const row = parsed.data.data_checklist.find(({ id_izin }) => id_izin === licenseId);
  if (row === undefined) return refuse({ code: "oss-malformed", detail: "another id_izin was answered" });
  const grantedOn = z.iso.date().safeParse(row.tgl_izin.slice(0, 10));
  return ok({
    number: row.no_izin === "-" ? "" : row.no_izin,
    grantedOn: grantedOn.success ? grantedOn.data : null,
    documents: row.data_persyaratan.map(({ no_dokumen, keterangan }) => ({ number: no_dokumen, note: keterangan })),
  });
}

const fileReplySchema = z.object({
  status: z.union([z.string(), z.number()]).transform(Number),
  keterangan: text,
  url_file_ds: text,
});

/** Reads the reply to a file query: the URL of the Izin; null while there is none (code 400, according to published clients). */
export function interpretFileInquiry(reply: unknown): Result<string | null, StatusRefusal> {
  const json = replyJson(reply);
  if (!json.ok) return refuse(ofLicense(json.refusal));
  const envelope = membersOf(json.value).find(([key]) => /^respon(se)?inqu[ie]ryfileds$/iu.test(key.trim()))?.[1];
  const parsed = fileReplySchema.safeParse(envelope);
  if (!parsed.success) return refuse({ code: "oss-malformed", detail: "responInqueryFileDS" });
  const { status, keterangan, url_file_ds } = parsed.data;
  if (status === replyCodes["bad-parameter"]) return ok(null);
  if (status !== replyCodes.success) return refuse(ofLicense(refusalOf(status, keterangan)));
  if (url_file_ds === "") return ok(null);
  return url_file_ds.length > URL_MAX ? refuse({ code: "oss-malformed", detail: "url_file_ds" }) : ok(url_file_ds);
}

function ofLicense({ code, detail }: { readonly code: string; readonly detail: string }): StatusRefusal {
  return { code: code === "nib-unknown" ? "license-unknown" : (code as StatusRefusal["code"]), detail };
}

/** The first members of an object, by their keys; none for any other value. */
function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null
    ? Object.entries(value as Record<string, unknown>).slice(0, 20)
    : [];
}

/** Message of OSS that an Izin was signed (receiveFileDS). */
export interface ReceivedFile {
  readonly nib: Nib;
  readonly licenseId: string;
}

const receivedSchema = z.object({ nib: text, id_izin: text.refine((value) => value !== "" && value.length <= 30) });

/** Reads a receiveFileDS. Its link is not stored: the location of the file is queried from OSS. */
export function readReceivedFile(body: unknown): Result<ReceivedFile, "received-malformed"> {
  const found = membersOf(body).find(([key]) => key.trim().toLowerCase() === "receivefileds")?.[1];
  const parsed = receivedSchema.safeParse(withTrimmedKeys(found));
  const nib = parsed.success ? parseNib(parsed.data.nib) : undefined;
  if (!parsed.success || nib === undefined || !nib.ok) return refuse("received-malformed");
  return ok({ nib: nib.value, licenseId: parsed.data.id_izin });
}

/** The response to a receiveFileDS: 1 = accepted, 2 = refused. */
export function receivedFileReply(answer: { readonly isTaken: boolean; readonly words: string }) {
  return {
    responreceiveFileDS: { status: answer.isTaken ? "1" : "2", keterangan: answer.words.slice(0, 255) },
  } as const;
}

/** Whether a link leads to OSS itself: its configured host, or a host of its domain over HTTPS. */
export function isLinkOfOss(link: string, baseUrl: string): boolean {
  if (!URL.canParse(link)) return false;
  const { host, hostname, protocol, username } = new URL(link);
  if (username !== "") return false;
  const own = new URL(baseUrl);
  if (host === own.host) return protocol === own.protocol;
  return protocol === "https:" && (hostname === "oss.go.id" || hostname.endsWith(".oss.go.id"));
}
