import { expect } from "vitest";
import type { DemoAccount } from "../../src/identity/wire.ts";
import { present } from "../../src/kernel/index.ts";
import type { TestView } from "../../src/licensing/operational-tests/index.ts";
import { type LicenceForm, PART_KEYS, sampleForm } from "../../src/licensing/requirements/index.ts";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { officeDate } from "../../src/regulation/index.ts";
import { COOKIE, openTestClient, type TestClient } from "../../testkit/client.ts";
import type { Demonstration } from "../../testkit/demonstration.ts";
import { attachDocument, type LicenceView, savePart } from "../../testkit/licence-case.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { answerOf, badAnswer, goodAnswer, sendAnswers } from "../../testkit/operational-test.ts";
import type { Visit } from "../../testkit/visit.ts";
import { answerDialog, chooseDay, declareNone, fillRequest, openTest, testAct } from "./operational-test-steps.ts";
import { enter } from "./people-steps.ts";

const DAY_MS = 86_400_000;

/** An HTTP client with the session of the signed-in user. */
export async function clientOf({ context, page }: Visit): Promise<TestClient> {
  const cookie = (await context.cookies()).find(({ name }) => name === COOKIE);
  return openTestClient(new URL(page.url()).origin, present(cookie, "session").value);
}

/** Logs a user in by the screen, also after days. */
export async function logInAgain(visit: Visit, account: Pick<DemoAccount, "email" | "password">): Promise<void> {
  await visit.context.clearCookies();
  await visit.open("/masuk");
  await enter(visit, account);
  await visit.page.getByRole("button", { name: visit.t("web.shell.account", { name: "" }).trim() }).waitFor();
}

/** Signs an officer in without the screen, which costs a page load and tests nothing new after the first journey. */
export async function signIn(
  { context }: Visit,
  { url }: Pick<Demonstration, "url">,
  { email, password }: Pick<DemoAccount, "email" | "password">,
): Promise<void> {
  const answer = await openTestClient(url).post("/api/session", { email, password });
  const value = answer.headers.getSetCookie().flatMap((cookie) => sessionIn(cookie));
  await context.clearCookies();
  await context.addCookies([
    {
      name: COOKIE,
      value: present(value[0], `session of ${email}`),
      url: url.replace("http:", "https:"),
      secure: true,
      httpOnly: true,
    },
  ]);
}

function sessionIn(cookie: string): readonly string[] {
  const [pair = ""] = cookie.split(";");
  return pair.startsWith(`${COOKIE}=`) ? [pair.slice(COOKIE.length + 1)] : [];
}

/** The local date so many days after the time of the demonstration. */
export function dateIn({ nowMs }: Pick<Demonstration, "nowMs">, days: number): string {
  return officeDate(nowMs() + days * DAY_MS);
}

/** Saves the parts that a colleague has prepared: every part, and a file in every slot except those named. */
export async function prepareLicence(
  client: TestClient,
  id: string,
  { place, except }: { readonly place: Demonstration; readonly except: readonly string[] },
): Promise<void> {
  const agreement = { signedOn: dateIn(place, -85), validFrom: dateIn(place, -71), validUntil: dateIn(place, 1_000) };
  const form: LicenceForm = sampleForm({ agreement, statementDate: dateIn(place, -15) });
  for (const key of PART_KEYS) succeeded(await savePart(client, id, { key, value: form[key] }), key);
  const { items } = succeeded(await client.get<LicenceView>(`/api/licences/${id}`), "a case");
  for (const slot of items.flatMap(({ slots }) => slots))
    if (!except.includes(slot))
      succeeded(await attachDocument(client, id, { slot, issuedOn: dateIn(place, -5) }), slot);
}

/** The first day that can be requested. */
async function openDay(client: TestClient, licenceId: string, place: Demonstration): Promise<string> {
  const offer = succeeded(
    await client.get<{ readonly earliestDate: string }>(`/api/licences/${licenceId}/test-offer`),
    "an offer",
  );
  const { days } = succeeded(
    await client.get<{ readonly days: readonly { readonly date: string; readonly closed: string | null }[] }>(
      `/api/test-calendar?from=${offer.earliestDate}&to=${dateIn(place, 30)}`,
    ),
    "a calendar",
  );
  return present(
    days.find(({ closed }) => closed === null),
    "an open day",
  ).date;
}

/** Requests a test by the screen, as a self test where a reason is given; returns the test. */
export async function askByScreen(
  visit: Visit,
  licenceId: string,
  asked: { readonly place: Demonstration; readonly selfTestBecause: string | null },
): Promise<TestView> {
  const { page, t } = visit;
  const client = await clientOf(visit);
  await visit.open(`/izin/${licenceId}/uji`);
  if (asked.selfTestBecause !== null) {
    await page.getByLabel(t("web.test.request.wantSelf")).check();
    await page.getByLabel(t("web.test.request.because")).fill(asked.selfTestBecause);
  }
  await chooseDay(visit, await openDay(client, licenceId, asked.place));
  await fillRequest(visit);
  await page.getByLabel(t("web.test.request.pact")).check();
  await page.getByRole("button", { name: t("web.test.request.send") }).click();
  await page.waitForURL(/\/uji\/[\w-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  return succeeded(await client.get<TestView>(`/api/tests/${id}`), "a test");
}

/** The coordinator confirms the day, after granting a self test if requested, and appoints only the lead. */
export async function arrangeByScreen(visit: Visit, test: TestView, lead: string): Promise<void> {
  const { page, t } = visit;
  await openTest(visit, test);
  if (test.methodRequest?.answer === null) {
    await testAct(visit, "grant-self-test");
    await answerDialog(visit, t("web.testDesk.act.grant-self-test"), "Alasan dapat diterima.");
    await page.getByText(t("web.test.selfAsked.granted")).waitFor();
  }
  await page
    .getByRole("region", { name: t("web.testDesk.actions") })
    .getByRole("button", { name: /^Konfirmasi/ })
    .click();
  await page
    .getByRole("region", { name: t("web.testDesk.actions") })
    .getByRole("button", { name: t("web.testDesk.act.name-team"), exact: true })
    .waitFor();
  await testAct(visit, "name-team");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(new RegExp(`^${lead}`)).check();
  await dialog.getByLabel(t("web.testDesk.team.transmission")).fill("Serat optik, SIP trunk 30 kanal");
  await answerDialog(visit, t("web.testDesk.team.send"));
}

/** The team answers every item, with a failure where its key is named, and prepares the report by the screen. */
export async function reportByScreen(
  visit: Visit,
  test: TestView,
  { place, failing }: { readonly place: Demonstration; readonly failing: readonly string[] },
): Promise<void> {
  const client = await clientOf(visit);
  const world = { ids: createRuntimeContext().ids, clock: { nowMs: () => place.nowMs() } };
  const device = test.items.find((item) => item.device !== null)?.device?.rowId ?? "d-1";
  const answers = test.items.map((item) => {
    const isBad = failing.includes(item.key);
    const value = isBad ? badAnswer(item, device, "Diuji dua kali di depan pemohon.") : goodAnswer(item, device);
    return answerOf(world, item.key, value);
  });
  succeeded(await sendAnswers(client, test.id, answers), "answers");
  await openTest(visit, test);
  await testAct(visit, "draw-report");
  await answerDialog(visit, visit.t("web.testDesk.act.draw-report"));
}

/** The company signs the report by a code from its mail, the lead at the lead's account. */
export async function signByScreen(
  applicant: Visit,
  lead: Visit,
  signing: { readonly test: TestView; readonly person: { readonly name: string; readonly email: string } },
): Promise<void> {
  const { page, t } = applicant;
  const { test, person } = signing;
  await openTest(applicant, test);
  const byMail = page.getByRole("button", { name: t("web.test.sign.byMail") });
  const mailCode = page.getByRole("button", { name: t("web.test.sign.mailCode", { name: person.name }) });
  await byMail.or(mailCode).first().waitFor();
  if ((await mailCode.count()) === 0) await byMail.click();
  await mailCode.click();
  await page.getByText(t("web.test.sign.mailed", { name: person.name })).waitFor();
  await page.getByLabel(t("web.test.sign.mailedCode")).fill(await mailedCode(applicant, { person, test }));
  await page.getByRole("button", { name: t("web.test.sign.sign"), exact: true }).click();
  await page.getByText(t("web.test.next.reported-signed.title")).waitFor();
  // The lead signs the state after the company's signature.
  await openTest(lead, test);
  await lead.page.getByRole("button", { name: lead.t("web.test.sign.sign"), exact: true }).click();
}

async function mailedCode(
  { page }: Visit,
  { person, test }: { readonly person: { readonly email: string }; readonly test: TestView },
): Promise<string> {
  const find = async () => {
    const { items } = (await (await page.request.get("/api/mailbox?pageSize=200")).json()) as {
      readonly items: readonly { readonly to: string; readonly text: string }[];
    };
    const mail = items.find(({ to, text }) => to === person.email && text.includes(test.number) && CODE.test(text));
    return CODE.exec(mail?.text ?? "")?.[1] ?? null;
  };
  await expect.poll(find).not.toBeNull();
  return present(await find(), "code in the mail");
}

/** The mail is in the language of its recipient. */
const CODE = /(?:Kode Anda|Your code): (\d{6})/;

/** An officer forwards the SKLO to the next one by the screen. */
export async function passOn(visit: Visit, test: TestView, act: string): Promise<void> {
  const { page, t } = visit;
  await openTest(visit, test);
  await page.getByRole("button", { name: t(`web.testDesk.act.${act}`), exact: true }).click();
  await answerDialog(visit, t(`web.testDesk.act.${act}`));
}

/** Begins a test on its day, as its lead. */
export async function beginByScreen(visit: Visit, test: TestView): Promise<void> {
  await openTest(visit, test);
  await declareNone(visit);
  await testAct(visit, "begin");
}

/** The applicant on the pages of OSS: signs in with the NIB, uploads the SKLO under its number. */
export async function uploadAtOss(
  { context }: Visit,
  upload: { readonly address: string; readonly nib: string; readonly number: string; readonly bytes: Uint8Array },
): Promise<void> {
  const page = await context.newPage();
  await page.goto(upload.address);
  await page.getByLabel("NIB").fill(upload.nib);
  await page.getByLabel("Kata sandi (apa saja)").fill("rahasia");
  await page.getByRole("button", { name: "Masuk" }).click();
  await page.getByLabel("Nomor SKLO").fill(upload.number);
  const file = { name: "sklo.pdf", mimeType: "application/pdf", buffer: Buffer.from(upload.bytes) };
  await page.getByLabel(/Berkas SKLO/).setInputFiles(file);
  await page.getByRole("button", { name: "Unggah SKLO" }).click();
  await page.getByText("SKLO sudah diterima").waitFor();
  await page.close();
}

/** The officer of OSS approves the pending upload. */
export async function approveAtOss({ context }: Visit, ossUrl: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(new URL("/petugas", ossUrl).href);
  await page.getByRole("button", { name: "Setujui dan terbitkan izin" }).click();
  await page.getByText(/Izin nomor \d+ diterbitkan/).waitFor();
  await page.close();
}
