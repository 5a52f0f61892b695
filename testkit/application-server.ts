import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A received webhook request. */
export interface RecordedRequest {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** The response: a document or a recording, with a delay. */
export interface ApplicationReply {
  readonly status?: number;
  readonly type?: string;
  readonly body?: string | Uint8Array;
  readonly location?: string;
  readonly afterMs?: number;
}

/** A CPaaS application on this machine, as a developer would write it. */
export interface ApplicationServer {
  /** `127.0.0.1:port`: an installation must permit it before calling it. */
  readonly host: string;
  readonly asked: readonly RecordedRequest[];
  /** The URL of a path. */
  at(path: string): string;
  /** Sets the responses from now on. */
  reply(with_: (request: RecordedRequest) => ApplicationReply | string): void;
  close(): Promise<void>;
}

/** Opens an application that hangs up until it is configured otherwise. */
export async function openApplicationServer(): Promise<ApplicationServer> {
  const requests: RecordedRequest[] = [];
  let answer: (one: RecordedRequest) => ApplicationReply | string = () => "<Response/>";
  const server = createServer((request, response) => {
    const read: Buffer[] = [];
    request.on("data", (chunk: Buffer) => read.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const url = new URL(request.url ?? "/", "http://application");
      const form = request.method === "POST" ? new URLSearchParams(Buffer.concat(read).toString()) : url.searchParams;
      const { headers, method = "" } = request;
      const one = { path: url.pathname, method, headers, fields: Object.fromEntries(form) };
      requests.push(one);
      const given = answer(one);
      const reply: ApplicationReply = typeof given === "string" ? { body: given } : given;
      const { status = 200, type = "text/xml", body = "", location, afterMs = 0 } = reply;
      setTimeout(() => {
        response.writeHead(status, { "content-type": type, ...(location === undefined ? {} : { location }) });
        response.end(body);
      }, afterMs).unref();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    asked: requests,
    at: (path) => `http://${host}${path}`,
    reply: (with_) => {
      answer = with_;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
