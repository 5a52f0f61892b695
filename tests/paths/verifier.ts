import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect } from "vitest";
import { approveApplication, publishedDecree } from "../../src/processes/demo/demo-scenario.ts";
import { addressOnQr } from "../journeys/decree-check-steps.ts";
import { type PathFixture, submittedApplication } from "./path-fixture.ts";
import type { TimedPath } from "./timed-path.ts";

const CLI = path.resolve(import.meta.dirname, "../../bin/sambung.mjs");
const COMMAND = "npx sambung verify sk.pdf";

/** A person verifies that a decree is genuine: by its QR code, and by the command. */
export const verifierPath: TimedPath = {
  user: "verifier",
  reaches: "from the QR of a decree to the verdict, on the public page and by the command",
  budget: { clicks: 1, keys: 26, seconds: 12 },
  walk: async ({ world, effort, begin }) => {
    const { number, pdf } = await decreeOf(world);
    const file = path.join(world.dataFolder, "sk.pdf");
    await writeFile(file, pdf);
    const address = await addressOnQr(pdf);
    const { page, t, open } = await begin({ width: 360, height: 740 });
    await open(address);
    const verdict = t("pages.validation.answers.valid-demonstration.answer");
    await page.getByRole("heading", { name: verdict }).waitFor();
    await page.getByText(number).first().waitFor();
    effort.add({ keys: COMMAND.length + 1 });
    const said = await effort.waitFor("sambung verify", () => verify(file, world));
    expect(said).toContain(number);
  },
};

async function decreeOf(fixture: PathFixture): Promise<{ readonly number: string; readonly pdf: Uint8Array }> {
  const wanted = { name: "Sari Melati", nib: "7700000000003", code: "1500268" };
  const { applicant, application } = await submittedApplication(fixture, wanted);
  await approveApplication(fixture, application.id);
  const { id, number } = await publishedDecree(applicant, application.id);
  return { number, pdf: await applicant.bytes(`/api/decrees/${id}/file`) };
}

/** The output of the command, which fails for a decree that is not genuine. */
async function verify(file: string, { dataFolder }: PathFixture): Promise<string> {
  const env = { PATH: process.env["PATH"], SAMBUNG_DATA: dataFolder };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, "verify", file], { env });
  return stdout;
}
