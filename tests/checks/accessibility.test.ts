import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults } from "../../testkit/accessibility.ts";
import { openBrowser } from "../../testkit/browser.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
});

afterAll(() => browser?.close());

const sound = (inside: string): string =>
  `<!doctype html><html lang="id"><title>Contoh</title><main><h1>Contoh</h1>${inside}</main></html>`;

describe("the judge of accessibility", () => {
  it.each([
    ["color-contrast", '<p style="color:#bbb;background:#fff">Pucat</p>'],
    ["image-alt", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="20" height="20">'],
    ["label", '<input type="text">'],
    ["button-name", "<button></button>"],
    ["list", "<ul><p>Bukan butir</p></ul>"],
    ["target-size", '<a href="#a" style="font-size:6px">a</a><a href="#b" style="font-size:6px">b</a>'],
  ])("finds a planted fault: %s", async (id, inside) => {
    await page.setContent(sound(inside));
    expect((await accessibilityFaults(page)).map((fault) => fault.id)).toContain(id);
  });

  it("names every place of a fault", async () => {
    await page.setContent(sound("<button></button><button></button><button></button>"));
    const found = (await accessibilityFaults(page)).find(({ id }) => id === "button-name");
    expect([found?.impact, found?.places.length]).toEqual(["critical", 3]);
  });

  it("finds nothing where nothing is wrong", async () => {
    await page.setContent(sound("<p>Semua baik.</p>"));
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
