import type { Standing } from "../../regulation/index.ts";

/** Bilingual text, of which documents use the Indonesian. */
interface InBoth {
  readonly id: string;
}

type Outcome = "pass" | "fail" | "not-applicable";

/** A report as stored by operational-tests, signed by both sides. */
export interface ReportData {
  readonly method: "site" | "self";
  readonly place: string;
  readonly serviceCentre: string;
  readonly transmission: string;
  readonly testedOn: string;
  readonly team: readonly { readonly name: string; readonly isLead: boolean }[];
  readonly catalogueVersion: string;
  readonly verdict: "fit" | "unfit";
  readonly note: string;
  readonly items: readonly {
    readonly key: string;
    readonly name: InBoth;
    readonly outcome: Outcome;
    readonly mandatory: boolean;
    readonly standing: Standing;
    readonly measured: { readonly value: number; readonly unit: string | null; readonly instrument: string } | null;
    readonly note: string;
  }[];
  readonly findings: readonly {
    readonly name: InBoth;
    readonly note: string;
    readonly confirmedBecause: string | null;
  }[];
}

/** The order of a "surat perintah tugas". */
export interface TaskData {
  readonly testNumber: string;
  readonly method: "site" | "self";
  /** Local date and time. */
  readonly testDate: string;
  readonly startsAt: string | null;
  readonly place: string;
  readonly team: readonly { readonly name: string; readonly isLead: boolean }[];
}

/** The order of an SKLO. */
export interface SkloData {
  readonly method: "site" | "self";
  readonly place: string;
  readonly serviceCentre: string;
}

/** A generated item of a test: its limit, and its row of the device list. */
export interface ItemOfTest {
  readonly key: string;
  readonly area: string;
  readonly expected: InBoth;
  readonly unit: string | null;
  readonly limit: {
    readonly comparison: "at-least" | "at-most";
    readonly value: number;
    readonly standing: Standing;
  } | null;
  readonly device: {
    readonly kind: string;
    readonly maker: string;
    readonly type: string;
    readonly serial: string;
    readonly certificateNumber: string;
    readonly site: string;
  } | null;
}

/** The stored facts of a test beside its order. */
export interface TestOnRecord {
  readonly requestedOn: string;
  readonly serviceCentre: string;
  readonly configurations: readonly string[];
  readonly smsA2p: boolean;
  readonly items: readonly ItemOfTest[];
  /** Outcome of each check of a device, by the key of its item. */
  readonly checks: ReadonlyMap<string, Readonly<Record<string, Outcome>>>;
  readonly signatures: readonly {
    readonly side: "applicant" | "ministry";
    readonly kind: "signed" | "refused" | "silent";
    readonly name: string | null;
    readonly email: string | null;
    readonly how: string | null;
    readonly remarks: string;
    readonly atMs: number;
  }[];
  readonly order: { readonly number: string; readonly date: string } | null;
  readonly report: { readonly number: string; readonly date: string; readonly act: unknown } | null;
  /** The report of the preceding test. */
  readonly previous: { readonly number: string; readonly date: string } | null;
}
