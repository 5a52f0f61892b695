import { playLicence } from "../demo/demo-licence.ts";
import { finishAtOss, pushLicence } from "../demo/demo-oss.ts";
import {
  APPROVAL,
  applyForCode,
  checkApplication,
  decideApplication,
  endorseApplication,
  proposeOutcome,
  publishedDecree,
  verifyCompany,
} from "../demo/demo-scenario.ts";
import { type DemoContext, demoOfficer } from "../demo/demo-steps.ts";
import { passTest } from "../demo/demo-test.ts";
import { OPERATOR } from "./companies.ts";
import type { Applicants } from "./office.ts";
import { workingTime } from "./time.ts";

/** The operator with an active licence and an open code. */
export interface LicensedOperator {
  readonly organisationId: string;
  /** The public page of its numbering decree. */
  readonly verifyUrl: string;
}

/** Dependencies of the operator's licensing. */
export interface OperatorContext {
  readonly demo: DemoContext;
  readonly applicants: Applicants;
  readonly endMs: number;
  readonly report: (name: string) => void;
}

/** Days before today on which the licensing starts. */
const BEGINS_DAYS_AGO = 120;

/** Plays the licensing from the registration to the active licence, each step on a separate working day. */
export async function licenseOperator(context: OperatorContext): Promise<LicensedOperator> {
  const { demo, applicants, endMs, report } = context;
  const { applicant: key, code, nib } = OPERATOR;
  let days = BEGINS_DAYS_AGO;
  const nextDay = async (name: string) => {
    report(name);
    days -= 1;
    await demo.moveClockTo(workingTime(endMs, days, 10));
  };
  await nextDay("registration");
  const organisationId = await applicants.register(key, nib);
  await nextDay("verification");
  await verifyCompany(demo, organisationId);
  await nextDay("application for the code");
  const { id } = await applyForCode(await applicants.loggedIn(key), { organisationId, code, tell: demo.tell });
  await nextDay("check of the application");
  await checkApplication(await demoOfficer(demo, { role: "evaluator", team: "numbering" }), id, demo.tell);
  await endorseApplication(demo, id);
  await nextDay("decision");
  await proposeOutcome(demo, id, APPROVAL);
  await decideApplication(demo, id, APPROVAL);
  const decree = await publishedDecree(await applicants.loggedIn(key), id);
  await nextDay("licence application");
  await pushLicence(demo);
  const licence = await playLicence(demo, { applicant: await applicants.loggedIn(key), organisationId });
  await nextDay("operational test");
  const person = applicants.person(key);
  await passTest(demo, { applicant: await applicants.loggedIn(key), person, licenceId: licence.id }, "site");
  report("licence");
  await finishAtOss(demo, { applicant: await applicants.loggedIn(key), licenceId: licence.id });
  return { organisationId, verifyUrl: `${demo.url}/validasi-sk/${decree.id}` };
}
