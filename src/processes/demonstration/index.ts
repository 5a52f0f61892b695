/**
 * The demonstration of a finished installation: licence cases in every state, an operator whose call centre runs, and three
 * months of calls. It is played through the HTTP interface by the program itself, on a clock that begins in the past and
 * ends at the real time, so that nothing in it is out of date.
 */

import type { DemonstrationRole } from "../../identity/index.ts";
import type { DemoAccount } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { tieCompany } from "../demo/demo-probe.ts";
import { type DemoContext, demoOfficer } from "../demo/demo-steps.ts";
import type { RunningSystem } from "../supervisor/supervisor.ts";
import { type CallCentre, setUpCallCentre, takeBreaks } from "./call-centre.ts";
import { openCallHistory } from "./call-history.ts";
import { caseSteps, type DemonstrationStep } from "./cases.ts";
import { APPLICANTS, OPERATOR } from "./companies.ts";
import { CUSTOMER_NAMES, CUSTOMER_STEPS, customerSteps } from "./customers.ts";
import { evaluateContacts } from "./evaluations.ts";
import { customerNumber } from "./history.ts";
import { licenseOperator } from "./licensed-operator.ts";
import { openApplicants } from "./office.ts";
import { type DemonstrationTime, workingTime } from "./time.ts";
import type { HistoryRequest } from "./write-history.ts";

export { DEMONSTRATION_BEHIND_MS, demonstrationTime } from "./time.ts";

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 90;
const RECORDED_DAYS = 4;
/** The same seed gives the same calls, relative to the day of the first start. */
const HISTORY_SEED = 1_500_123;
/** Steps of the operator's way to its licence, of its call centre, and of the end. */
const OTHER_STEPS = 10;

/** Parts of a build in their order, by which its progress is reported; the texts are those of the screen. */
export const DEMONSTRATION_PHASES = ["licence", "call-centre", "cases", "call-history", "ready"] as const;

/** One of `DEMONSTRATION_PHASES`. */
export type DemonstrationPhase = (typeof DEMONSTRATION_PHASES)[number];

/** What a demonstration is built with. */
export interface DemonstrationContext extends DemonstrationTime {
  readonly url: string;
  /** Where the OSS simulator answers. */
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  readonly dataFolder: string;
  readonly log: Log;
  readonly report: (step: { readonly done: number; readonly total: number; readonly name: DemonstrationPhase }) => void;
  readonly system: Pick<RunningSystem, "sipPort">;
}

/** What is there to be tried once a demonstration is built. */
export interface DemonstrationResult {
  readonly people: readonly { readonly role: DemonstrationRole; readonly email: string }[];
  readonly accountSid: string | null;
  readonly authToken: string | null;
  /** The public page of a decree. */
  readonly verifyUrl: string;
}

/**
 * Builds the demonstration on a fresh installation whose clock began `DEMONSTRATION_BEHIND_MS` ago; it ends at the real time.
 * A build that was cut off cannot be continued: its data folder is deleted and built again.
 */
export async function buildDemonstration(context: DemonstrationContext): Promise<DemonstrationResult> {
  const endMs = Date.now();
  const demo = demoOf(context);
  const applicants = openApplicants(demo);
  const cases = caseSteps({ demo, applicants, endMs });
  const progress = openProgress(context, OTHER_STEPS + cases.length + CUSTOMER_STEPS);
  const operator = await licenseOperator({ demo, applicants, endMs, report: (step) => progress.next("licence", step) });
  progress.next("call-centre");
  await demo.moveClockTo(endMs - (HISTORY_DAYS + 1) * DAY_MS);
  const fromMs = endMs - HISTORY_DAYS * DAY_MS;
  const tenantId = await tieCompany(demo, operator.organisationId);
  const history = await openCallHistory({ dataFolder: context.dataFolder, databaseUrl: undefined, tenantId, fromMs });
  try {
    const centre = await setUpCallCentre(demo);
    const written = history.write(historyOf(centre, { fromMs, endMs }), () => undefined);
    // A failure is reported where the history is awaited.
    written.catch(() => undefined);
    const steps = [...cases, ...customerSteps(demo, centre)];
    await play(context, { steps, endMs, onStep: (step) => progress.next("cases", step) });
    progress.next("call-history");
    await demo.moveClockTo(Date.now());
    await written;
    await evaluateContacts(demo, centre);
    // Agents need the switch, which an installation without telephones does not run.
    if (context.system.sipPort !== undefined) await takeBreaks(demo, centre);
  } finally {
    history.close();
  }
  const access = await programAccess(demo);
  progress.next("ready");
  return { people: peopleOf(context), ...access, verifyUrl: operator.verifyUrl };
}

function demoOf({ url, ossUrl, accounts, dataFolder, nowMs, moveClockTo, log }: DemonstrationContext): DemoContext {
  const tell = (line: string) => log.debug({ line }, "demonstration.line");
  return { url, ossUrl, accounts, dataFolder, nowMs, moveClockTo, tell };
}

function openProgress({ report, log }: DemonstrationContext, total: number) {
  let done = 0;
  return {
    next: (name: DemonstrationPhase, step: string = name) => {
      log.debug({ step }, "demonstration.step");
      report({ done: Math.min(done, total), total, name });
      done += 1;
    },
  };
}

/** Plays steps in the order of their days; steps of the same day stay in the order of the list. */
async function play(
  context: DemonstrationContext,
  plan: {
    readonly steps: readonly DemonstrationStep[];
    readonly endMs: number;
    readonly onStep: (name: string) => void;
  },
): Promise<void> {
  for (const { daysAgo, name, run } of plan.steps.toSorted((left, right) => right.daysAgo - left.daysAgo)) {
    plan.onStep(name);
    await context.moveClockTo(workingTime(plan.endMs, daysAgo, 10));
    await run();
  }
}

function historyOf(
  { plan, agentPersonId, sender }: CallCentre,
  { fromMs, endMs }: { readonly fromMs: number; readonly endMs: number },
): HistoryRequest {
  return {
    plan: { ...plan, seed: HISTORY_SEED, fromMs, untilMs: endMs, recordedFromMs: endMs - RECORDED_DAYS * DAY_MS },
    personId: agentPersonId,
    sender,
    customers: CUSTOMER_NAMES.map((name, index) => ({ caller: customerNumber(index), name })),
  };
}

/** The account and token by which programs of the operator are known. */
async function programAccess(demo: DemoContext): Promise<{ readonly accountSid: string; readonly authToken: string }> {
  const operator = await demoOfficer(demo, { role: "operator-administrator", team: null });
  const { accountSid } = await operator.get<{ readonly accountSid: string }>("/api/service/account");
  const { token } = await operator.post<{ readonly token: string }>("/api/service/account/token-looks", {
    place: "primary",
  });
  return { accountSid, authToken: token };
}

/** Who a visitor becomes in each role. */
function peopleOf({ accounts }: DemonstrationContext): DemonstrationResult["people"] {
  const email = (role: DemoAccount["role"], team: DemoAccount["team"] = null) =>
    present(
      accounts.find((account) => account.role === role && account.team === team),
      `the demo account ${role}`,
    ).email;
  return [
    { role: "applicant", email: APPLICANTS[OPERATOR.applicant].email },
    { role: "officer", email: email("evaluator", "licensing") },
    { role: "agent", email: email("operator-agent") },
    { role: "supervisor", email: email("operator-supervisor") },
    { role: "developer", email: email("operator-administrator") },
  ];
}
