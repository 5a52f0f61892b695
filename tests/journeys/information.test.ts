import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { createRuntimeContext } from "../../src/platform/world/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { GOOD_QUEUE, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const WAYS = variantsOf([
  { locale: "id", width: 1440, height: 900, theme: "light" },
  { locale: "en", width: 360, height: 740, theme: "dark" },
] as const);
const TITLE = "Cara membayar tagihan";

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

describe.each(WAYS)("writing information ($locale, $width px)", (way) => {
  let visit: Visit;
  const word = (key: string, params?: Readonly<Record<string, string | number>>) =>
    visit.t(`web.information.${key}`, params);
  const press = (name: string) => visit.page.getByRole("button", { name, exact: true }).press("Enter");

  beforeAll(async () => {
    const { operator } = await openCallCentre(portal);
    await operator.client.post("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
    visit = await comesAs(operator, way);
  });

  afterAll(() => visit?.close());

  it("begins where nothing is, sees what agents will see, and publishes it", async () => {
    const { page } = visit;
    await visit.open("/layanan/informasi");
    await page.getByText(word("list.emptyTitle")).waitFor();
    await page.getByText(word("misses.none")).waitFor();
    await visit.look("information-nothing");
    await page
      .getByRole("button", { name: word("list.add") })
      .first()
      .press("Enter");
    await page.getByLabel(word("begin.title"), { exact: true }).fill(TITLE);
    await page.getByLabel(word("begin.title"), { exact: true }).press("Enter");
    await page
      .getByLabel(word("form.body"), { exact: true })
      .fill("## Lewat bank\n\n1. Buka https://bayar.contoh.example\n2. Isi nomor");
    await page.getByRole("link", { name: "https://bayar.contoh.example" }).waitFor();
    await page.getByLabel("Tagihan", { exact: true }).check();
    await press(word("form.save"));
    await page.getByText(word("form.saved"), { exact: true }).waitFor();
    await visit.look("information-draft");
    await press(word("form.publish"));
    await visit.look("information-publish");
    await press(word("publish.yes"));
    await page.getByText(word("states.in-force"), { exact: true }).waitFor();
  });

  it("sees what a version changed, and finds the article by its state", async () => {
    const { page } = visit;
    await page.getByLabel(word("form.body"), { exact: true }).fill("## Lewat toko\n\n1. Tunjukkan nomor");
    await press(word("form.save"));
    await page.getByText(word("form.saved"), { exact: true }).waitFor();
    await press(word("form.publish"));
    await press(word("publish.yes"));
    // The version is in the table shortly before the dialog closes and returns the focus.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await press(word("versions.compareOf", { number: 2 }));
    await page.getByText("## Lewat bank").waitFor();
    await visit.look("information-comparison");
    await press(word("versions.close"));
    await visit.open("/layanan/informasi?state=in-force");
    await page.getByRole("link", { name: TITLE }).waitFor();
    await visit.look("information-list");
  });
});
