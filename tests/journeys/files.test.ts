import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../../testkit/browser.ts";
import { TINY_PDF } from "../../testkit/numbering-case.ts";
import { pagePicture } from "../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { signUp, somebody } from "./people-steps.ts";

const BYTES_MAX = 5_000_000;

let portal: TestPortal;
let browser: Browser;
let visit: Visit;

beforeAll(async () => {
  // The mailbox of a demonstration contains the mailed links.
  const env = { SAMBUNG_DEMO: "on" };
  [portal, browser] = await Promise.all([openTestPortal({ screens: true, env }), openBrowser()]);
  visit = await openVisit(browser, portal.url, { locale: "id", width: 360, height: 740 });
  await visit.open("/daftar");
  await signUp(visit, somebody("Putri Lestari"));
});

afterAll(async () => {
  await visit?.close();
  await browser?.close();
  await portal?.close();
});

/** A picture of noise, which does not compress: the worst case of a photo in bad light. */
async function noise(): Promise<Buffer> {
  const base64 = await visit.page.evaluate(`(() => {
    const canvas = document.createElement("canvas");
    canvas.width = 2400; canvas.height = 3400;
    const pen = canvas.getContext("2d");
    const image = pen.createImageData(2400, 3400);
    let seed = 7;
    for (let index = 0; index < image.data.length; index += 1) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      image.data[index] = index % 4 === 3 ? 255 : seed % 256;
    }
    pen.putImageData(image, 0, 0);
    return canvas.toDataURL("image/png").split(",")[1];
  })()`);
  return Buffer.from(String(base64), "base64");
}

const field = () => visit.page.getByLabel(visit.t("web.account.evidence"));
/** The line that names the file stored by the server. */
const keptAs = (name: string) =>
  visit.page
    .getByText(`${visit.t("web.parts.fileKept")}: ${name}`)
    .filter({ visible: true })
    .first();
const kept = () => visit.page.getByRole("link", { name: visit.t("web.parts.fileOpen") });

describe("choosing a document", () => {
  it("makes a PDF page of a large photo that fits, and keeps it through a reload of the form", async () => {
    const { page } = visit;
    await visit.open("/sengketa/baru");
    const photo = await noise();
    expect(photo.length).toBeGreaterThan(BYTES_MAX);
    await field().setInputFiles({ name: "akta foto.png", mimeType: "image/png", buffer: photo });
    await page.getByText("akta foto.pdf").waitFor();
    const address = (await kept().getAttribute("href")) ?? "";
    const stored = await (await visit.context.request.get(address)).body();
    expect(stored.length).toBeLessThanOrEqual(BYTES_MAX);
    const picture = await pagePicture(stored, 1, 60);
    // An A4 page in portrait, rendered at 60 dpi.
    expect([Math.abs(picture.width - 496), Math.abs(picture.height - 702)].every((off) => off <= 1)).toBe(true);
    await page.reload();
    await page.getByText("akta foto.pdf").waitFor();
    expect(await kept().getAttribute("href")).toBe(address);
    await visit.look("file-photo");
  });

  it("sends again by itself when the link breaks, and offers it when it stays broken", async () => {
    const { page, t } = visit;
    const file = { name: "akta.pdf", mimeType: "application/pdf", buffer: Buffer.from(TINY_PDF) };
    let failures = 1;
    await page.route("**/api/files?*", (route) => {
      failures -= 1;
      return failures >= 0 ? route.abort() : route.continue();
    });
    await field().setInputFiles(file);
    await page.getByText(t("web.parts.fileAgain", { name: "akta.pdf", again: 1 })).waitFor();
    await keptAs("akta.pdf").waitFor();
    failures = 4;
    await field().setInputFiles({ ...file, name: "akta-dua.pdf" });
    const again = page.getByRole("button", { name: t("web.parts.fileRetry", { name: "akta-dua.pdf" }) });
    await again.waitFor({ timeout: 30_000 });
    await visit.look("file-unsent");
    await again.click();
    await keptAs("akta-dua.pdf").waitFor();
    await page.unroute("**/api/files?*");
  });

  it.each([
    ["empty", "kosong.pdf", Buffer.alloc(0), "web.parts.fileEmpty"],
    ["neither PDF nor photo", "surat.docx", Buffer.from("PK surat"), "web.parts.fileNotPdf"],
    ["larger than the rule", "besar.pdf", Buffer.alloc(6_000_000, 1), "web.parts.fileTooBig"],
    ["broken off", "putus.pdf", Buffer.from("%PDF-1.7\n1 0 obj"), "errors.file-damaged"],
    [
      "locked with a password",
      "kunci.pdf",
      Buffer.from(new TextDecoder().decode(TINY_PDF).replace("/Root", "/Encrypt 5 0 R/Root")),
      "errors.file-encrypted",
    ],
  ] as const)("says in words what is wrong with one that is %s, and keeps the one before", async (...row) => {
    const [, name, buffer, words] = row;
    const { page, t } = visit;
    const before = await kept().getAttribute("href");
    const mimeType = name.endsWith(".pdf") ? "application/pdf" : "application/msword";
    await field().setInputFiles({ name, mimeType, buffer });
    await page
      .getByText(t(words, { max: 5 }))
      .first()
      .waitFor();
    expect(await kept().getAttribute("href")).toBe(before);
    await visit.look(`file-${name}`);
  });

  it("shows nothing a careful eye would be ashamed of on the way", () => {
    const broken = /ERR_FAILED/;
    expect(visit.faults.filter((fault) => !broken.test(fault))).toEqual([]);
  });
});
