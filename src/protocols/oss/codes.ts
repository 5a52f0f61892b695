/**
 * The code lists of the OSS contract with the names Sambung uses instead.
 * Numbers of these lists appear in this file only. Source: Pedoman Integrasi Aplikasi, annexes (Lampiran) as noted.
 */

/** Status of a NIB; Lampiran 14. */
export const nibStatusCodes = {
  active: "01",
  "not-yet-active": "02",
  "may-do-business": "03",
  "may-operate": "04",
  frozen: "05",
  revoked: "06",
} as const;

/** Status of a NIB by name. */
export type NibStatus = keyof typeof nibStatusCodes;

/** Kind of company (jenis perseroan); Lampiran 2. */
export const companyKindCodes = {
  pt: "01",
  cv: "02",
  "government-enterprise": "04",
  firma: "05",
  "civil-partnership": "06",
  koperasi: "07",
  "pension-fund": "08",
  association: "09",
  yayasan: "10",
  "permanent-establishment": "16",
  individual: "17",
  "public-service-agency": "18",
  "other-legal-entity": "19",
  "other-entity": "20",
  perum: "21",
  perumda: "22",
  perusda: "23",
  "joint-operating-body": "24",
  representative: "25",
  "pt-perorangan": "26",
  "foreign-futures-trader": "27",
  "village-enterprise": "28",
  "joint-village-enterprise": "29",
} as const;

/** Kind of company by name; "unknown" for a code newer than this list. */
export type CompanyKind = keyof typeof companyKindCodes | "unknown";

/** Risk level of an activity. The contract declares free text of 50 characters and no code list. */
export type Risk = "low" | "medium-low" | "medium-high" | "high" | "unknown";

/** Reply codes of OSS inside `respon…{kode}`; Lampiran 9. */
export const replyCodes = {
  success: 200,
  "bad-parameter": 400,
  "user-invalid": 401,
  "access-illegal": 403,
  "not-found": 404,
  "access-refused": 405,
  failed: 500,
  "timed-out": 504,
} as const;

/** Processing status of one licence (kd_status); Lampiran 10. Codes 91 and 92 left the list in November 2023. */
export const licenseStatusCodes = {
  screening: "05",
  "requirements-sent": "09",
  "documents-complete": "10",
  "documents-incomplete": "11",
  commitments: "12",
  validating: "20",
  inspecting: "40",
  "confirmation-asked": "41",
  "confirmation-given": "42",
  "correction-asked": "43",
  "correction-given": "44",
  "requirements-verified": "45",
  "number-taken": "49",
  approved: "50",
  "issued-for-now": "52",
  "deemed-approved": "57",
  warned: "60",
  suspended: "70",
  fined: "80",
  rejected: "90",
  "requirements-rejected": "93",
} as const;

/** Status of a licence by name. */
export type LicenseStatus = keyof typeof licenseStatusCodes;

/** Kind of a licence in a checklist; `jenis_izin`. A number is a supporting one (PB UMKU). */
export const licenseKindCodes = { basic: "01", licence: "02", standard: "04", supporting: "K03" } as const;

/** Type of the NIB document; `tipe_dokumen` of inqueryNIB and receiveNIB. */
export const documentKindCodes = { original: "9", update: "5", revocation: "3", cancellation: "4" } as const;

/** Type of a NIB document by name. */
export type DocumentKind = keyof typeof documentKindCodes;

const statusByCode = byCode(nibStatusCodes);
const licenseStatusByCode = byCode(licenseStatusCodes);
const documentKindByCode = byCode(documentKindCodes);
const companyKindByCode = byCode(companyKindCodes);

/** Name of a NIB status code ("05" or 5 → "frozen"); undefined for a code the contract does not list. */
export function nibStatusOf(code: string): NibStatus | undefined {
  return statusByCode.get(twoDigits(code));
}

/** Name of a licence status code; undefined for a code that the list lacks, such as 58 of the contract's example. */
export function licenseStatusOf(code: string): LicenseStatus | undefined {
  return licenseStatusByCode.get(twoDigits(code));
}

/** Name of a document type; undefined for a code the contract does not list. */
export function documentKindOf(code: string): DocumentKind | undefined {
  return documentKindByCode.get(code.trim());
}

/** Name of a company-kind code ("01" → "pt"); "unknown" for a code that this list lacks. */
export function companyKindOf(code: string): CompanyKind {
  return companyKindByCode.get(twoDigits(code)) ?? "unknown";
}

const RISK_WORDS: Readonly<Record<string, Risk>> = {
  r: "low",
  rendah: "low",
  mr: "medium-low",
  "menengah rendah": "medium-low",
  mt: "medium-high",
  "menengah tinggi": "medium-high",
  t: "high",
  tinggi: "high",
};

/** Reads `skala_resiko` in its known spellings: words ("Menengah Tinggi", "Risiko Tinggi") and initials ("MT"). */
export function riskOf(text: string): Risk {
  const words = text
    .toLowerCase()
    .replace(/\b(risiko|resiko)\b/g, " ")
    .replace(/[^a-z]+/g, " ")
    .trim();
  return Object.hasOwn(RISK_WORDS, words) ? (RISK_WORDS[words] ?? "unknown") : "unknown";
}

const NAME_PREFIXES: Readonly<Partial<Record<CompanyKind, string>>> = {
  pt: "PT",
  cv: "CV",
  firma: "Fa",
  koperasi: "Koperasi",
  yayasan: "Yayasan",
  perum: "Perum",
  perumda: "Perumda",
  perusda: "Perusda",
  "pt-perorangan": "PT",
};

/** The full name for documents: OSS stores the company kind apart from the name, and some records repeat it inside. */
export function fullCompanyName(company: { readonly kind: CompanyKind; readonly name: string }): string {
  const prefix = NAME_PREFIXES[company.kind];
  if (prefix === undefined) return company.name;
  const bare = company.name.replace(new RegExp(`^${prefix}\\b\\.?\\s*`, "i"), "");
  return bare === "" ? company.name : `${prefix} ${bare}`;
}

function twoDigits(code: string): string {
  return code.trim().padStart(2, "0");
}

function byCode<Name extends string>(codes: Readonly<Record<Name, string>>): ReadonlyMap<string, Name> {
  return new Map((Object.entries(codes) as [Name, string][]).map(([name, code]) => [code, name]));
}
