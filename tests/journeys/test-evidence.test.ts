import { generateKeyPairSync, sign } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/kernel/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import {
  addTestOfficers,
  begunTest,
  requestedTest,
  scheduledTest,
  TEST_DAY,
  type TestOfficers,
  type TestView,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const KEY = publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("base64");
const virtualContext = createVirtualContext();
let portal: TestPortal;
let browser: Browser;
let desk: TestOfficers;
let test: TestView;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ screens: true, works: false, runtimeContext: virtualContext }),
    openBrowser(),
  ]);
  desk = await addTestOfficers(portal);
  const { id } = await requestedTest(portal, await portal.company());
  await scheduledTest(desk, id);
  virtualContext.advance(Date.parse(`${TEST_DAY}T09:00:00+07:00`) - virtualContext.clock.nowMs());
  const { coordinator, lead, member } = desk;
  const again = { coordinator: await portal.again(coordinator), lead: await portal.again(lead) };
  desk = { ...desk, ...again, member: await portal.again(member) };
  test = await begunTest(desk, id);
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

/** Evidence as signed by the measuring instrument. */
function evidence() {
  const deviceRowId = test.items.find(({ device }) => device !== null)?.device?.rowId ?? "";
  const said = {
    format: "sambung-test-evidence",
    formatVersion: 1,
    test: test.number,
    catalogueVersion: test.catalogueVersion,
    deviceListSha256: test.deviceDigest ?? "",
    startedAt: `${TEST_DAY}T01:00:00Z`,
    endedAt: `${TEST_DAY}T02:00:00Z`,
    instrument: { name: "Hammer Call Analyzer", serial: "HCA-200" },
    calibration: { number: "KAL-2026-0117", validUntil: "2027-06-30" },
    parameters: [{ item: "grade-of-service", deviceRowId, value: 0.5, unit: "percent" }],
  };
  const value = sign(null, Buffer.from(canonicalJson(said)), privateKey).toString("base64");
  return { ...said, signature: { algorithm: "Ed25519", publicKey: KEY, value } };
}

const fileOf = (name: string, content: unknown) => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

describe("evidence that an instrument signed", () => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }));
  let coordinator: Visit;
  let lead: Visit;

  beforeAll(async () => {
    coordinator = await comesAs(desk.coordinator, { locale: "en", width: 1440 });
    lead = await comesAs(desk.lead, { locale: "id", width: 360, height: 740, theme: "dark" });
  });
  afterAll(() => leave());

  const choose = async (name: string, content: unknown) => {
    const { page, t } = lead;
    await page.getByLabel(t("web.testEvidence.label")).setInputFiles(fileOf(name, content));
  };

  it("is refused while nobody has registered the instrument, told beside what else is wrong", async () => {
    const { page, t } = lead;
    await lead.open(`/uji/${test.id}`);
    await page.getByRole("heading", { name: t("web.testEvidence.title") }).waitFor();
    await choose("catatan.json", "bukan json");
    await page.getByText(t("web.testEvidence.notJson")).waitFor();
    await choose("lain.json", { format: "lain" });
    await page.getByText(t("web.testEvidence.refusedTitle")).waitFor();
    await choose("bukti.json", { ...evidence(), catalogueVersion: "2025.01" });
    for (const code of ["evidence-signature-wrong", "evidence-other-catalogue", "evidence-instrument-unknown"])
      await page
        .getByText(t(`errors.${code}`))
        .first()
        .waitFor();
    await lead.look("evidence-refused");
    const take = page.getByRole("button", { name: t("web.testEvidence.take", { count: 1 }) });
    expect(await take.count()).toBe(0);
  });

  it("is believed once the coordinator has registered its key and calibration", async () => {
    const { page, t } = coordinator;
    const word = (key: string, params?: Record<string, string>) => t(`web.instruments.${key}`, params);
    await coordinator.open("/alat-ukur");
    await page.getByText(word("emptyTitle")).waitFor();
    await coordinator.look("instruments-empty");
    await page.getByLabel(word("name"), { exact: true }).fill("HCA-200 Kelayakan");
    await page.getByLabel(word("serial")).fill("HCA-200");
    await page.getByLabel(word("key")).fill("terlalu pendek");
    await page.getByLabel(word("number")).fill("KAL-2026-0001");
    await page.getByLabel(word("until")).fill("2026-12-01");
    await page.getByRole("button", { name: word("add") }).click();
    await page.getByText(word("keyWrong")).waitFor();
    await page.getByLabel(word("key")).fill(KEY);
    await page.getByRole("button", { name: word("add") }).press("Enter");
    await page.getByText(word("addDone", { name: "HCA-200 Kelayakan" })).waitFor();
    await page.getByText(word("state.over")).waitFor();
    await coordinator.look("instruments");
    // The measurement is later than the calibration period on record at the ministry.
    await choose("bukti.json", evidence());
    await lead.page.getByText(lead.t("errors.evidence-uncalibrated")).waitFor();
    await page.getByRole("button", { name: word("calibrate") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(word("number")).fill("KAL-2026-0117");
    await dialog.getByLabel(word("until")).fill("2027-06-30");
    await dialog.getByRole("button", { name: word("save") }).click();
    await page.getByText(word("state.valid")).waitFor();
  });

  it("is refused with a changed value, and taken in as it was signed after a second look", async () => {
    const { page, t } = lead;
    const good = evidence();
    await choose("diubah.json", { ...good, parameters: good.parameters.map((one) => ({ ...one, value: 0.1 })) });
    await page.getByText(t("errors.evidence-signature-wrong")).first().waitFor();
    await choose("bukti.json", good);
    await page
      .getByText(t("web.testEvidence.lookTitle", { file: "bukti.json" }))
      .first()
      .waitFor();
    await page.getByText("HCA-200 Kelayakan").waitFor();
    const take = page.getByRole("button", { name: t("web.testEvidence.take", { count: 1 }) });
    await take.waitFor();
    await lead.look("evidence-second-look");
    const answers = () => portal.kit.db.selectFrom("testAnswer").select("id").where("testId", "=", test.id).execute();
    expect(await answers()).toEqual([]);
    await take.press("Enter");
    const done = t("web.testEvidence.done", { count: 1, instrument: "Hammer Call Analyzer" });
    await page.getByText(done).waitFor();
    expect((await answers()).length).toBe(1);
    await choose("bukti.json", good);
    await page.getByText(t("errors.evidence-known")).waitFor();
    await lead.look("evidence-taken");
  });

  it("is believed no longer once the key is revoked", async () => {
    const { page, t } = coordinator;
    await page.getByRole("button", { name: t("web.instruments.revoke") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("web.instruments.revokeText")).waitFor();
    await coordinator.look("instrument-revoking");
    await dialog.getByRole("button", { name: t("web.instruments.revoke") }).press("Enter");
    await page.getByText(t("web.instruments.state.revoked")).waitFor();
    expect(faults()).toEqual([]);
  });
});
