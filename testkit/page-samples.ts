import type { DecreeOnRegister, DocumentCheck, ErrorPage, ValidationPage } from "../src/licensing/issuing/index.ts";
import { LONG_DECREE, SAMPLE_COMMITMENT, SAMPLE_DECREE } from "./decree-sample.ts";
import { pageTexts } from "./page-texts.ts";

const DECIDED_AT = Date.parse("2026-11-25T04:30:00Z");
const DAY_MS = 86_400_000;

/** A published demonstration decree as its public page shows it. */
export const REGISTERED_DECREE: DecreeOnRegister = {
  number: SAMPLE_DECREE.number,
  about: { kind: "code", code: SAMPLE_DECREE.code, numberKind: SAMPLE_DECREE.numberKind },
  service: SAMPLE_DECREE.service.name,
  holderName: SAMPLE_DECREE.holder.name,
  holderNib: SAMPLE_DECREE.holder.nib,
  decidedOn: SAMPLE_DECREE.decidedOn,
  effectiveOn: SAMPLE_DECREE.decidedOn,
  inForceUntil: null,
  publishedAtMs: DECIDED_AT + 4_000,
  signer: "Kantor Penomoran Nusantara (peragaan)",
  state: "valid",
  demonstration: true,
  replacedBy: null,
  fileHref: `/api/decrees/${SAMPLE_DECREE.decreeId}/file`,
  history: [
    { atMs: DECIDED_AT, event: "decided", note: null },
    { atMs: DECIDED_AT + 4_000, event: "published", note: null },
  ],
};

/** A published commitment decree as its public page shows it. */
export const REGISTERED_COMMITMENT: DecreeOnRegister = {
  ...REGISTERED_DECREE,
  number: SAMPLE_COMMITMENT.number,
  about: { kind: "commitment", years: SAMPLE_COMMITMENT.act.years },
};

/** The same decree after its revocation, of a company with a long name. */
export const REVOKED_DECREE: DecreeOnRegister = {
  ...REGISTERED_DECREE,
  holderName: LONG_DECREE.holder.name,
  demonstration: false,
  state: "revoked",
  inForceUntil: "2027-06-13",
  history: [
    ...REGISTERED_DECREE.history,
    { atMs: DECIDED_AT + 200 * DAY_MS, event: "revoked", note: "Tidak dipakai selama enam bulan berturut-turut" },
  ],
};

/** The same decree after it was superseded. */
export const SUPERSEDED_DECREE: DecreeOnRegister = {
  ...REGISTERED_DECREE,
  state: "superseded",
  inForceUntil: "2027-02-23",
  replacedBy: { number: "17/TEL.05.05/2027", href: "/validasi-sk/0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e11" },
  history: [...REGISTERED_DECREE.history, { atMs: DECIDED_AT + 90 * DAY_MS, event: "superseded", note: null }],
};

/** The verification of an altered file. */
export const ALTERED_CHECK: DocumentCheck = {
  verdict: "altered",
  reasons: ["digest-mismatch"],
  signer: null,
  signedAtMs: null,
  decreeId: SAMPLE_DECREE.decreeId,
  decreeNumber: SAMPLE_DECREE.number,
};

/** The verification of a valid file. */
export const SOUND_CHECK: DocumentCheck = {
  ...ALTERED_CHECK,
  verdict: "valid",
  reasons: [],
  signer: REGISTERED_DECREE.signer,
  signedAtMs: DECIDED_AT,
};

/** A validation page with only an upload form. */
export function startPage(locale: "id" | "en"): ValidationPage {
  return { ...frame(locale), subject: { kind: "start" }, upload: null, uploadAction: "/validasi-sk" };
}

/** An error page. */
export function failurePage(locale: "id" | "en"): ErrorPage {
  return { ...frame(locale), problem: "failure", reference: "req-7f3a" };
}

function frame(locale: "id" | "en") {
  const otherLanguageHref = locale === "id" ? "?lang=en" : "?lang=id";
  return {
    locale,
    texts: pageTexts(locale),
    installationName: "Sambung",
    demonstration: false,
    homeHref: "/",
    otherLanguageHref,
  };
}
