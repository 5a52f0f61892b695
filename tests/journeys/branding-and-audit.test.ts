import type { Browser } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, openCallCentre } from "../../testkit/call-centre.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const NAME = "Halo Nusantara";
const PALE = "#ffcc00";

let portal: TestPortal;
let browser: Browser;
let centre: CallCentre;

beforeAll(async () => {
  const env = { SAMBUNG_LICENSING: "off" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, works: false, env }), openBrowser()]);
  centre = await openCallCentre(portal);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const { comesAs } = openVisitors(() => ({ browser, url: portal.url }));

function logo(): Buffer {
  const png = new PNG({ width: 96, height: 64 });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([140, 60, 10, 255], at);
  return PNG.sync.write(png);
}

async function visiting(options: VisitOptions, work: (visit: Visit) => Promise<void>): Promise<readonly string[]> {
  const visit = await comesAs(centre.operator, options);
  try {
    await work(visit);
    return visit.faults;
  } finally {
    await visit.close();
  }
}

describe("the administrator of a call centre", () => {
  it("gives it a name, a colour that can be read and a logo, and finds all of it in the trail", async () => {
    const desk = { locale: "id", width: 1440, height: 900, theme: "light" } as const;
    const faults = await visiting(desk, async (visit) => {
      const { page, t } = visit;
      await visit.open("/layanan/tampilan");
      await page.getByLabel(t("web.branding.name")).fill(NAME);
      await page.getByLabel(t("web.branding.colour"), { exact: true }).fill(PALE);
      await page.getByRole("button", { name: t("web.branding.save") }).click();
      await page
        .getByRole("alert")
        .getByText(/WCAG AA/)
        .first()
        .waitFor();
      await visit.look("look-unreadable");
      await page.getByRole("button", { name: /Pakai #/ }).click();
      await page.getByRole("button", { name: t("web.branding.save") }).click();
      await page.getByText(t("web.branding.saved")).waitFor();
      await page.getByRole("banner").getByText(NAME).waitFor();
      await page.locator("input[type=file]").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: logo() });
      await page.getByText(t("web.branding.logoSaved")).waitFor();
      await page.getByRole("img", { name: t("web.branding.logoAlt") }).waitFor();
      expect(await page.locator("html").getAttribute("style")).toMatch(/--own-dark-accent: ?#[0-9a-f]{6}/);
      await visit.look("look-chosen");
      await visit.open("/layanan/jejak");
      await page.getByRole("cell", { name: t("web.audit.actions.branding-logo-changed") }).waitFor();
      await visit.look("trail");
      await page.getByLabel(t("web.audit.action")).selectOption("branding.changed");
      await page
        .getByRole("cell", { name: t("web.audit.actions.branding-logo-changed") })
        .waitFor({ state: "detached" });
      await page.getByRole("cell", { name: t("web.audit.actions.branding-changed") }).waitFor();
    });
    expect(faults).toEqual([]);
  });

  it("sees it on a phone by night, reads the trail in English, and sets the look back to default", async () => {
    const phone = { locale: "en", width: 360, height: 740, theme: "dark" } as const;
    const faults = await visiting(phone, async (visit) => {
      const { page, t } = visit;
      await visit.open("/layanan/jejak");
      await page.getByText(t("web.audit.actions.branding-changed")).filter({ visible: true }).first().waitFor();
      await visit.look("trail-night");
      await visit.open("/layanan/tampilan");
      await page.getByRole("banner").getByText(NAME).waitFor();
      await visit.look("look-night");
      await page.getByRole("button", { name: t("web.branding.reset") }).click();
      await page.getByText(t("web.branding.resetDone")).waitFor();
      await page.getByRole("banner").getByText(t("web.shell.wordmark")).waitFor();
    });
    expect(faults).toEqual([]);
  });
});

describe("a visitor where only a call centre runs", () => {
  it.each(
    variantsOf([
      { locale: "id", width: 1440, theme: "light" },
      { locale: "en", width: 360, theme: "dark" },
      { locale: "id", width: 360, theme: "dark" },
      { locale: "en", width: 1440, theme: "light" },
    ] as const),
  )("sees the way in, and nothing of licensing ($locale, $width px)", async ({ locale, width, theme }) => {
    const visit = await comesAs(null, { locale, width, theme, height: 800, strict: true });
    const { page, t } = visit;
    await visit.open("/");
    await page.getByRole("heading", { level: 1, name: portal.kit.settings.installationName }).waitFor();
    await visit.look("home-of-call-centre");
    await page
      .locator("main")
      .getByRole("link", { name: t("pages.public.layout.logIn") })
      .click();
    await page.getByRole("heading", { level: 1, name: t("web.people.logInTitle") }).waitFor();
    expect(await page.getByRole("link", { name: t("web.shell.place.rules"), exact: true }).count()).toBe(0);
    expect(visit.faults).toEqual([]);
    await visit.close();
  });
});
