import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import type { DemonstrationStatus } from "../../identity/wire.ts";
import { ARTICLE_POINTS, isMapDestination, PICTURES } from "./article-map.ts";

const READY: DemonstrationStatus = {
  state: "ready",
  step: null,
  people: [],
  accountSid: null,
  authToken: null,
  verifyUrl: null,
};

let portal: TestPortal;
let status: DemonstrationStatus | undefined;

beforeAll(async () => {
  const demonstration = {
    status: () => status,
    isClockReal: () => true,
    startForReal: () => undefined,
    leadsTo: isMapDestination,
    ring: async () => null,
  };
  portal = await openTestPortal({ works: false, demonstration });
});

afterAll(() => portal.close());

async function mapPage(locale: string): Promise<string> {
  return (await fetch(`${portal.url}/peta?lang=${locale}`)).text();
}

/** Role and path of each log-in button. */
const buttonsOf = (page: string) =>
  [...page.matchAll(/name="to" value="([^"]+)"><button [^>]*value="([^"]+)"/gu)].map(([, to = "", role = ""]) => ({
    role,
    to,
  }));

const screens = ARTICLE_POINTS.flatMap((point) => point.screens);

describe("the map of the ministry's article", () => {
  it.each(["id", "en"])("has every point with its rules, standing and tests (%s)", async (locale) => {
    const page = await mapPage(locale);
    const items = page.split(/<li id="/u).slice(1);
    expect(items.map((item) => item.split('"')[0])).toEqual(ARTICLE_POINTS.map(({ id }) => id));
    for (const [index, { rules, tests }] of ARTICLE_POINTS.entries()) {
      const item = items[index] ?? "";
      for (const rule of rules) expect(item).toContain(`/aturan?search=${rule}"`);
      expect(item.match(/class="standing /gu)).toHaveLength(rules.length);
      for (const { file } of tests) expect(item).toContain(`<code>${file}</code>`);
    }
    expect(page).not.toContain("pages.public.");
  });

  it("has a button for each screen of a role in a demonstration, and a link for each page without an account", async () => {
    status = READY;
    const page = await mapPage("id");
    const ofRoles = screens.flatMap(({ role, path }) => (role === null ? [] : [{ role, to: path }]));
    expect(buttonsOf(page)).toEqual(ofRoles);
    for (const { role, path } of screens.filter((screen) => screen.role === null))
      expect(page, String(role)).toMatch(new RegExp(`class="button" href="${path}[?"]`));
  });

  it("has links to the screens and no button in an installation that is no demonstration", async () => {
    status = undefined;
    const page = await mapPage("en");
    expect(page).not.toContain("<form");
    for (const { path } of screens) expect(page).toMatch(new RegExp(`class="button" href="${path}[?"]`));
  });

  it("leads nowhere that it does not name", () => {
    expect(isMapDestination("officer", "/tugas-izin")).toBe(true);
    expect(isMapDestination("applicant", "/tugas-izin")).toBe(false);
    expect(isMapDestination("officer", "/tugas-izin/")).toBe(false);
    expect(isMapDestination("officer", "//tugas-izin")).toBe(false);
  });

  it("shows the pictures of the documents, and no other file", async () => {
    for (const name of Object.keys(PICTURES)) {
      const answer = await fetch(`${portal.url}/peta/${name}.png`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(1, 4)
          .toString(),
      ).toBe("PNG");
    }
    for (const name of ["gone.png", "..%2F..%2Fpackage.json", "inventory"])
      expect((await fetch(`${portal.url}/peta/${name}`)).status, name).toBe(404);
  });
});
