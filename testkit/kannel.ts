import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";

/** A request of Kannel to its application. */
export interface KannelCall {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Kannel as an ESME: its bearerbox, its smsbox, and the application behind them. */
export interface Kannel {
  /** Sends a text; resolves when Kannel has accepted it. */
  send(message: { readonly from: string; readonly to: string; readonly text: string }): Promise<void>;
  /** Requests so far: `/mo` for inbound messages, `/dlr` for delivery receipts. */
  readonly calls: readonly KannelCall[];
  /** The logs of its two processes. */
  log(): Promise<string>;
  close(): Promise<void>;
}

const READY_MS_MAX = 30_000;
const PAUSE_MS = 200;

/** Starts Kannel in a temporary folder and lets it bind. */
export async function startKannel(centre: {
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  /** One transceiver session, or one per direction. */
  readonly sessions: "transceiver" | "transmitter-and-receiver";
}): Promise<Kannel> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-kannel-"));
  const calls: KannelCall[] = [];
  const program = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://program");
    calls.push({ path: url.pathname, query: url.searchParams });
    // An empty response sends no reply.
    response.end("");
  });
  const programPort = await new Promise<number>((resolve) => {
    program.listen(0, "127.0.0.1", () => {
      const address = program.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const [admin, box, sendsms] = [await freePort(), await freePort(), await freePort()];
  const file = path.join(folder, "kannel.conf");
  await writeFile(file, configuration({ ...centre, admin, box, sendsms, programPort, folder }));
  const children: ChildProcess[] = [];
  const startProgram = (name: string) => {
    children.push(spawn(name, ["-v", "4", file], { cwd: folder, stdio: "ignore" }));
  };
  startProgram("bearerbox");
  await untilAnswers(`http://127.0.0.1:${admin}/status.txt?password=lihat`, (text) =>
    /online|re-connecting/.test(text),
  );
  startProgram("smsbox");
  await untilAnswers(`http://127.0.0.1:${sendsms}/`, () => true);
  await untilAnswers(`http://127.0.0.1:${admin}/status.txt?password=lihat`, (text) => /\(online/.test(text));
  const dlr = `http://127.0.0.1:${programPort}/dlr?type=%d&to=%p`;
  return {
    calls,
    log: async () =>
      (
        await Promise.all(
          ["bearerbox.log", "smsbox.log"].map((name) => readFile(path.join(folder, name), "utf8").catch(() => "")),
        )
      ).join("\n"),
    async send({ from, to, text }) {
      const query = new URLSearchParams({
        username: "uji",
        password: "uji",
        from,
        to,
        text,
        "dlr-mask": "31",
        "dlr-url": dlr,
      });
      const answer = await fetch(`http://127.0.0.1:${sendsms}/cgi-bin/sendsms?${query.toString()}`);
      if (answer.status !== 202) throw new Error(`Kannel answered ${answer.status}: ${await answer.text()}`);
    },
    async close() {
      for (const child of children.toReversed()) await ended(child);
      await new Promise<void>((resolve) => program.close(() => resolve()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    // A normal stop takes many seconds.
    child.kill("SIGKILL");
  });
}

async function untilAnswers(url: string, isSo: (text: string) => boolean): Promise<void> {
  const endMs = performance.now() + READY_MS_MAX;
  for (;;) {
    const text = await fetch(url)
      .then((answer) => answer.text())
      .catch(() => null);
    if (text !== null && isSo(text)) return;
    if (performance.now() > endMs) throw new Error(`${url} did not answer as hoped: ${text ?? "nothing"}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function configuration(said: {
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  readonly sessions: "transceiver" | "transmitter-and-receiver";
  readonly admin: number;
  readonly box: number;
  readonly sendsms: number;
  readonly programPort: number;
  readonly folder: string;
}): string {
  const { port, systemId, password, admin, box, sendsms, programPort, folder } = said;
  const centre = (way: string) => `group = smsc
smsc = smpp
smsc-id = sambung
host = 127.0.0.1
${way}
smsc-username = "${systemId}"
smsc-password = "${password}"
system-type = ""
interface-version = 34
max-pending-submits = 10
reconnect-delay = 1
source-addr-ton = 5
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1
`;
  const ways =
    said.sessions === "transceiver"
      ? [`port = ${port}\ntransceiver-mode = true`]
      : [`port = ${port}`, `port = 0\nreceive-port = ${port}`];
  return `group = core
admin-port = ${admin}
admin-password = lihat
status-password = lihat
smsbox-port = ${box}
box-allow-ip = "127.0.0.1"
box-deny-ip = "*.*.*.*"
log-file = "${folder}/bearerbox.log"
log-level = 0
sms-resend-freq = 1

${ways.map(centre).join("\n")}
group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
log-file = "${folder}/smsbox.log"
log-level = 0

group = sendsms-user
username = uji
password = uji
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "http://127.0.0.1:${programPort}/mo?from=%p&to=%P&text=%a"
`;
}
