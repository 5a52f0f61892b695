import { pagePicture, qrOn } from "../../testkit/pdf-tools.ts";
import type { Visit } from "../../testkit/visit.ts";

const PAGES_MAX = 3;

/**
 * Waits for the published decree of the open case, opens it, and saves the received file. Browsers differ with a PDF in a new window: some display it, some
 * download it.
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

/** The URL that a phone's camera reads from the decree. */
export async function addressOnQr(decree: Uint8Array): Promise<string> {
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const text = qrOn(await pagePicture(decree, page, 150));
    // The QR reader sometimes detects an empty code on a page without one.
    if (text?.startsWith("http") === true) return text;
  }
  throw new Error("no QR on the decree");
}

/** Uploads a file on the open page. */
export async function checkFile({ page, t }: Visit, file: Uint8Array): Promise<void> {
  const buffer = Buffer.from(file);
  await page
    .getByLabel(t("pages.validation.upload.label"))
    .setInputFiles({ name: "sk.pdf", mimeType: "application/pdf", buffer });
  await page.getByRole("button", { name: t("pages.validation.upload.button") }).click();
  await page.getByRole("heading", { name: t("pages.validation.history.title") }).waitFor();
}

/** The file with the lowest bit of its middle byte inverted. */
export function withOneByteFlipped(file: Uint8Array): Uint8Array {
  const middle = Math.floor(file.length / 2);
  return file.map((byte, index) => (index === middle ? byte ^ 1 : byte));
}

/** The file with a comment appended. */
export function withBytesAppended(file: Uint8Array): Uint8Array {
  return Buffer.concat([file, Buffer.from("\n% tambahan\n")]);
}
