import { randomPassword } from "../../identity/wire.ts";
import type { SampleConfiguration } from "../../licensing/requirements/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { playLicence } from "./demo-licence.ts";
import { finishAtOss, pushLicence } from "./demo-oss.ts";
import {
  applyForCode,
  approveApplication,
  type CodeRequest,
  type DemoApplicant,
  type LicensedCompany,
  publishedDecree,
  registerCompany,
  signUp,
  verifyCompany,
} from "./demo-scenario.ts";
import { type DemoContext, demoPdf, logInTo } from "./demo-steps.ts";
import { passTest } from "./demo-test.ts";

/** A company that is licensed with another configuration than the first one. */
interface OtherOperator {
  readonly nib: string;
  readonly licenseId: string;
  readonly applicant: string;
  readonly code: string;
  readonly configuration: SampleConfiguration;
  readonly name: string;
  readonly method: "site" | "self";
}

const OTHER_OPERATORS: readonly OtherOperator[] = [
  {
    nib: "7700000000002",
    licenseId: "I-202611250002",
    applicant: "Bayu Wicaksono",
    code: "1500345",
    configuration: "pbx",
    name: "a PBX with 30 lines",
    method: "site",
  },
  {
    nib: "7700000000003",
    licenseId: "I-202611250003",
    applicant: "Ni Luh Ayu Saraswati",
    code: "1500234",
    configuration: "cloud-pbx",
    name: "a Cloud PBX",
    method: "self",
  },
  {
    nib: "7710047007389",
    licenseId: "I-202611250004",
    applicant: "Rizky Ramadhan",
    code: "1500321",
    configuration: "cpaas-sms",
    name: "a CPaaS with SMS A2P",
    method: "site",
  },
];

const METHODS = { site: "tested on site (uji petik)", self: "tested by itself (uji mandiri)" } as const;
const ADDITIONAL_CODE = "1500124";
const GOVERNMENT_CODE = "1500678";

/**
 * Plays the further cases: a second code for the licensed company (Nomor Tambahan), a code for a
 * government body, and licences of the other configurations, by both methods of testing.
 */
export async function playOtherCases(demoContext: DemoContext, first: LicensedCompany): Promise<void> {
  await playAdditionalCode(demoContext, first);
  await playGovernmentBody(demoContext);
  for (const operator of OTHER_OPERATORS) await playOperator(demoContext, operator);
}

/** Steps that the scenario has printed once are not printed again. */
const quiet = (demoContext: DemoContext): DemoContext => ({ ...demoContext, tell: () => undefined });

async function playAdditionalCode(
  demoContext: DemoContext,
  { applicant, person, organisationId }: LicensedCompany,
): Promise<void> {
  await logInTo(applicant, person);
  const decree = await decreeCode(demoContext, applicant, {
    organisationId,
    code: ADDITIONAL_CODE,
    kind: "additional",
    extra: (form, userLetterFileId) => ({
      basis: "licence",
      userName: "Dinas Kesehatan Kota Contoh",
      userLetterFileId,
      letterFileId: null,
      usageReport: usageRows(form).map((row) => ({
        ...row,
        endUser: "PT Bank Contoh",
        service: "Layanan nasabah",
        activatedOn: "2026-01-05",
        status: "in-use",
        originatingOperators: "Telkom, Telkomsel",
        monthlyCalls: "12000",
        evidence: "Catatan panggilan (CDR) tersimpan di Sambung.",
      })),
    }),
  });
  demoContext.tell(`Nomor Tambahan ${shown(ADDITIONAL_CODE)} is given to the licensed company by decree ${decree}`);
}

/** The rows of the usage report, one for each code of the company. */
function usageRows(form: CodeForm): readonly object[] {
  const rows = form["usageReport"];
  return Array.isArray(rows) ? rows.filter((row): row is object => typeof row === "object" && row !== null) : [];
}

type CodeForm = Parameters<NonNullable<CodeRequest["extra"]>>[0];

async function playGovernmentBody(demoContext: DemoContext): Promise<void> {
  const person = somebody("Sari Handayani");
  const applicant = await signUp(demoContext, person);
  const organisationId = await registerBody(applicant, person);
  await verifyCompany(demoContext, organisationId);
  const decree = await decreeCode(demoContext, applicant, { organisationId, code: GOVERNMENT_CODE, ownService: true });
  demoContext.tell(
    `A government body registers by its regional regulation, without a NIB, and gets ${shown(GOVERNMENT_CODE)} by decree ${decree}`,
  );
}

async function registerBody(applicant: DemoClient, { email, name }: DemoApplicant): Promise<string> {
  const file = async (purpose: string, text: string) => {
    const { id } = await applicant.upload<{ readonly id: string }>(`/api/files?purpose=${purpose}`, {
      name: `${purpose}.pdf`,
      bytes: await demoPdf(text),
    });
    return id;
  };
  const { id } = await applicant.post<{ readonly id: string }>("/api/organisations", {
    kind: "government",
    npwp: "00.123.456.7-890.100",
    phone: "+62215550001",
    facts: {
      name: "Dinas Komunikasi dan Informatika Kota Contoh",
      companyKind: "city-government",
      address: "Jalan Balai Kota Nomor 1",
      city: "Kota Depok",
      province: "Jawa Barat",
    },
    legalBasis: { kind: "regional-regulation", number: "7", year: 2016, subject: "Perangkat daerah" },
    legalBasisFileId: await file("legal-basis", "Peraturan daerah pembentukan perangkat daerah (contoh)"),
    assignmentFileId: await file("assignment", "Surat tugas (contoh)"),
    personInCharge: { name, position: "Kepala Bidang", email, phone: "+628115550001", standing: "assigned" },
  });
  return id;
}

async function playOperator(demoContext: DemoContext, operator: OtherOperator): Promise<void> {
  const { nib, licenseId, code, configuration, name, method } = operator;
  const silent = quiet(demoContext);
  const person = somebody(operator.applicant);
  const applicant = await signUp(silent, person);
  const organisationId = await registerCompany(applicant, { nib, person, tell: silent.tell });
  await verifyCompany(silent, organisationId);
  await decreeCode(demoContext, applicant, { organisationId, code });
  await pushLicence(silent, { nib, licenseId });
  const licence = await playLicence(silent, { applicant, organisationId, configuration });
  await passTest(silent, { applicant, person, licenceId: licence.id }, method);
  const { sklo, izin } = await finishAtOss(silent, { applicant, licenceId: licence.id, oss: { nib, licenseId } });
  demoContext.tell(`${shown(code)} on ${name}: ${METHODS[method]}, SKLO ${sklo}, Izin ${izin}, the code is open`);
}

/** Plays a code from its application to the published decree; returns the number of the decree. */
async function decreeCode(
  demoContext: DemoContext,
  applicant: DemoClient,
  request: Omit<CodeRequest, "tell">,
): Promise<string> {
  const { tell } = quiet(demoContext);
  const { id } = await applyForCode(applicant, { ...request, tell });
  await approveApplication(demoContext, id);
  return (await publishedDecree(applicant, id)).number;
}

function somebody(name: string): DemoApplicant {
  return {
    name,
    email: `${name.toLowerCase().replaceAll(" ", ".")}@perusahaan.invalid`,
    password: randomPassword(),
  };
}

/** A code in its printed form. */
function shown(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
