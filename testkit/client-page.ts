import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { expect } from "vitest";

const SCRIPT = path.resolve(import.meta.dirname, "page-client.js");
const PAGE =
  '<!doctype html><meta charset="utf-8" /><title>Toko</title><script type="module" src="/client.js"></script>';
/** Tolerance of the frequency in a page's spectrum. */
const NEAR_HZ = 40;

/** A page of a foreign website with the unmodified example of a browser client. */
export interface ClientPage {
  readonly page: Page;
  /** Events so far, in order. */
  log(): Promise<readonly string[]>;
  /** Connects by a token, and answers calls with a tone; returns the error code of a refusal, or null. */
  connect(token: string): Promise<number | null>;
  call(parameters: Readonly<Record<string, string>>): Promise<void>;
  hangUp(): Promise<void>;
  /** Waits until it receives a tone. */
  hears(hz: number): Promise<void>;
}

/** A website of another origin than the installation's. */
export interface ClientSite {
  open(
    browser: Browser,
    own: { readonly baseUrl: string; readonly accountSid: string; readonly toneHz: number },
  ): Promise<ClientPage>;
  close(): Promise<void>;
}

/** Serves the page. */
export async function openClientSite(): Promise<ClientSite> {
  const script = await bundled();
  const server = createServer((request, response) => {
    const isScript = request.url === "/client.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    open: async (browser, own) => {
      const page = await browser.newPage();
      await page.goto(url);
      await expect.poll(() => page.evaluate("window.prepare !== undefined")).toBe(true);
      await page.evaluate(`prepare(${JSON.stringify(own)})`);
      return clientOn(page);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function clientOn(page: Page): ClientPage {
  return {
    page,
    log: () => page.evaluate<string[]>("testPage.log"),
    connect: (token) => page.evaluate<number | null>(`testPage.connect(${JSON.stringify(token)})`),
    call: (parameters) => page.evaluate(`testPage.call(${JSON.stringify(parameters)})`),
    hangUp: () => page.evaluate("testPage.hangUp()"),
    hears: async (hz) => {
      const off = async () => Math.abs((await page.evaluate<number>("testPage.heardHz()")) - hz);
      await expect.poll(off, { timeout: 30_000, interval: 100 }).toBeLessThan(NEAR_HZ);
    },
  };
}

/** The example bundled with JsSIP, as a website does. */
async function bundled(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: { write: false, minify: false, lib: { entry: SCRIPT, formats: ["es"], fileName: "client" } },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (first === undefined || !("output" in first)) throw new Error("the page's script was not built");
  return first.output[0].code;
}
