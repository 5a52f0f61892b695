/** Final state of a numbering application. */
export type NumberingEnd = "draft" | "submitted" | "checking" | "returned" | "proposed" | "rejected" | "approved";

/** Final state of a licence application; `test` has its operational test on the next working day. */
export type LicenceEnd = "draft" | "submitted" | "returned" | "rejected" | "test";

/** The applicants. */
export const APPLICANTS = {
  dewi: { name: "Dewi Lestari", email: "dewi.lestari@perusahaan.invalid" },
  bayu: { name: "Bayu Wicaksono", email: "bayu.wicaksono@perusahaan.invalid" },
  ayu: { name: "Ni Luh Ayu Saraswati", email: "ayu.saraswati@perusahaan.invalid" },
} as const;

/** Key of an applicant. */
export type ApplicantKey = keyof typeof APPLICANTS;

/** A numbering application: the code, and its final state. */
export interface CodeCase {
  readonly code: string;
  readonly end: NumberingEnd;
}

/** A company of the OSS simulator with its cases. */
export interface CompanyCase {
  readonly nib: string;
  readonly applicant: ApplicantKey;
  /** Registration date, in days before today. */
  readonly daysAgo: number;
  readonly isVerified: boolean;
  /** The numbering application; null for a company that has only registered. */
  readonly numbering: CodeCase | null;
  readonly licence: LicenceEnd | null;
}

/** The operator of the demonstration: its code is open and its call centre runs. */
export const OPERATOR = { nib: "7700000000001", applicant: "dewi", code: "1500123" } as const;

/** Further companies; the ministry is overdue if `daysAgo` exceeds the processing time. */
export const COMPANIES: readonly CompanyCase[] = [
  {
    nib: "7710021697001",
    applicant: "ayu",
    daysAgo: 40,
    isVerified: true,
    numbering: { code: "1500777", end: "rejected" },
    licence: null,
  },
  {
    nib: "7710047007389",
    applicant: "bayu",
    daysAgo: 36,
    isVerified: true,
    numbering: { code: "1500321", end: "approved" },
    licence: "test",
  },
  {
    nib: "7710079660329",
    applicant: "bayu",
    daysAgo: 30,
    isVerified: true,
    numbering: { code: "1500640", end: "approved" },
    licence: "rejected",
  },
  {
    nib: "7710002973901",
    applicant: "bayu",
    daysAgo: 24,
    isVerified: true,
    numbering: { code: "1500707", end: "submitted" },
    licence: null,
  },
  {
    nib: "7700000000003",
    applicant: "dewi",
    daysAgo: 15,
    isVerified: true,
    numbering: { code: "1500234", end: "approved" },
    licence: "returned",
  },
  {
    nib: "7710097701622",
    applicant: "ayu",
    daysAgo: 13,
    isVerified: true,
    numbering: { code: "1500432", end: "proposed" },
    licence: null,
  },
  {
    nib: "7710145703011",
    applicant: "ayu",
    daysAgo: 12,
    isVerified: true,
    numbering: { code: "1500808", end: "approved" },
    licence: "submitted",
  },
  {
    nib: "7710118917546",
    applicant: "ayu",
    daysAgo: 10,
    isVerified: true,
    numbering: { code: "1500567", end: "checking" },
    licence: null,
  },
  {
    nib: "7710137251895",
    applicant: "bayu",
    daysAgo: 9,
    isVerified: false,
    numbering: null,
    licence: null,
  },
  {
    nib: "7700000000002",
    applicant: "dewi",
    daysAgo: 8,
    isVerified: true,
    numbering: { code: "1500345", end: "returned" },
    licence: null,
  },
  {
    nib: "7710161041064",
    applicant: "dewi",
    daysAgo: 7,
    isVerified: true,
    numbering: { code: "1500678", end: "draft" },
    licence: null,
  },
  {
    nib: "7710123359810",
    applicant: "ayu",
    daysAgo: 1,
    isVerified: false,
    numbering: null,
    licence: null,
  },
];
