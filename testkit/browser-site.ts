import { createServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import type { Duplex } from "node:stream";
import { build } from "vite";
import { pipeHeaders, SIP_PATH } from "../src/platform/sip-sockets/index.ts";

/** A page with a phone, and the WebSocket path to the switch, like the portal's. */
export interface BrowserSite {
  readonly url: string;
  close(): Promise<void>;
}

const SCRIPT = path.resolve(import.meta.dirname, "page-phone.js");
const PAGE =
  '<!doctype html><meta charset="utf-8" /><title>Telepon</title><script type="module" src="/phone.js"></script>';
/** The portal's content security policy. */
const POLICY = "default-src 'self'; script-src 'self'; connect-src 'self'; media-src 'self' blob:; base-uri 'none'";

/** Serves the page; `webSocketPort` is the switch's, `key` the one shared with the portal. */
export async function openBrowserSite(options: {
  readonly webSocketPort: number;
  readonly key: Uint8Array;
}): Promise<BrowserSite> {
  const script = await bundled();
  const server = createServer((request, response) => {
    const isScript = request.url === "/phone.js";
    response.writeHead(200, {
      "content-type": isScript ? "text/javascript" : "text/html",
      "content-security-policy": POLICY,
    });
    response.end(isScript ? script : PAGE);
  });
  const open = new Set<Duplex>();
  server.on("upgrade", (request, socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    const upstream = connect(options.webSocketPort, "127.0.0.1");
    const names = ["sec-websocket-key", "sec-websocket-version", "sec-websocket-protocol"];
    // The portal's assertion about a website caller.
    const pass = new URL(request.url ?? "/", "http://site").searchParams.get("pass");
    const from = { transport: "ws", address: "127.0.0.1", port: request.socket.remotePort ?? 0 } as const;
    const end = pass === null ? from : { ...from, pass };
    const own = Object.entries(pipeHeaders(options.key, end)).map(([name, value]) => `${name}: ${value}`);
    const theirs = names.map((name) => `${name}: ${String(request.headers[name])}`);
    const fixed = [`GET ${SIP_PATH} HTTP/1.1`, "Host: 127.0.0.1", "Connection: Upgrade", "Upgrade: websocket"];
    upstream.write(`${[...fixed, ...theirs, ...own].join("\r\n")}\r\n\r\n`);
    upstream.pipe(socket).pipe(upstream);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The page's script bundled with JsSIP. */
async function bundled(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: { write: false, minify: false, lib: { entry: SCRIPT, formats: ["es"], fileName: "phone" } },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [first] = Array.isArray(output) ? output : [output];
  if (first === undefined || !("output" in first)) throw new Error("the page's script was not built");
  return first.output[0].code;
}
