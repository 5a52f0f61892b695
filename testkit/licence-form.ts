import {
  type ApplicableSlot,
  type CompanyFacts,
  type FileFacts,
  type FilledSlot,
  type LicenceForm,
  type LicenceRules,
  type PreCheckInput,
  readLicenceRules,
  requirementsOf,
  sampleForm,
} from "../src/licensing/requirements/index.ts";
import { openRulebook, rulesetVersion } from "../src/regulation/index.ts";

/** The local submission date of the applications of tests. */
export const LICENCE_TODAY = "2026-11-25";

/** The application for which the files of tests were made. */
export const LICENCE_CASE = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e10";

/** The rules for a licence application on that date. */
export function licenceRules(): LicenceRules {
  const opened = openRulebook({ version: rulesetVersion, atDate: LICENCE_TODAY });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return readLicenceRules(opened.value, LICENCE_TODAY);
}

/** A company that may apply. */
export const SOUND_COMPANY: CompanyFacts = {
  name: "PT Suara Khatulistiwa Mandiri",
  npwp: "0123456789012345",
  nib: "1234567890123",
  isGovernment: false,
  kbli: ["62019", "82200"],
  codes: [{ code: "1500123", decree: "131/TEL.05.05/2026" }],
  ownLicence: false,
};

/** A valid form: an IP PBX in Depok behind a border controller, with 30 channels. */
export const SOUND_FORM: LicenceForm = sampleForm({
  agreement: { signedOn: "2026-09-01", validFrom: "2026-09-15", validUntil: "2029-09-14" },
  statementDate: "2026-11-10",
});

/** The extracted facts of a valid file on a slot. */
function soundFacts(asked: ApplicableSlot): FileFacts {
  return {
    sha256: `${asked.slot}-bytes`,
    bytes: 200_000,
    type: "application/pdf",
    pages: 2,
    hasText: true,
    template:
      asked.template === null
        ? null
        : {
            requirement: asked.requirement,
            version: asked.template.version,
            caseId: LICENCE_CASE,
            pagesOf: 2,
            pagesFound: [1, 2],
            isMixed: false,
          },
    fields: asked.template === null ? null : { nama: "Rani Contoh" },
    areas:
      asked.template === null
        ? null
        : [{ kind: "signature", page: 2, left: 300, top: 500, width: 200, height: 80, isBlank: false }],
    unread: [],
  };
}

/** Every slot that a form requires, each with a valid file. */
function soundSlots(form: LicenceForm, company: CompanyFacts = SOUND_COMPANY): readonly FilledSlot[] {
  return requirementsOf(form, company, licenceRules())
    .flatMap(({ slots }) => slots)
    .map((asked) => ({
      slot: asked.slot,
      facts: soundFacts(asked),
      stated: { number: "123/2026", issuedOn: "2026-11-20", validUntil: "" },
    }));
}

/** A valid application; for a given form all its files are present. */
export function soundApplication(form: LicenceForm = SOUND_FORM): PreCheckInput {
  return {
    caseId: LICENCE_CASE,
    form,
    company: SOUND_COMPANY,
    slots: soundSlots(form),
    rules: licenceRules(),
    today: LICENCE_TODAY,
  };
}
