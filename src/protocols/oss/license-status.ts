import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type LicenseStatus, licenseStatusCodes, licenseStatusOf } from "./codes.ts";
import { text } from "./messages.ts";
import { type OssRefusal, openReply } from "./reply-envelope.ts";

/** One status of one licence, as it is told to OSS. */
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
  /** The officer behind the status; "-" where a number or name is not known, because the members are not optional. */
  readonly officerNumber: string;
  readonly officerName: string;
  readonly note: string;
}

/** Longest name and number of an officer in the contract. */
const OFFICER_TEXT_MAX = 50;
/** Longest note that is sent; the contract would take 65,535 characters. */
const NOTE_MAX = 2_000;

const id = z.string().max(30);

/** Body of POST …/receiveLicenseStatus: the members Sambung sends and the simulator reads. */
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

/** The message as it goes over the wire. */
export type StatusRequest = z.infer<typeof statusRequestSchema>;

/** Body of POST …/checkLicenseStatus. */
export const statusCheckRequestSchema = z.object({ CHECKLICENSESTATUS: z.object({ id_izin: id.min(1) }) });

/** Writes a report the way the contract wants it. */
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

/** Asks which status OSS has for a licence. */
export function statusCheckRequest(licenseId: string): z.infer<typeof statusCheckRequestSchema> {
  return { CHECKLICENSESTATUS: { id_izin: licenseId } };
}

/** Why a report was not taken, or its status not told. */
export type StatusRefusal = Omit<OssRefusal, "code"> & {
  readonly code: Exclude<OssRefusal["code"], "nib-unknown"> | "license-unknown";
};

/** Reads the reply to a report. */
export function interpretStatusReply(reply: unknown): Result<null, StatusRefusal> {
  const opened = openReply(reply, "receiveLicenseStatus");
  return opened.ok ? ok(null) : refuse(statusRefusal(opened.refusal));
}

const checkedSchema = z.object({ id_izin: text, kd_status: text, uraian_status: text });

/** The status that OSS has: by name, by number where the list has no name for it, or none yet. */
export interface StatusAtOss {
  readonly status: LicenseStatus | null;
  readonly code: string;
  /** What OSS says beside it. */
  readonly note: string;
}

/** The statuses with which OSS refuses what was uploaded there. */
const REFUSED: readonly (LicenseStatus | null)[] = ["rejected", "requirements-rejected"];

/** Whether OSS has refused what was uploaded. */
export function isRefusedAtOss({ status }: Pick<StatusAtOss, "status">): boolean {
  return REFUSED.includes(status);
}

/** Reads the reply to a check of `licenseId`; the contract spells its envelope in two ways. */
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

/** A member that must not be empty, cut to what the contract takes. */
function shortened(value: string, charactersMax: number): string {
  const trimmed = value.trim();
  return trimmed === "" ? "-" : [...trimmed].slice(0, charactersMax).join("").slice(0, charactersMax);
}
