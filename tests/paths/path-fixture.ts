import { rm } from "node:fs/promises";
import type { Browser } from "playwright-core";
import type { Role, Team } from "../../src/identity/index.ts";
import type { DemoAccount } from "../../src/identity/wire.ts";
import { present } from "../../src/kernel/index.ts";
import type { DemoClient } from "../../src/processes/demo/demo-client.ts";
import {
  applyForCode,
  type DemoApplication,
  registerCompany,
  signUp,
  verifyCompany,
} from "../../src/processes/demo/demo-scenario.ts";
import { openBrowser, SOUND_FLAGS } from "../../testkit/browser.ts";
import { makeQuickFolder } from "../../testkit/quick-folder.ts";
import { startProgram } from "../../testkit/started-program.ts";
import { somebody } from "../journeys/people-steps.ts";

/** The first start may have to build the web application. */
const STARTED_MS_MAX = 180_000;
const ACCOUNT = /^ {4}(\S+@demo\.invalid) +(\S+) {2}(\S+)$/gm;

/** A running installation with demo accounts, and a browser with a microphone; all paths of a run share it. */
export interface PathFixture {
  readonly url: string;
  readonly dataFolder: string;
  readonly sipPort: number;
  readonly accounts: readonly DemoAccount[];
  readonly browser: Browser;
  account(role: Role, team?: Team): DemoAccount;
  close(): Promise<void>;
}

/** Runs `sambung start` on an empty folder, as a user does, and parses its output. */
export async function openPathFixture(): Promise<PathFixture> {
  const dataFolder = await makeQuickFolder("paths");
  const program = await startProgram(dataFolder, { SAMBUNG_DEMO: "on" });
  const [[, sipPort = ""], browser] = await Promise.all([
    program.untilPrinted(/sip:127\.0\.0\.1:(\d+)/, STARTED_MS_MAX),
    openBrowser(SOUND_FLAGS),
    program.untilPrinted(/@demo\.invalid .*operator-agent\n/, STARTED_MS_MAX),
  ]);
  const accounts = accountsIn(program.printed());
  return {
    url: program.url,
    dataFolder,
    sipPort: Number(sipPort),
    accounts,
    browser,
    account: (role, team) =>
      present(
        accounts.find((account) => account.role === role && (team === undefined || account.team === team)),
        `the demo account ${role}`,
      ),
    close: async () => {
      await browser.close();
      await program.stop();
      await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The accounts in the output; only the address contains the team. */
const accountsIn = (printed: string): readonly DemoAccount[] =>
  [...printed.matchAll(ACCOUNT)].map(([, email = "", password = "", role = ""]) => ({
    email,
    password,
    role: role as Role,
    team: teamOf(email),
  }));

function teamOf(email: string): Team | null {
  if (/^(penguji|anggota-uji|\w+-uji)@/.test(email)) return "tests";
  if (/-izin@/.test(email)) return "licensing";
  return /^(evaluator|subkoordinator|koordinator)@/.test(email) ? "numbering" : null;
}

/** A company registers and applies for a code by HTTP, up to the submitted application. */
export async function submittedApplication(
  fixture: PathFixture,
  { name, nib, code }: { readonly name: string; readonly nib: string; readonly code: string },
): Promise<{ readonly applicant: DemoClient; readonly application: DemoApplication }> {
  const tell = () => undefined;
  const person = somebody(name);
  const applicant = await signUp(fixture, person);
  const organisationId = await registerCompany(applicant, { nib, person, tell });
  await verifyCompany(fixture, organisationId);
  return { applicant, application: await applyForCode(applicant, { organisationId, code, tell }) };
}
