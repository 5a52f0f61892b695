import { expect } from "vitest";
import { approveApplication, verifyCompany } from "../../src/processes/demo/demo-scenario.ts";
import { demoOfficer } from "../../src/processes/demo/demo-steps.ts";
import type { Visit } from "../../testkit/visit.ts";
import {
  cellOf,
  detailsOf,
  fillApplication,
  registerCompany,
  searchNumbers,
  sendApplication,
  takeNumber,
} from "../journeys/applicant-steps.ts";
import { downloadDecree } from "../journeys/decree-check-steps.ts";
import { goTo, signUp, somebody } from "../journeys/people-steps.ts";
import type { PathFixture } from "./path-fixture.ts";
import type { TimedPath } from "./timed-path.ts";

const NIB = "7700000000001";
const CODE = { display: "1500 103", search: "1500 1_3" };

/** A company that applies for an access code, from the public list of numbers to the signed decree. */
export const applicantPath: TimedPath = {
  user: "applicant",
  reaches: "from the business number to the decree of its access code",
  budget: { clicks: 40, keys: 324, seconds: 60 },
  walk: async ({ world, begin, others }) => {
    const visit = await begin();
    const { page, t } = visit;
    await chooseNumber(visit);
    await registerCompany(visit, { nib: NIB, isFlawless: true });
    await page.getByRole("link", { name: t("web.organisation.toOverview") }).click();
    await others("account verifier", () => acceptCompany(world));
    await page.getByRole("heading", { name: t("web.overview.step.chooseNumber.title") }).waitFor();
    await goTo(visit, "numbers");
    await searchNumbers(visit, CODE.search);
    await cellOf(visit, CODE.display, "idle").click();
    await takeNumber(visit, CODE.display);
    await fillApplication(visit);
    const number = await sendApplication(visit, "submit");
    await page.getByRole("link", { name: t("web.application.toCase") }).click();
    await page.getByRole("heading", { level: 1, name: number }).waitFor();
    const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await others("four officers", () => approveApplication(world, id));
    const decree = await downloadDecree(visit);
    expect(Buffer.from(decree.subarray(0, 5)).toString("latin1")).toBe("%PDF-");
  },
};

/** From an available number to an account that may register a company. */
async function chooseNumber(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await visit.open("/nomor");
  await searchNumbers(visit, CODE.search);
  await cellOf(visit, CODE.display, "idle").click();
  await detailsOf(visit)
    .getByRole("link", { name: t("web.numbers.take", { code: CODE.display }) })
    .click();
  await page
    .locator("main")
    .getByRole("link", { name: t("web.people.signUp") })
    .click();
  await signUp(visit, somebody("Dewi Lestari"));
  await page.getByRole("link", { name: t("web.numbers.registerCompany") }).click();
}

async function acceptCompany(fixture: PathFixture): Promise<void> {
  const verifier = await demoOfficer(fixture, { role: "account-verifier", team: null });
  const { items } = await verifier.get<{ readonly items: readonly { readonly id: string; readonly nib: string }[] }>(
    "/api/verifications",
  );
  const waiting = items.find(({ nib }) => nib === NIB);
  await verifyCompany(fixture, waiting?.id ?? "");
}
