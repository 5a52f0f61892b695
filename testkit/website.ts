import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";

/** A foreign website with the script line of a widget and a strict content security policy. */
export interface Website {
  readonly url: string;
  /** Sets the content of the page. */
  say(html: string): void;
  close(): Promise<void>;
}

/** Opens a website whose policy allows scripts and frames of one other origin. */
export async function openWebsite(allowed: string): Promise<Website> {
  let html = "";
  const server: Server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-security-policy", `default-src 'none'; script-src ${allowed}; frame-src ${allowed}`);
    response.setHeader("referrer-policy", "no-referrer");
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    say: (next) => {
      html = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The document of a widget on a page, once it has reported its height. */
export async function frameOn(page: Page): Promise<Frame> {
  const found = page.locator("iframe");
  await found.waitFor({ state: "attached" });
  await expect.poll(async () => (await found.boundingBox())?.height ?? 0).toBeGreaterThan(40);
  const frame = await (await found.elementHandle())?.contentFrame();
  if (frame == null) throw new Error("the page has no frame");
  return frame;
}
