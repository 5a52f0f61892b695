import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type LicenseStatus, licenseStatusCodes, licenseStatusOf } from "./codes.ts";
import { text } from "./messages.ts";
import { type OssRefusal, openReply } from "./reply-envelope.ts";

/** One status of one licence, as reported to OSS. */
export interface StatusReport {
  readonly nib: string;
  readonly ossId: string;
  readonly projectId: string;
  readonly productId: string;
  readonly licenseId: string;
  readonly licenseCode: string;
  readonly agencyCode: string;
  readonly status: LicenseStatus;
  readonly atMs: number;
  /** The officer of the status; "-" when a number or name is unknown, because the members are required. */
  readonly officerNumber: string;
  readonly officerName: string;
  readonly note: string;
}

/** Maximum length of an officer's name and number in the contract. */
const OFFICER_TEXT_MAX = 50;
/** Maximum length of a sent note; the contract permits 65,535 characters. */
const NOTE_MAX = 2_000;

const id = z.string().max(30);

/** Body of POST …/receiveLicenseStatus: the members that Sambung sends and the simulator reads. */
export const statusRequestSchema = z.object({
  IZINSTATUS: z.object({
    nib: z.string().regex(/^\d{13}$/),
    id_produk: id,
    id_proyek: id,
    oss_id: id,
    id_izin: id.min(1),
    kd_izin: z.string().max(13),
    kd_instansi: z.string().regex(/^\d{3}$/),
    kd_status: z.string().regex(/^\d{2}$/),
    tgl_status: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    nip_status: z.string().min(1).max(OFFICER_TEXT_MAX),
    nama_status: z.string().min(1).max(OFFICER_TEXT_MAX),
    keterangan: z.string().max(65_535),
  }),
});

/** The message as sent. */
export type StatusRequest = z.infer<typeof statusRequestSchema>;

/** Body of POST …/checkLicenseStatus. */
export const statusCheckRequestSchema = z.object({ CHECKLICENSESTATUS: z.object({ id_izin: id.min(1) }) });

/** Builds a report in the format of the contract. */
export function statusRequest(report: StatusReport): StatusRequest {
  return {
    IZINSTATUS: {
      nib: report.nib,
      id_produk: report.productId,
      id_proyek: report.projectId,
      oss_id: report.ossId,
      id_izin: report.licenseId,
      kd_izin: report.licenseCode,
      kd_instansi: report.agencyCode,
      kd_status: licenseStatusCodes[report.status],
      tgl_status: jakartaTime(report.atMs),
      nip_status: shortened(report.officerNumber, OFFICER_TEXT_MAX),
      nama_status: shortened(report.officerName, OFFICER_TEXT_MAX),
      keterangan: report.note.slice(0, NOTE_MAX),
    },
  };
}

/** Builds a query for the status of a licence. */
export function statusCheckRequest(licenseId: string): z.infer<typeof statusCheckRequestSchema> {
  return { CHECKLICENSESTATUS: { id_izin: licenseId } };
}

/** Why a report or a status query was refused. */
export type StatusRefusal = Omit<OssRefusal, "code"> & {
  readonly code: Exclude<OssRefusal["code"], "nib-unknown"> | "license-unknown";
};

/** Reads the reply to a report. */
export function interpretStatusReply(reply: unknown): Result<null, StatusRefusal> {
  const opened = openReply(reply, "receiveLicenseStatus");
  return opened.ok ? ok(null) : refuse(statusRefusal(opened.refusal));
}

const checkedSchema = z.object({ id_izin: text, kd_status: text, uraian_status: text });

/** The status at OSS: by name, by number if the list has no name for it, or none yet. */
export interface StatusAtOss {
  readonly status: LicenseStatus | null;
  readonly code: string;
  /** The note of OSS. */
  readonly note: string;
}

/** The statuses by which OSS refuses an upload. */
const REFUSED: readonly (LicenseStatus | null)[] = ["rejected", "requirements-rejected"];

/** Whether OSS has refused an upload. */
export function isRefusedAtOss({ status }: Pick<StatusAtOss, "status">): boolean {
  return REFUSED.includes(status);
}

/** Reads the reply to a status query of `licenseId`; the contract spells its envelope in two ways. */
export function interpretStatusCheck(reply: unknown, licenseId: string): Result<StatusAtOss, StatusRefusal> {
  const opened = openReply(reply, "checkLicenseStatus");
  if (!opened.ok) return refuse(statusRefusal(opened.refusal));
  const parsed = checkedSchema.safeParse(opened.value.dataIZIN ?? opened.value.dataNIB);
  if (!parsed.success) return refuse({ code: "oss-malformed", detail: "dataIZIN" });
  const { id_izin: answered, kd_status: code, uraian_status: note } = parsed.data;
  if (answered !== licenseId) return refuse({ code: "oss-malformed", detail: "another id_izin was answered" });
  return ok({ status: code === "" ? null : (licenseStatusOf(code) ?? null), code, note });
}

function statusRefusal({ code, detail }: OssRefusal): StatusRefusal {
  return { code: code === "nib-unknown" ? "license-unknown" : code, detail };
}

function jakartaTime(atMs: number): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO("Asia/Jakarta").toPlainDateTime();
  return local.toString({ smallestUnit: "second" }).replace("T", " ");
}

/** A required member, truncated to the limit of the contract. */
function shortened(value: string, charactersMax: number): string {
  const trimmed = value.trim();
  return trimmed === "" ? "-" : [...trimmed].slice(0, charactersMax).join("").slice(0, charactersMax);
}
