import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { addAgentPerson } from "../../testkit/agent-contact.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { GOOD_AGENT, openCallCentre } from "../../testkit/call-centre.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light" },
  { locale: "en", width: 360, height: 740, theme: "dark" },
] as const);
const NAME = "Harga eceran kartu perdana, paket data dan pulsa seluruh kantor cabang";
const HEADING = "kode;nama;satuan;harga_rupiah;ketentuan";

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

describe.each(WAYS)("a list of prices ($locale, $width px)", (way) => {
  let visit: Visit;
  let flowId: string;
  let atDesk: Guest;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.information.lists.${key}`, params);
  const form = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.flows.form.${key}`, params);
  const press = (name: string) => visit.page.getByRole("button", { name, exact: true }).press("Enter");
  const choose = (...lines: readonly string[]) =>
    visit.page.getByLabel(word("import.file"), { exact: true }).setInputFiles({
      name: "harga.csv",
      mimeType: "text/csv",
      buffer: Buffer.from([HEADING, ...lines].join("\n")),
    });

  beforeAll(async () => {
    const { operator, tenantId } = await openCallCentre(portal);
    atDesk = await addAgentPerson(portal, tenantId);
    await operator.client.post("/api/service/agents", { ...GOOD_AGENT, name: "Sari", personId: atDesk.id, queues: [] });
    const flow = await operator.client.post<{ id: string }>("/api/service/flows", { name: "Harga", example: "empty" });
    flowId = flow.body.id;
    visit = await comesAs(operator, way);
  });

  afterAll(() => visit?.close());

  it("is begun, told line by line what is wrong with a file, and imported as a version", async () => {
    const { page } = visit;
    await visit.open("/layanan/informasi");
    await page.getByText(word("none"), { exact: true }).waitFor();
    await press(word("add"));
    await page.getByLabel(word("name"), { exact: true }).fill(NAME);
    await page.getByLabel(word("kind"), { exact: true }).selectOption("prices");
    await visit.look("lists-begin");
    await press(word("begin"));
    await page.getByText(word("versions.none"), { exact: true }).waitFor();
    await visit.look("lists-empty");
    await choose("2001;Kartu perdana;lembar;25,5;", "2002;;;1000;");
    await page.getByText(word("import.faults", { count: 2 }), { exact: true }).waitFor();
    await visit.look("lists-faults");
    await choose("2001;Kartu perdana;lembar;25.000;Belum termasuk pajak", "PKT-7;Paket tujuh hari;paket;50000;");
    await page.getByText(word("import.unkeyed", { count: 1 }), { exact: true }).waitFor();
    await visit.look("lists-preview");
    await press(word("import.yes", { number: 1 }));
    await page.getByText(word("import.done", { number: 1 }), { exact: true }).waitFor();
    await page.getByText(word("states.in-force"), { exact: true }).waitFor();
    await page.getByRole("heading", { name: word("entriesOf", { number: 1 }), exact: true }).waitFor();
    await visit.look("lists-imported");
    await visit.open("/layanan/informasi");
    await page.getByRole("link", { name: NAME }).waitFor();
    await visit.look("lists-list");
  });

  it("is looked up by a step of a flow, which is written by keyboard and tried out", async () => {
    const { page } = visit;
    const flows = (key: string, params?: Readonly<Record<string, string>>) => visit.t(`web.flows.${key}`, params);
    await visit.open(`/layanan/alur/${flowId}`);
    await page.getByText(flows("tree.emptyTitle"), { exact: true }).click();
    await press(flows("tree.first"));
    await page
      .getByRole("dialog")
      .getByRole("button", { name: new RegExp(`^${visit.t("flows.kinds.look-up")}`) })
      .press("Enter");
    const language = visit.t("flows.languages.id");
    await page.getByLabel(form("lookUpList"), { exact: true }).selectOption({ label: NAME });
    await page.getByLabel(form("lookUpSays", { language })).fill("Harga {nama}");
    const unknown = visit.t("flows.findings.says-field-unknown.what", {
      step: visit.t("flows.kinds.look-up"),
      name: "nama",
    });
    await page.getByText(unknown, { exact: true }).first().waitFor();
    await visit.look("flow-look-up-finding");
    await page.getByLabel(form("lookUpSays", { language })).fill("Harga {name} adalah {price} rupiah");
    await page.getByText(form("lookUpHear", { said: "Harga Kartu perdana adalah 25000 rupiah." })).waitFor();
    await visit.look("flow-look-up");
    await page.locator("[data-save=saved]").waitFor();
    const isPhone = way.width < 1000;
    const done = async () => {
      if (isPhone)
        await page
          .getByRole("dialog")
          .getByRole("button", { name: form("done"), exact: true })
          .press("Enter");
    };
    await done();
    for (const field of ["found", "notFound", "failed"]) {
      await press(flows("tree.addAt", { way: flows(`ways.${field}`) }));
      await page
        .getByRole("dialog")
        .getByRole("button", { name: new RegExp(`^${visit.t("flows.kinds.hang-up")}`) })
        .press("Enter");
      await page
        .getByRole(isPhone ? "dialog" : "region", { name: flows("form.label") })
        .getByRole("heading", { name: visit.t("flows.kinds.hang-up") })
        .waitFor();
      await done();
    }
    await page
      .getByRole("navigation", { name: flows("parts.label") })
      .getByRole("link", { name: flows("parts.coba"), exact: true })
      .click();
    await page.getByLabel(flows("simulate.keys")).fill("2001#");
    await page.getByText(visit.t("flows.path.looking-up", { digits: "2001" }), { exact: true }).waitFor();
    const words = "Harga Kartu perdana adalah 25000 rupiah.";
    await page.getByText(visit.t("flows.path.heard", { words }), { exact: true }).waitFor();
    await visit.look("flow-look-up-tried");
    await page.getByLabel(flows("simulate.lookUp"), { exact: true }).selectOption("not-found");
    await page.getByText(visit.t("flows.path.not-found"), { exact: true }).waitFor();
  });

  it("is found at the desk beside articles, by keyboard", async () => {
    const agent = await comesAs(atDesk, way);
    const said = agent.page.locator(".desk-information");
    const told = (key: string, params?: Readonly<Record<string, string | number>>) =>
      agent.t(`web.agentDesk.information.${key}`, params);
    await agent.open("/layanan/meja");
    await said.getByText(told("noCaller")).click();
    await agent.page.keyboard.press("F1");
    await agent.page.keyboard.type("perdana");
    await said.getByText(told("found", { count: 1 })).waitFor();
    await agent.page.keyboard.press("ArrowDown");
    await agent.page.keyboard.press("Enter");
    await said.getByText("Belum termasuk pajak", { exact: true }).waitFor();
    await agent.look("desk-entry");
    await agent.close();
  });
});
