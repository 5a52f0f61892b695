import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { localServerCertificate } from "../src/platform/signing/index.ts";
import type { WayOut } from "../src/service/tenancy/webhooks/wire.ts";

/** The host name of the receiver. */
export const RECEIVER_HOST = "hook.contoh.id";

/** A request as read by the receiver. */
export interface ReceivedWebhook {
  readonly path: string;
  readonly host: string;
  readonly delivery: string;
  readonly event: string;
  readonly attempt: string;
  readonly signature: string;
  readonly body: string;
}

/** Responses of the receiver; silent ones never respond, and status 101 comes with the headers of another protocol. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly text?: string;
  readonly location?: string;
  readonly isSilent?: true;
}

/** A webhook receiver with HTTPS on this machine. */
export interface WebhookReceiver {
  readonly heard: readonly ReceivedWebhook[];
  /** The egress to it, as if it were a host on the Internet. */
  readonly way: WayOut;
  /** Sets the response from now on. */
  answer(with_: ReceiverAnswer): void;
  close(): Promise<void>;
}

/** Opens a receiver with a certificate of a private authority, valid by the clock of the machine, as TLS requires. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "receiver-"));
  const names = { organisation: "Uji", rootName: "Uji: penerima", hosts: [RECEIVER_HOST] };
  const { certificatePem, keyPem, authorityPem } = await localServerCertificate(folder, names, Date.now());
  const heard: ReceivedWebhook[] = [];
  let answer: ReceiverAnswer = { status: 200, text: "diterima" };
  const server = createServer({ cert: certificatePem, key: keyPem }, (request, response) => {
    const read: Buffer[] = [];
    request.on("data", (chunk: Buffer) => read.push(chunk));
    request.on("end", () => {
      const header = (name: string) => String(request.headers[name] ?? "");
      heard.push({
        path: request.url ?? "",
        host: header("host"),
        delivery: header("sambung-delivery"),
        event: header("sambung-event"),
        attempt: header("sambung-attempt"),
        signature: header("sambung-signature"),
        body: Buffer.concat(read).toString(),
      });
      if (answer.isSilent === true) return;
      const other = answer.status === 101 ? { connection: "upgrade", upgrade: "websocket" } : {};
      response.writeHead(answer.status, {
        ...other,
        ...(answer.location === undefined ? {} : { location: answer.location }),
      });
      response.end(answer.text ?? "");
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const way: WayOut = { addressesOf: async () => ["127.0.0.1"], mayReach: () => true, ca: authorityPem, port };
  return {
    heard,
    way,
    answer: (with_) => {
      answer = with_;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
