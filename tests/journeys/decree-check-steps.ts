import { pagePicture, qrOn } from "../../testkit/pdf-tools.ts";
import type { Visit } from "../../testkit/visit.ts";

const PAGES_MAX = 3;

/**
 * Waits for the published decree on the case that is open, opens it, and saves what the browser was sent. What a browser
 * does with a PDF in a new window is its own matter: one shows it, one keeps it.
 */
export async function downloadDecree({ page, context, t }: Visit): Promise<Uint8Array> {
  const link = page.getByRole("link", { name: t("web.application.openDecree") });
  await link.waitFor();
  const asking = context.waitForEvent("request", (request) => request.isNavigationRequest());
  const [opened, asked] = await Promise.all([context.waitForEvent("page"), asking, link.click()]);
  const answer = await context.request.get(asked.url());
  if (answer.headers()["content-type"] !== "application/pdf") throw new Error(`the decree is no PDF: ${asked.url()}`);
  await opened.close();
  return answer.body();
}

/** The address that a phone's camera reads from the decree. */
export async function addressOnQr(decree: Uint8Array): Promise<string> {
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const text = qrOn(await pagePicture(decree, page, 150));
    // A reader sometimes sees an empty code in the drawing of a page that has none.
    if (text?.startsWith("http") === true) return text;
  }
  throw new Error("no QR on the decree");
}

/** Uploads a file on the page that is open. */
export async function checkFile({ page, t }: Visit, file: Uint8Array): Promise<void> {
  const buffer = Buffer.from(file);
  await page
    .getByLabel(t("pages.validation.upload.label"))
    .setInputFiles({ name: "sk.pdf", mimeType: "application/pdf", buffer });
  await page.getByRole("button", { name: t("pages.validation.upload.button") }).click();
  await page.getByRole("heading", { name: t("pages.validation.history.title") }).waitFor();
}

/** The file with the lowest bit of its middle byte turned. */
export function withOneByteFlipped(file: Uint8Array): Uint8Array {
  const middle = Math.floor(file.length / 2);
  return file.map((byte, index) => (index === middle ? byte ^ 1 : byte));
}

/** The file with a comment after its end. */
export function withBytesAppended(file: Uint8Array): Uint8Array {
  return Buffer.concat([file, Buffer.from("\n% tambahan\n")]);
}
