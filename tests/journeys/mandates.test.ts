import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officeDate } from "../../src/regulation/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import type { Guest } from "../../testkit/guests.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  type NumberingOfficers,
  proposedFor,
  submittedFor,
  succeeded,
} from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { createVirtualContext, MINUTE_MS, type VirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const DAY_MS = 24 * 60 * MINUTE_MS;

interface MandateItem {
  readonly id: string;
  readonly decreeKind: string;
  readonly office: object;
}

const WAYS = variantsOf([
  { locale: "id", width: 1440, code: "1500881", late: "1500883" },
  { locale: "en", width: 360, code: "1500882", late: "1500884" },
] as const);

let portal: TestPortal;
let virtualContext: VirtualContext;
let browser: Browser;
let desk: NumberingOfficers;
let administrator: Guest;
const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "mandates" });
  portal = await openTestPortal({ runtimeContext: virtualContext, screens: true });
  browser = await openBrowser();
  desk = await addNumberingOfficers(portal);
  administrator = await portal.officer("administrator");
});
afterAll(async () => {
  await browser.close();
  await portal.close();
});

/** A visit of a user who is already signed in. */
async function visitAs(guest: Guest, way: { readonly locale: "id" | "en"; readonly width: number }): Promise<Visit> {
  return comesAs(await portal.again(guest), way);
}

async function everybody(): Promise<void> {
  desk = {
    evaluator: await portal.again(desk.evaluator),
    subCoordinator: await portal.again(desk.subCoordinator),
    coordinator: await portal.again(desk.coordinator),
    director: await portal.again(desk.director),
  };
}

/** The administrator ends the mandate in force for assignments, by keyboard alone after the button. */
async function endMandate(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await visit.open("/mandat");
  const row = page
    .getByRole("row")
    .filter({ has: page.getByText(t("web.mandates.kinds.assignment"), { exact: true }) })
    .filter({ hasText: t("web.mandates.standing.in-force") });
  await visit.look("mandates");
  await row.getByRole("button", { name: t("web.mandates.end") }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("web.mandates.reason")).fill("Pejabat diganti.");
  await visit.look("mandate-ending");
  await dialog.getByRole("button", { name: t("web.mandates.end") }).press("Enter");
  await dialog.waitFor({ state: "detached" });
}

async function addMandate(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await visit.open("/mandat");
  await page.getByText(t("web.mandates.gapText")).waitFor();
  await visit.look("mandates-gap");
  await page.getByRole("button", { name: t("web.mandates.add") }).click();
  const dialog = page.getByRole("dialog");
  for (const kind of ["change", "return", "revocation", "commitment", "test-order", "test-report", "sklo"])
    await dialog.getByLabel(t(`web.mandates.kinds.${kind}`)).uncheck();
  await dialog.getByLabel(t("web.mandates.capacity")).fill("a.n. Menteri Contoh,\nu.b. Direktur Contoh,");
  await dialog.getByText("u.b. Plh. Direktur Contoh,").waitFor();
  await visit.look("mandate-adding");
  await dialog.getByRole("button", { name: t("web.mandates.save") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("region", { name: t("web.mandates.proposals.title") }).waitFor();
}

/** The director confirms the mandate that the administrator proposed. */
async function confirmMandate(visit: Visit): Promise<void> {
  const { page, t } = visit;
  await visit.open("/mandat");
  const region = page.getByRole("region", { name: t("web.mandates.proposals.title") });
  await region.getByRole("button", { name: t("web.mandates.proposals.confirm") }).click();
  await region.waitFor({ state: "detached" });
  await page.getByText(t("web.mandates.gapText")).waitFor({ state: "detached" });
}

describe.each(WAYS)("a gap between mandates, in $locale at $width px", ({ code, ...way }) => {
  it("stops the director in words, is closed by the administrator, and the Plh signs under the new mandate", async () => {
    await everybody();
    const company = await portal.company();
    const { id } = await proposedFor(company, { code, desk });
    const manager = await visitAs(administrator, way);
    await endMandate(manager);
    await manager.close();
    virtualContext.advance(DAY_MS);
    await everybody();
    const director = await visitAs(desk.director, way);
    await director.open(`/permohonan/${id}`);
    await director.page.getByText(director.t("web.desk.noMandateTitle")).waitFor();
    const approve = director.page.getByRole("button", { name: director.t("web.desk.act.decide-approve") });
    expect(await approve.isDisabled()).toBe(true);
    await director.look("case-without-mandate");
    await director.close();
    const again = await visitAs(administrator, way);
    await addMandate(again);
    await again.close();
    const confirming = await visitAs(desk.director, way);
    await confirmMandate(confirming);
    expect(confirming.faults).toEqual([]);
    await confirming.close();
    const plh = await portal.officer("coordinator", "licensing");
    const today = officeDate(virtualContext.clock.nowMs());
    const named = await desk.director.client.post("/api/delegations", {
      acting: "plh",
      role: "director",
      team: null,
      personId: plh.id,
      forPersonId: desk.director.id,
      firstDay: today,
      lastDay: today,
      reason: "Dinas luar",
      letterNumber: "12/TU/2026",
    });
    expect(named.status).toBe(201);
    const acting = await visitAs(plh, way);
    await acting.open(`/permohonan/${id}`);
    await acting.page.getByRole("button", { name: acting.t("web.desk.act.decide-approve") }).click();
    const dialog = acting.page.getByRole("dialog");
    await dialog.getByRole("button", { name: acting.t("web.desk.act.decide-approve") }).click();
    await acting.page.getByText(acting.t("states.application.approved"), { exact: true }).first().waitFor();
    await acting.look("case-approved-by-plh");
    const decree = await portal.kit.db
      .selectFrom("decree")
      .select("facts")
      .where("applicationId", "=", id)
      .executeTakeFirstOrThrow();
    expect(decree.facts).toMatchObject({
      office: { capacity: ["a.n. Menteri Contoh,", "u.b. Plh. Direktur Contoh,"], signerName: plh.name },
      mandate: { validFrom: today, acting: { as: "plh", letterNumber: "12/TU/2026" } },
    });
    expect([...manager.faults, ...director.faults, ...again.faults, ...acting.faults]).toEqual([]);
    await acting.close();
  });
});

describe.each(WAYS)("an application in $locale at $width px", ({ late, code: _code, ...way }) => {
  it("is given out from the queue, shows its receipt and until when it is to be corrected, and closes by itself", async () => {
    await everybody();
    const company = await portal.company();
    const { id, number, items } = await submittedFor(company, late);
    const coordinator = await visitAs(desk.coordinator, way);
    const { page, t } = coordinator;
    await coordinator.open("/tugas");
    await page.getByRole("checkbox", { name: t("web.desk.selectCase", { number: number ?? "" }) }).check();
    await page.getByLabel(t("web.desk.assignTo")).selectOption(desk.evaluator.id);
    await coordinator.look("queue-assigning");
    await page.getByRole("button", { name: t("web.desk.assign"), exact: true }).click();
    await page.getByText(desk.evaluator.name).first().waitFor();
    await coordinator.look("queue-assigned");
    for (const { key } of items)
      await command(desk.evaluator.client, id, {
        command: "check-item",
        key,
        verdict: "returned",
        note: "Buram",
        remedy: "Pindai",
      });
    succeeded(await command(desk.evaluator.client, id, { command: "return", note: "" }), "a return");
    const owner = await visitAs(company.owner, way);
    await owner.open(`/permohonan/${id}`);
    await owner.page.getByText(owner.t("web.application.repairUntilText")).waitFor();
    await owner.look("case-to-correct");
    await owner.close();
    virtualContext.advance(30 * DAY_MS);
    const { client } = await portal.again(company.owner);
    const state = async () => succeeded(await client.get<CaseView>(`/api/applications/${id}`), "a case").state;
    await expect.poll(state, { timeout: 60_000 }).toBe("lapsed");
    const later = await visitAs(company.owner, way);
    await later.open(`/permohonan/${id}`);
    await later.page.getByText(later.t("web.application.lapsedTitle")).waitFor();
    await later.page.getByText(later.t("web.application.lapsedText")).waitFor();
    const file = later.page
      .getByRole("region", { name: later.t("web.application.receipts") })
      .getByRole("link")
      .first();
    const address = (await file.getAttribute("href")) ?? "";
    const pdf = await later.page.request.get(address);
    expect([pdf.status(), (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    await later.look("case-lapsed");
    expect([...coordinator.faults, ...owner.faults, ...later.faults]).toEqual([]);
    await later.close();
    await coordinator.close();
  });
});

describe.each(WAYS)("roles and mandates that await a second person, in $locale at $width px", (way) => {
  it("are shown to the director, who confirms the one and withdraws the other", async () => {
    await everybody();
    await portal.officer("administrator");
    const { client } = await portal.again(administrator);
    const person = await portal.person();
    const given = await client.post(`/api/people/${person.id}/memberships`, { role: "evaluator", team: "tests" });
    const day = officeDate(virtualContext.clock.nowMs() + 30 * DAY_MS);
    const { items } = (await client.get<{ items: readonly MandateItem[] }>("/api/mandates?pageSize=200")).body;
    const former = items.find(({ decreeKind }) => decreeKind === "test-report");
    await client.post(`/api/mandates/${former?.id}/end`, { lastDay: day, reason: "Pejabat diganti." });
    const later = officeDate(virtualContext.clock.nowMs() + 40 * DAY_MS);
    const proposed = await client.post("/api/mandates", {
      decreeKinds: ["test-report"],
      signerPersonId: null,
      office: former?.office,
      legalBasis: ["Surat Penugasan Nomor 3 Tahun 2026 (rekaan)"],
      demonstration: true,
      validFrom: later,
      validTo: null,
    });
    expect([given.status, proposed.status]).toEqual([201, 201]);
    const director = await visitAs(desk.director, way);
    const { page, t } = director;
    await director.open("/mandat");
    const region = page.getByRole("region", { name: t("web.mandates.proposals.title") });
    await region.getByText(person.name).first().waitFor();
    await director.look("authority-proposals");
    const line = region.getByRole("listitem");
    await line
      .filter({ hasText: person.name })
      .getByRole("button", { name: t("web.mandates.proposals.confirm") })
      .click();
    await line.filter({ hasText: person.name }).waitFor({ state: "detached" });
    await line.getByRole("button", { name: t("web.mandates.proposals.withdraw") }).click();
    await region.waitFor({ state: "detached" });
    const held = await portal.kit.db
      .selectFrom("membership")
      .select("role")
      .where("personId", "=", person.id)
      .execute();
    expect([held, director.faults]).toEqual([[{ role: "evaluator" }], []]);
    await director.close();
    const manager = await visitAs(administrator, way);
    await manager.open("/orang");
    await manager.page.getByRole("heading", { level: 1 }).waitFor();
    const row = manager.page.getByRole("row").filter({ hasText: person.email });
    await row.getByRole("button", { name: manager.t("web.persons.changeRoles") }).click();
    const dialog = manager.page.getByRole("dialog");
    await dialog.getByRole("button", { name: manager.t("web.persons.grant"), exact: true }).click();
    await dialog.getByText(manager.t("web.mandates.proposals.proposed")).waitFor();
    await manager.look("role-proposed");
    expect(manager.faults).toEqual([]);
    await manager.close();
  });
});
