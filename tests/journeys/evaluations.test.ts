import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { addAgentPerson, writeContact } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG = "Pelanggan Korporasi, Pengaduan, dan Permintaan Informasi Layanan Terpadu Nasiona";
const ASKED = "Menyapa dengan nama dan memperkenalkan diri";
const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light" },
  { locale: "en", width: 360, height: 740, theme: "dark" },
] as const);
const MINUTE_MS = 60_000;

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([
    openTestPortal({ runtimeContext: createRuntimeContext(), screens: true, works: false }),
    openBrowser(),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

describe.each(WAYS)("how a contact is evaluated ($locale, $width px)", (way) => {
  let centre: CallCentre;
  let agent: Guest;
  let visit: Visit;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.evaluations.${key}`, params);

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    agent = await addAgentPerson(portal, centre.tenantId);
    const { client } = centre.operator;
    const made = async (path: string, form: object) => (await client.post<{ id: string }>(path, form)).body.id;
    const queueId = await made("/api/service/queues", { ...GOOD_QUEUE, name: LONG });
    const agentId = await made("/api/service/agents", { ...GOOD_AGENT, name: "Sari Dewi", personId: agent.id });
    const where = { tenantId: centre.tenantId, queueId, agentId, caller: "0812", called: "1500881" };
    await writeContact(portal.kit, { ...where, atMs: portal.kit.clock.nowMs() - 5 * MINUTE_MS, sequence: 1 });
    visit = await comesAs(centre.operator, way);
  });

  afterAll(() => visit?.close());

  it("begins with a form", async () => {
    const { page } = visit;
    await visit.open("/layanan/formulir-penilaian");
    await page.getByRole("link", { name: word("forms.add") }).click();
    await page.getByLabel(word("forms.name"), { exact: true }).fill("Layanan dasar");
    await page.getByLabel(word("forms.sectionTitle")).fill("Pembukaan");
    await page.getByLabel(`1.1 ${word("forms.text")}`).fill(ASKED);
    await page.getByRole("button", { name: word("forms.addQuestionTo", { nth: 1 }) }).press("Enter");
    await page.getByLabel(`1.2 ${word("forms.text")}`).fill("Masalah selesai");
    const second = page.getByRole("group", { name: word("forms.question", { nth: "1.2" }) });
    await second.getByLabel(word("forms.kind"), { exact: true }).selectOption("yes-no");
    await second.getByLabel(word("forms.isFatal")).check();
    await visit.look("evaluation-form");
    await page.getByRole("button", { name: word("forms.save", { version: 1 }) }).press("Enter");
    await page.getByText("Layanan dasar").waitFor();
    await visit.look("evaluation-forms");
  });

  it("goes on with a contact that is drawn, its marks and answers, and ends with what is sent", async () => {
    const { page } = visit;
    await visit.open("/layanan/undian-penilaian");
    await page.getByRole("button", { name: word("draws.draw"), exact: true }).press("Enter");
    await page
      .getByRole("button", { name: word("draws.judgeOf", { agent: "Sari Dewi", at: "" }).slice(0, 20) })
      .waitFor();
    await visit.look("evaluation-draw");
    await page
      .getByRole("button", { name: word("draws.judgeOf", { agent: "Sari Dewi", at: "" }).slice(0, 20) })
      .click();
    // The forms must be loaded before an evaluation can begin.
    await page.getByRole("button", { name: word("beginAct") }).click();
    await page.getByText(word("review.recordings.none")).waitFor();
    await page.getByLabel(word("review.markAt")).fill("0:42");
    await page.getByLabel(word("review.markRemark")).fill("Memotong pembicaraan");
    await page.getByLabel(word("review.markRemark")).press("Enter");
    await page.getByText("0:42").waitFor();
    await page.getByRole("group", { name: ASKED }).getByLabel("4", { exact: true }).check();
    await page.getByRole("group", { name: "Masalah selesai" }).getByLabel(word("review.yes"), { exact: true }).check();
    await page.getByText(word("review.missing", { count: 0 })).waitFor();
    await visit.look("evaluation-draft");
    await page.getByRole("button", { name: word("review.send") }).press("Enter");
    await page.getByText(word("review.notYet")).waitFor();
    await visit.look("evaluation-sent");
    for (const [address, name] of [
      ["/layanan/penilaian", "evaluations"],
      ["/layanan/laporan-penilaian", "evaluation-report"],
    ] as const) {
      await visit.open(address);
      await page.getByRole("cell", { name: "Sari Dewi" }).waitFor();
      await visit.look(name);
    }
  });

  it("is read by the agent at the desk, who answers once", async () => {
    await visit.close();
    visit = await comesAs(agent, way);
    const { page } = visit;
    await visit.open("/layanan/meja");
    await page.getByText(word("own.open", { count: 1 })).waitFor();
    await visit.look("evaluations-own");
    await page
      .getByRole("region", { name: word("own.title") })
      .getByRole("link")
      .first()
      .click();
    await page.getByLabel(word("own.reply")).fill("Saya akan lebih sabar");
    await visit.look("evaluation-own");
    await page.getByRole("button", { name: word("own.answer") }).press("Enter");
    await page.getByText(word("own.done")).waitFor();
    const { text } = await centre.operator.client.get("/api/service/evaluations?state=acknowledged");
    expect(text).toContain("Sari Dewi");
    // Four of five points and a yes, with equal weights.
    expect(text).toContain('"score":9000');
  });
});
