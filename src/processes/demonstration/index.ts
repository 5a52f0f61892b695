/** Builds the data of the demonstration through the interfaces of a started system. */
import type { DemoAccount } from "../../people/wire.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { RunningSystem } from "../supervisor.ts";

/** What the build works on. */
export interface DemonstrationContext {
  readonly url: string;
  readonly ossUrl: string;
  readonly accounts: readonly DemoAccount[];
  readonly dataFolder: string;
  /** Moves the clock of the demonstration on to an instant. */
  moveClockTo(atMs: number): Promise<void>;
  nowMs(): number;
  readonly log: Log;
  /** Says how far the build is. */
  report(step: { readonly done: number; readonly total: number; readonly name: string }): void;
  readonly system: RunningSystem;
}

/** What the start page shows of a finished build. */
export interface DemonstrationResult {
  readonly people: readonly {
    readonly role: "applicant" | "officer" | "agent" | "supervisor" | "developer";
    readonly email: string;
  }[];
  readonly accountSid: string | null;
  readonly authToken: string | null;
  /** The public page of a decree. */
  readonly verifyUrl: string;
}

/** Builds the demonstration's data; returns when everything is there. */
export async function buildDemonstration({
  url,
  accounts,
  report,
}: DemonstrationContext): Promise<DemonstrationResult> {
  report({ done: 0, total: 1, name: "ready" });
  const emailOf = (role: string, team: string | null = null) =>
    accounts.find((account) => account.role === role && account.team === team)?.email ?? "";
  report({ done: 1, total: 1, name: "ready" });
  return {
    people: [
      { role: "officer", email: emailOf("evaluator", "licensing") },
      { role: "agent", email: emailOf("operator-agent") },
      { role: "supervisor", email: emailOf("operator-supervisor") },
      { role: "developer", email: emailOf("operator-administrator") },
    ],
    accountSid: null,
    authToken: null,
    verifyUrl: `${url}/validasi-sk`,
  };
}
