import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLIC_PATHS } from "../../src/licensing/register/index.ts";
import { openBrowser } from "../../testkit/browser.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { type Display, openVisit, type Visit, type VisitOptions } from "../../testkit/visit.ts";

const LINKS_MAX = 200;

let demonstration: Demonstration;
let browser: Browser;

beforeAll(async () => {
  [demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

async function visiting(options: VisitOptions, work: (visit: Visit) => Promise<void>): Promise<readonly string[]> {
  const visit = await openVisit(browser, demonstration.url, options);
  try {
    await work(visit);
    return visit.faults;
  } finally {
    await visit.close();
  }
}

const PHONE = { width: 360, height: 740 };
const DESKTOP = { width: 1440, height: 900 };

const WAYS: readonly { readonly options: VisitOptions; readonly displays: readonly Display[] }[] = [
  {
    options: { locale: "id" },
    displays: [
      { ...PHONE, theme: "light" },
      { ...DESKTOP, theme: "dark" },
    ],
  },
  {
    options: { locale: "en" },
    displays: [
      { ...PHONE, theme: "dark" },
      { ...DESKTOP, theme: "light" },
    ],
  },
  // The layout of a 1440 px screen at 200 % zoom.
  { options: { locale: "id", scale: 2 }, displays: [{ width: 720, height: 450, theme: "light" }] },
];

/** The self-check in progress and at its longest answer. */
const SELF_CHECKS = { asking: "who=business", operators: "who=person&purpose=own&code=yes" };

describe.each(WAYS)("the public pages ($options.locale, $displays.length displays)", ({ options, displays }) => {
  it("have no fault of accessibility, layout or language", async () => {
    const faults = await visiting({ ...options, ...displays[0] }, async (visit) => {
      const look = async (where: string): Promise<void> => {
        for (const display of displays) {
          await visit.display(display);
          await visit.look(where);
        }
      };
      for (const [place, path] of Object.entries(PUBLIC_PATHS)) {
        const answer = await visit.page.goto(path);
        expect(answer?.status(), path).toBe(200);
        expect(await visit.page.locator("html").getAttribute("lang")).toBe(options.locale);
        await look(`public-${place}`);
      }
      for (const [name, answers] of Object.entries(SELF_CHECKS)) {
        await visit.open(`${PUBLIC_PATHS.check}?${answers}`);
        await look(`check-${name}`);
      }
    });
    expect(faults).toEqual([]);
  });
});

describe("a stranger without script who only wants a short number", () => {
  it("learns by keyboard alone that a licensed operator rents one out, and who does", async () => {
    const faults = await visiting({ locale: "id", width: 360, height: 740, script: false }, async (visit) => {
      const { page, t } = visit;
      await page.goto("/");
      await page.getByRole("link", { name: t("pages.public.home.check") }).focus();
      await page.keyboard.press("Enter");
      for (const [question, presses] of [
        ["who", 1],
        ["purpose", 2],
        ["code", 1],
        ["means", 2],
      ] as const) {
        await page.getByRole("group", { name: t(`pages.public.check.questions.${question}.title`) }).waitFor();
        await page.getByRole("radio").first().focus();
        await page.keyboard.press("Space");
        if (presses === 2) await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
      }
      await page
        .getByRole("heading", { level: 1, name: t("pages.public.check.outcomes.ask-operator.answer") })
        .waitFor();
      await page.getByRole("row").filter({ hasText: "PT Suara Pelanggan Contoh" }).waitFor();
    });
    expect(faults).toEqual([]);
  });

  it("can change an answer without giving the earlier ones again", async () => {
    const faults = await visiting({ locale: "en" }, async (visit) => {
      const { page, t } = visit;
      await page.goto("/cek-keperluan?who=business&purpose=others&holding=no");
      await page.getByRole("heading", { level: 1, name: t("pages.public.check.outcomes.licence.answer") }).waitFor();
      const question = t("pages.public.check.questions.purpose.title");
      await page.getByRole("link", { name: t("pages.public.check.changeNamed", { question }) }).click();
      await page.getByRole("group", { name: question }).waitFor();
      expect(new URL(page.url()).searchParams.get("who")).toBe("business");
    });
    expect(faults).toEqual([]);
  });
});

describe("the language of the public pages", () => {
  it("is chosen by a link, kept in the only cookie a stranger gets, and taken over by the application", async () => {
    const faults = await visiting({ locale: "id", script: true }, async ({ page, context, t }) => {
      await page.goto("/");
      expect(await context.cookies()).toEqual([]);
      await page.getByRole("link", { name: "English" }).click();
      await page.locator("html[lang=en]").waitFor();
      expect((await context.cookies()).map(({ name, value }) => [name, value])).toEqual([["sambung-locale", "en"]]);
      await page.goto("/langkah");
      await page.locator("html[lang=en]").waitFor();
      await page.goto("/masuk");
      await page.locator("html[lang=en]").waitFor();
      await page.getByRole("button", { name: t("web.shell.languageName.id") }).click();
      await page.locator("html[lang=id]").waitFor();
      await page.goto("/bantuan");
      await page.locator("html[lang=id]").waitFor();
    });
    expect(faults).toEqual([]);
  });
});

describe("every link of the public pages", () => {
  it("leads somewhere", async () => {
    const seen = new Map<string, string>(Object.values(PUBLIC_PATHS).map((path) => [path, "the list of pages"]));
    const dead: string[] = [];
    for (const [address, from] of seen) {
      const answer = await fetch(`${demonstration.url}${address}`, { redirect: "follow" });
      if (!answer.ok) dead.push(`${address} (from ${from}): ${answer.status}`);
      const text = await answer.text();
      const isOurs = Object.values<string>(PUBLIC_PATHS).includes(address.split("?")[0] ?? "");
      if (!isOurs) continue;
      dead.push(...fragmentsWithoutPlace(text).map((fragment) => `${address}${fragment}`));
      for (const link of linksOf(text)) if (!seen.has(link) && seen.size < LINKS_MAX) seen.set(link, address);
    }
    expect(dead).toEqual([]);
    expect(seen.size).toBeGreaterThan(20);
  });
});

const HREF = /<a [^>]*href="([^"]+)"/g;

function linksOf(page: string): readonly string[] {
  return [...page.matchAll(HREF)]
    .map(([, href = ""]) => href.replaceAll("&amp;", "&").split("#")[0] ?? "")
    .filter((href) => href.startsWith("/"));
}

function fragmentsWithoutPlace(page: string): readonly string[] {
  return [...page.matchAll(HREF)]
    .map(([, href = ""]) => href)
    .filter((href) => href.startsWith("#") && !page.includes(`id="${href.slice(1)}"`));
}
