import type { LicenceView } from "../../licensing/applications/index.ts";
import { officeDate } from "../../regulation/index.ts";
import * as licences from "../demo/demo-licence.ts";
import {
  applyForCode,
  checkApplication,
  command,
  type DemoApplication,
  decideApplication,
  draftApplication,
  endorseApplication,
  proposeOutcome,
  verifyCompany,
} from "../demo/demo-scenario.ts";
import { type DemoContext, demoOfficer } from "../demo/demo-steps.ts";
import { castOf, scheduled } from "../demo/demo-test.ts";
import { COMPANIES, type CodeCase, type CompanyCase } from "./companies.ts";
import type { Applicants } from "./office.ts";

const DAY_MS = 86_400_000;

/** A dated step of the demonstration. */
export interface DemonstrationStep {
  readonly daysAgo: number;
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** Dependencies of the cases; `endMs` is the real time at which the demonstration ends. */
export interface CaseContext {
  readonly demo: DemoContext;
  readonly applicants: Applicants;
  readonly endMs: number;
}

/** The steps of all companies, each on its day, in the order of the list. */
export function caseSteps(context: CaseContext): readonly DemonstrationStep[] {
  return COMPANIES.flatMap((company) => companySteps(context, company));
}

/** State of a company under construction. */
interface Progress {
  organisationId: string;
  licenceId: string;
}

function companySteps(context: CaseContext, company: CompanyCase): readonly DemonstrationStep[] {
  const { demo, applicants } = context;
  const { nib, applicant, daysAgo, isVerified, numbering, licence } = company;
  const progress: Progress = { organisationId: "", licenceId: "" };
  const step = (after: number, name: string, run: () => Promise<void>): DemonstrationStep => ({
    daysAgo: Math.max(0, daysAgo - after),
    name: `${name} (NIB ${nib})`,
    run,
  });
  return [
    step(0, "registration", async () => {
      progress.organisationId = await applicants.register(applicant, nib);
    }),
    ...(isVerified ? [step(1, "verification", () => verifyCompany(demo, progress.organisationId))] : []),
    ...(numbering === null ? [] : numberingSteps(context, { company, numbering, progress, step })),
    ...(licence === null ? [] : licenceSteps(context, { company, progress, step })),
  ];
}

type MakeStep = (after: number, name: string, run: () => Promise<void>) => DemonstrationStep;

interface CaseOf {
  readonly company: CompanyCase;
  readonly progress: Progress;
  readonly step: MakeStep;
}

function numberingSteps(
  { demo, applicants }: CaseContext,
  { company, numbering: { code, end }, progress, step }: CaseOf & { readonly numbering: CodeCase },
): readonly DemonstrationStep[] {
  let id = "";
  const request = () => ({ organisationId: progress.organisationId, code, tell: demo.tell });
  const applicant = () => applicants.loggedIn(company.applicant);
  if (end === "draft") {
    const draft = async () => void (await draftApplication(await applicant(), request()));
    return [step(company.daysAgo, "draft", draft)];
  }
  const outcome = end === "rejected" ? "reject" : "approve";
  const reason = outcome === "reject" ? "Penggunaan yang diuraikan bukan layanan pusat panggilan." : "Berkas lengkap.";
  const all = [
    step(2, "application", async () => {
      ({ id } = await applyForCode(await applicant(), request()));
    }),
    step(3, "check", () => check(demo, id, end)),
    step(4, "endorsement", () => endorseApplication(demo, id)),
    step(5, "proposal", () => proposeOutcome(demo, id, { outcome, reason })),
    step(6, "decision", () => decideApplication(demo, id, { outcome, reason })),
  ];
  return all.slice(0, NUMBERING_STEPS[end]);
}

const NUMBERING_STEPS: Readonly<Record<Exclude<CodeCase["end"], "draft">, number>> = {
  submitted: 1,
  checking: 2,
  returned: 2,
  proposed: 4,
  rejected: 5,
  approved: 5,
};

async function check(demo: DemoContext, id: string, end: CodeCase["end"]): Promise<void> {
  const evaluator = await demoOfficer(demo, { role: "evaluator", team: "numbering" });
  if (end !== "checking" && end !== "returned") return checkApplication(evaluator, id, demo.tell);
  const taken = await command(evaluator, id, { command: "take" });
  if (end === "checking") return;
  await returnFirstItem(evaluator, taken);
}

/** Accepts all items but the first, which is returned with the required correction. */
async function returnFirstItem(evaluator: Parameters<typeof command>[0], taken: DemoApplication): Promise<void> {
  for (const [index, { key }] of taken.items.entries()) {
    const finding = {
      verdict: "returned",
      note: "Surat permohonan belum ditandatangani oleh direksi.",
      remedy: "Unggah surat permohonan yang ditandatangani oleh direksi.",
    };
    const word = index === 0 ? finding : { verdict: "accepted", note: "", remedy: "" };
    await command(evaluator, taken.id, { command: "check-item", key, ...word });
  }
  await command(evaluator, taken.id, { command: "return", note: "Mohon diperbaiki satu butir." });
}

function licenceSteps(context: CaseContext, { company, progress, step }: CaseOf): readonly DemonstrationStep[] {
  const { demo, applicants, endMs } = context;
  const applicant = () => applicants.loggedIn(company.applicant);
  let sent: LicenceView | undefined;
  const submit = async () => {
    sent = await submitLicence(demo, await applicant(), progress);
  };
  const all: Record<NonNullable<CompanyCase["licence"]>, readonly DemonstrationStep[]> = {
    draft: [],
    submitted: [],
    returned: [
      step(9, "findings", async () => {
        const evaluator = await demoOfficer(demo, { role: "evaluator", team: "licensing" });
        if (sent !== undefined) await licences.evaluate(evaluator, sent, demo.tell);
      }),
    ],
    rejected: [step(10, "rejection", () => conclude(demo, progress.licenceId, "reject"))],
    test: [
      step(10, "documents", () => conclude(demo, progress.licenceId, "verify")),
      step(company.daysAgo - 13, "test request", async () => {
        const key = company.applicant;
        const cast = await castOf(demo, { applicant: await applicant(), person: applicants.person(key) });
        await scheduled(cast, progress.licenceId, officeDate(endMs + DAY_MS));
      }),
    ],
  };
  const end = company.licence ?? "draft";
  return [step(8, "licence application", submit), ...all[end]];
}

async function submitLicence(
  demo: DemoContext,
  applicant: Parameters<typeof licences.fillIn>[0],
  progress: Progress,
): Promise<LicenceView> {
  const { organisationId } = progress;
  const { id } = await applicant.post<LicenceView>("/api/licences", { organisationId });
  progress.licenceId = id;
  await licences.fillIn(applicant, id, { nowMs: demo.nowMs() });
  return licences.command(applicant, id, { command: "submit" });
}

/** The licence team accepts all items, endorses, and verifies or rejects. */
async function conclude(demo: DemoContext, id: string, outcome: "verify" | "reject"): Promise<void> {
  const evaluator = await demoOfficer(demo, { role: "evaluator", team: "licensing" });
  await licences.declareNoInterest(evaluator, id);
  const { items } = await licences.command(evaluator, id, { command: "take" });
  for (const { key } of items) await licences.command(evaluator, id, { command: "accept-item", requirement: key });
  await licences.command(evaluator, id, { command: "finish-check" });
  const subCoordinator = await demoOfficer(demo, { role: "sub-coordinator", team: "licensing" });
  await licences.declareNoInterest(subCoordinator, id);
  await licences.command(subCoordinator, id, { command: "endorse", note: "" });
  const coordinator = await demoOfficer(demo, { role: "coordinator", team: "licensing" });
  await licences.declareNoInterest(coordinator, id);
  const reason = outcome === "reject" ? "Alamat pusat panggilan tidak sesuai dengan data OSS RBA." : "";
  await licences.command(coordinator, id, { command: outcome, reason });
}
