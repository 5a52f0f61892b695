import {
  type LicenseMethod,
  licenseStatusCodes,
  replyCodes,
  type StatusRequest,
  statusCheckRequestSchema,
  statusRequestSchema,
} from "../../src/protocols/oss/index.ts";

/** Maximum number of stored statuses. */
const STATUSES_MAX = 100_000;

/** One accepted status, in order of arrival over all licences. */
export interface TakenStatus {
  readonly order: number;
  readonly licenseId: string;
  readonly status: string;
  readonly message: StatusRequest["IZINSTATUS"];
}

/** Result of a call about a licence: the reply, and its effect when the simulator applies it. */
export interface LicenseAnswer {
  readonly status: number;
  readonly json: object;
  /** Stores the reported status; no effect for a check or a refusal. */
  apply(): void;
}

/** Known licences and all reported statuses. */
export interface LicenseRegister {
  know(licenseIds: readonly string[]): void;
  taken(): readonly TakenStatus[];
  answer(method: LicenseMethod, json: unknown): LicenseAnswer;
}

/** Opens an empty register; `refusedFor` returns an officer's reason for refusing the uploads of a licence. */
export function openLicenseRegister(refusedFor: (licenseId: string) => string | null = () => null): LicenseRegister {
  const known = new Set<string>();
  const latest = new Map<string, StatusRequest["IZINSTATUS"]>();
  const taken: TakenStatus[] = [];
  const take = (message: StatusRequest["IZINSTATUS"]): void => {
    if (taken.length >= STATUSES_MAX) throw new RangeError("the simulator's book is full");
    latest.set(message.id_izin, message);
    const order = taken.length + 1;
    taken.push({ order, licenseId: message.id_izin, status: message.kd_status, message });
  };
  return {
    know: (licenseIds) => {
      for (const id of licenseIds) known.add(id);
    },
    taken: () => taken,
    answer: (method, json) => {
      if (method === "checkLicenseStatus") return check(json, { known, latest, refusedFor });
      const parsed = statusRequestSchema.safeParse(json);
      if (!parsed.success) return refusal("receiveLicenseStatus", "Data Parameter Salah");
      const message = parsed.data.IZINSTATUS;
      if (!known.has(message.id_izin)) return refusal("receiveLicenseStatus", "Data izin tidak ditemukan");
      const inner = { kode: replyCodes.success, keterangan: "Sukses", dataNIB: {} };
      return { status: 200, json: { responreceiveLicenseStatus: inner }, apply: () => take(message) };
    },
  };
}

function check(
  json: unknown,
  book: {
    readonly known: ReadonlySet<string>;
    readonly latest: ReadonlyMap<string, StatusRequest["IZINSTATUS"]>;
    readonly refusedFor: (licenseId: string) => string | null;
  },
): LicenseAnswer {
  const parsed = statusCheckRequestSchema.safeParse(json);
  if (!parsed.success) return refusal("checkStatusLicense", "Data Parameter Salah");
  const { id_izin } = parsed.data.CHECKLICENSESTATUS;
  if (!book.known.has(id_izin)) return refusal("checkStatusLicense", "Data izin tidak ditemukan");
  const told = book.latest.get(id_izin);
  const refused = book.refusedFor(id_izin);
  const dataIZIN = {
    nib: told?.nib ?? "",
    id_proyek: told?.id_proyek ?? "",
    id_izin,
    kd_status: refused === null ? (told?.kd_status ?? "") : licenseStatusCodes["requirements-rejected"],
    uraian_status: refused ?? "",
    file_lampiran: "",
  };
  // The contract names this reply `responcheckLicenseStatus` and shows it as `responcheckStatusLicense`.
  const inner = { kode: replyCodes.success, keterangan: "Sukses", dataIZIN };
  return { status: 200, json: { responcheckStatusLicense: inner }, apply: () => undefined };
}

function refusal(name: string, keterangan: string): LicenseAnswer {
  const inner = { kode: replyCodes["bad-parameter"], keterangan, dataNIB: {} };
  return { status: 400, json: { [`respon${name}`]: inner }, apply: () => undefined };
}
