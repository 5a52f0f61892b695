import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { type CallCentre, GOOD_QUEUE, openCallCentre } from "../../testkit/call-centre.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import type { Visit, VisitOptions } from "../../testkit/visit.ts";
import { openVisitors } from "../../testkit/visitors.ts";

const LONG = "Layanan Pengaduan Pelanggan Korporasi dan Pemerintahan Wilayah Timur";
const HEADING = "surel;peran;nama;bahasa;ekstensi;antrean;keahlian";

let portal: TestPortal;
let browser: Browser;

beforeAll(async () => {
  [portal, browser] = await Promise.all([openTestPortal({ screens: true }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await portal?.close();
});

const WAYS: readonly { readonly way: string; readonly options: VisitOptions }[] = variantsOf([
  { way: "in Indonesian at a desk", options: { locale: "id" } },
  { way: "in English on a phone by night", options: { locale: "en", width: 360, height: 740, theme: "dark" } },
]);

const word = ({ t }: Visit, key: string, params?: Record<string, string | number>) =>
  t(`web.peopleSheet.${key}`, params);

/** Chooses a file as a user does, under the same name each time. */
async function choose(visit: Visit, lines: readonly string[]): Promise<void> {
  const buffer = Buffer.from(`\ufeff${[HEADING, ...lines].join("\r\n")}\r\n`);
  await visit.page.getByLabel(word(visit, "file")).setInputFiles({ name: "orang.csv", mimeType: "text/csv", buffer });
}

describe.each(WAYS)("people from a file, $way", ({ options }) => {
  const { comesAs, faults, leave } = openVisitors(() => ({ browser, url: portal.url }), options);
  const at = (who: string) => `${who}.${options.locale ?? "id"}@berkas.invalid`;
  let centre: CallCentre;
  let administrator: Visit;

  beforeAll(async () => {
    centre = await openCallCentre(portal);
    succeeded(await centre.operator.client.post("/api/service/queues", { ...GOOD_QUEUE, name: LONG }), "a queue");
    administrator = await comesAs(centre.operator);
  });
  afterAll(leave);

  it("a template is taken, and a file with faults says line by line what to mend", async () => {
    const { page, t } = administrator;
    await administrator.open("/layanan/orang");
    await page.getByRole("link", { name: t("web.centrePeople.fromFile") }).press("Enter");
    await page.getByRole("heading", { level: 1, name: word(administrator, "title") }).waitFor();
    await page.getByText(word(administrator, "columnsTitle")).click();
    await administrator.look("people-sheet");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: word(administrator, "template", { format: "CSV" }) }).press("Enter"),
    ]);
    expect(await readFile(await file.path(), "utf8")).toContain(LONG);
    await choose(administrator, [
      `${at("rina")};agen;Rina;id;201;${LONG}:2;inggris:3`,
      `${at("budi")};direktur;Budi;;;;`,
      `bukan surel;agen;${"Nama yang sangat panjang ".repeat(3)};;112;Tidak ada:9;`,
    ]);
    await page.getByText(word(administrator, "refusedTitle")).waitFor();
    expect(await page.getByRole("button", { name: word(administrator, "write") }).count()).toBe(0);
    await administrator.look("people-sheet-refused");
    await page.getByLabel(word(administrator, "show")).selectOption("all");
    await page.getByText(at("rina")).waitFor();
    await administrator.look("people-sheet-all");
  });

  it("a file is written after a look and a word, by keyboard, and passwords of new phones are told once", async () => {
    const { page } = administrator;
    const lines = [
      `${at("rina")};agen;Rina;id;201;${LONG}:2;inggris:3 | keluhan:5`,
      `${at("budi")};supervisor;Budi;;;;`,
      ";agen;Meja depan;;202;;",
    ];
    await administrator.open("/layanan/orang/berkas");
    await choose(administrator, lines);
    const counts = { new: 3, changed: 0, unchanged: 0, refused: 0 };
    await page.getByText(word(administrator, "counts", counts)).waitFor();
    await administrator.look("people-sheet-new");
    await page.getByRole("button", { name: word(administrator, "write") }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(word(administrator, "writeText", { invited: 2, phones: 2 })).waitFor();
    await administrator.look("people-sheet-asks");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: word(administrator, "write") }).press("Enter");
    await dialog.getByRole("button", { name: word(administrator, "write") }).press("Enter");
    await page.getByText(word(administrator, "phonesTitle")).waitFor();
    await administrator.look("people-sheet-done");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: word(administrator, "phonesDownload") }).press("Enter"),
    ]);
    expect(await readFile(await file.path(), "utf8")).toMatch(
      /201[;,]Rina[;,][^;,]*[;,]201-[a-z0-9]{6}[;,][a-z0-9]{24}/,
    );
    await page.getByRole("button", { name: word(administrator, "another") }).press("Enter");
    await choose(administrator, lines);
    await page.getByText(word(administrator, "nothing")).waitFor();
    await administrator.look("people-sheet-unchanged");
  });

  it("what changed since the look is not written over, and a file that is none says so", async () => {
    const { page, t } = administrator;
    await administrator.open("/layanan/orang/berkas");
    await choose(administrator, [`${at("rina")};agen;Rina Lestari;id;201;${LONG}:1;`]);
    await page.getByText(word(administrator, "changes.name", { from: "Rina", to: "Rina Lestari" })).waitFor();
    await administrator.look("people-sheet-changed");
    const { items } = succeeded(
      await centre.operator.client.get<{ items: { id: string; name: string }[] }>("/api/service/agents"),
      "agents",
    );
    const rina = items.find(({ name }) => name === "Rina");
    await centre.operator.client.delete(`/api/service/agents/${rina?.id}`);
    await page.getByRole("button", { name: word(administrator, "write") }).press("Enter");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: word(administrator, "write") })
      .press("Enter");
    await page.getByText(t("errors.people-sheet-changed")).waitFor();
    await administrator.look("people-sheet-stale");
    const broken = { name: "orang.xlsx", mimeType: "application/zip", buffer: Buffer.from([0x50, 0x4b, 3, 4, 9, 9]) };
    await page.getByLabel(word(administrator, "file")).setInputFiles(broken);
    await page.getByText(word(administrator, "fileFaults")).waitFor();
    await administrator.look("people-sheet-no-sheet");
    expect(faults()).toEqual([]);
  });
});
