import type { DemonstrationStatus } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import type { Settings } from "../../platform/config/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import { completeDemonstration } from "../supervisor/data-folder.ts";
import { programLines } from "../supervisor/start-lines.ts";
import type { RunningSystem } from "../supervisor/supervisor.ts";
import { buildDemonstration, DEMONSTRATION_BEHIND_MS, type DemonstrationResult, demonstrationTime } from "./index.ts";

const EARLY = [
  { role: "officer", account: "evaluator", team: "licensing" },
  { role: "agent", account: "operator-agent", team: null },
  { role: "supervisor", account: "operator-supervisor", team: null },
  { role: "developer", account: "operator-administrator", team: null },
] as const;

/** Dependencies of a demonstration. */
interface DemonstrationRun {
  /** The data folder that contains the demonstration. */
  readonly dataFolder: string;
  /** Settings of the demonstration itself. */
  readonly settings: Settings;
  readonly system: RunningSystem;
  readonly log: Log;
}

/** Shows finished data on the start page, or builds them in the running system and reports each step. */
export async function showDemonstration(run: DemonstrationRun, finished: DemonstrationResult | null): Promise<void> {
  const { system, log } = run;
  if (finished !== null) return system.demonstration.publish(readyStatus(finished));
  const people = earlyPeople(system);
  const building = (step: DemonstrationStatus["step"]): DemonstrationStatus => ({
    state: "building",
    step,
    people,
    accountSid: null,
    authToken: null,
    verifyUrl: null,
  });
  system.demonstration.publish(building(null));
  try {
    const result = await build(run, (step) => system.demonstration.publish(building(step)));
    await completeDemonstration(run.dataFolder, result);
    system.demonstration.publish(readyStatus(result));
    const lines = ["  The demonstration's data are complete.", ...programLines(result)];
    process.stdout.write(`${lines.join("\n")}\n`);
  } catch (error) {
    log.error({ err: error }, "demonstration.failed");
    system.demonstration.publish({ ...building(null), state: "failed" });
  }
}

async function build(
  { settings, system, log }: DemonstrationRun,
  report: (step: { readonly done: number; readonly total: number; readonly name: string }) => void,
): Promise<DemonstrationResult> {
  return buildDemonstration({
    url: system.ready.url,
    ossUrl: present(system.simulatorUrl, "the OSS simulator of a demonstration"),
    accounts: system.ready.accounts,
    dataFolder: settings.dataFolder,
    ...demonstrationTime(system, DEMONSTRATION_BEHIND_MS),
    log,
    report,
    system,
  });
}

function readyStatus({ people, accountSid, authToken, verifyUrl }: DemonstrationResult): DemonstrationStatus {
  return { state: "ready", step: null, people: [...people], accountSid, authToken, verifyUrl };
}

/** The accounts that exist from the start; the others are added with the result. */
function earlyPeople({ ready: { accounts } }: RunningSystem): DemonstrationStatus["people"] {
  return EARLY.flatMap(({ role, account, team }) => {
    const found = accounts.find((one) => one.role === account && one.team === team);
    return found === undefined ? [] : [{ role, email: found.email }];
  });
}
