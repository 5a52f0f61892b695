// Makes the pictures of the README anew: `node bin/run.mjs tools/pictures.ts`.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { playStory } from "../src/processes/demo-story.ts";
import { openBrowser } from "../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../testkit/demonstration.ts";
import { pagePicture } from "../testkit/paper-tools.ts";
import { openVisit, type Visit } from "../testkit/visit.ts";
import {
  detailsOf,
  fillApplication,
  registerCompany,
  sendApplication,
  takeNumber,
} from "../tests/journeys/applicant-acts.ts";
import { acceptItems, act, openCase, untilState } from "../tests/journeys/officer-acts.ts";
import { logIn, signUp, somebody } from "../tests/journeys/people-acts.ts";

const FOLDER = path.resolve(import.meta.dirname, "../docs/pictures");
const PICTURE_BYTES_MAX = 250_000;
const DECREE_DOTS_PER_INCH = 100;
const DESKTOP = { width: 1440, height: 900 } as const;
const PHONE = { width: 360, height: 740, scale: 2 } as const;
const CODE = { code: "1500246", display: "1500 246" } as const;
const NIB = "7700000000003";

async function keep(name: string, picture: Uint8Array): Promise<void> {
  process.stdout.write(`  ${name}  ${(picture.length / 1_000).toFixed(0)} kB\n`);
  if (picture.length > PICTURE_BYTES_MAX) throw new Error(`${name} is larger than ${PICTURE_BYTES_MAX} bytes`);
  await writeFile(path.join(FOLDER, name), picture);
}

async function photograph(visit: Visit, name: string): Promise<void> {
  await visit.page.evaluate("document.activeElement?.blur()");
  await visit.look(name);
  await keep(`${name}.png`, await visit.page.screenshot());
}

/** The decree of the finished story, and what a stranger with a phone learns about it. */
async function pictureTheDecree(demonstration: Demonstration, browser: Browser): Promise<void> {
  const { url, ossUrl, accounts, dataFolder, nowMs, moveClockTo } = demonstration;
  const { pdf, decreeUrl } = await playStory({
    ...{ url, ossUrl, accounts, dataFolder, nowMs, moveClockTo },
    tell: () => undefined,
  });
  await keep(
    "decree.png",
    PNG.sync.write(await pagePicture(pdf, 1, DECREE_DOTS_PER_INCH), { colorType: 2, deflateLevel: 9 }),
  );
  const stranger = await openVisit(browser, url, PHONE);
  await stranger.open(decreeUrl);
  await photograph(stranger, "validation-phone");
}

/** A second company on its way: its person on a phone, its evaluator at a desk. */
async function pictureTheWay(demonstration: Demonstration, browser: Browser): Promise<void> {
  const { url } = demonstration;
  const applicant = await openVisit(browser, url, PHONE);
  await applicant.open("/daftar");
  await signUp(applicant, somebody("Bagus Pratama"));
  await registerCompany(applicant, { nib: NIB });
  const verifier = await openVisit(browser, url, DESKTOP);
  await logIn(verifier, demonstration.account("account-verifier"));
  await verifier.open("/verifikasi?state=submitted");
  await verifier.page.getByRole("row").filter({ hasText: NIB }).getByRole("link").click();
  await verifier.page.getByRole("button", { name: verifier.t("web.verification.accept") }).click();
  await verifier.page.getByRole("heading", { level: 1, name: verifier.t("web.verification.listTitle") }).waitFor();
  await applicant.open(`/nomor?code=${CODE.code}`);
  await takeNumber(applicant, CODE.display);
  const visitor = await openVisit(browser, url, DESKTOP);
  await visitor.open(`/nomor?code=${CODE.code}`);
  await detailsOf(visitor).waitFor();
  await photograph(visitor, "numbers-desktop");
  await fillApplication(applicant);
  const number = await sendApplication(applicant, "submit");
  await applicant.page.getByRole("link", { name: applicant.t("web.application.toCase") }).click();
  await applicant.page.getByRole("heading", { level: 1, name: number }).waitFor();
  await pictureTheCheck(demonstration, browser, number);
  await untilState(applicant, "checking");
  await photograph(applicant, "application-phone");
}

async function pictureTheCheck(demonstration: Demonstration, browser: Browser, number: string): Promise<void> {
  const evaluator = await openVisit(browser, demonstration.url, DESKTOP);
  await logIn(evaluator, demonstration.account("evaluator"));
  await openCase(evaluator, number);
  await act(evaluator, "take");
  await untilState(evaluator, "checking");
  await acceptItems(evaluator, ["nib", "npwp"]);
  await evaluator.page.evaluate("scrollTo(0, 0)");
  await photograph(evaluator, "officer-desktop");
}

await mkdir(FOLDER, { recursive: true });
await using stack = new AsyncDisposableStack();
const demonstration = await startDemonstration();
stack.defer(() => demonstration.close());
const browser = await openBrowser();
stack.defer(() => browser.close());
await pictureTheDecree(demonstration, browser);
await pictureTheWay(demonstration, browser);
