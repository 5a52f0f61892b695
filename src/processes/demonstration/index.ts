/**
 * The demonstration of a finished installation: licence applications in every state, an operator with a running call centre, and three
 * months of calls. The program itself plays it through the HTTP interface, on a clock that starts in the past and
 * ends at the real time, so that no data are outdated.
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
/** The same seed yields the same calls, relative to the day of the first start. */
const HISTORY_SEED = 1_500_123;
/** Steps of the operator's licensing, of its call centre, and of the end. */
const OTHER_STEPS = 10;

/** Phases of a build in order, for progress reports; the texts are those of the screen. */
export const DEMONSTRATION_PHASES = ["licence", "call-centre", "cases", "call-history", "ready"] as const;

/** One of `DEMONSTRATION_PHASES`. */
export type DemonstrationPhase = (typeof DEMONSTRATION_PHASES)[number];

/** Dependencies of a demonstration's build. */
export interface DemonstrationContext extends DemonstrationTime {
  readonly url: string;
  /** Address of the OSS simulator. */
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  readonly dataFolder: string;
  readonly log: Log;
  readonly report: (step: { readonly done: number; readonly total: number; readonly name: DemonstrationPhase }) => void;
  readonly system: Pick<RunningSystem, "sipPort">;
}

/** Entry points of a finished demonstration. */
export interface DemonstrationResult {
  readonly people: readonly { readonly role: DemonstrationRole; readonly email: string }[];
  readonly accountSid: string | null;
  readonly authToken: string | null;
  /** The public page of a decree. */
  readonly verifyUrl: string;
}

/**
 * Builds the demonstration on a fresh installation whose clock started `DEMONSTRATION_BEHIND_MS` ago; it ends at the real time.
 * An interrupted build cannot be continued: its data folder is deleted and built again.
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
    // An error is reported when the history is awaited.
    written.catch(() => undefined);
    const steps = [...cases, ...customerSteps(demo, centre)];
    await play(context, { steps, endMs, onStep: (step) => progress.next("cases", step) });
    progress.next("call-history");
    await demo.moveClockTo(Date.now());
    await written;
    await evaluateContacts(demo, centre);
    // Agents need the switch, which an installation without telephony does not run.
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

/** Plays steps sorted by their days; steps of the same day keep their order. */
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

/** The account and token of the operator's API clients. */
async function programAccess(demo: DemoContext): Promise<{ readonly accountSid: string; readonly authToken: string }> {
  const operator = await demoOfficer(demo, { role: "operator-administrator", team: null });
  const { accountSid } = await operator.get<{ readonly accountSid: string }>("/api/service/account");
  const { token } = await operator.post<{ readonly token: string }>("/api/service/account/token-looks", {
    place: "primary",
  });
  return { accountSid, authToken: token };
}

/** The user account of each role. */
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
