import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A real SIP phone (baresip) that registers, plays its own tone and records received audio. */
export interface DeskPhone {
  /** Sends one of baresip's commands, such as `dial`, `hangup`, `hold`, `resume`, `transfer`, `sndcode`. */
  command(command: string, params?: string): Promise<string>;
  /** Waits until the phone has reported this many events of the type, and returns the last one; fails with its output. */
  event(type: string, times?: number): Promise<Readonly<Record<string, unknown>>>;
  /** Waits for a line of its output; it registers before its events can be received. */
  said(text: RegExp): Promise<void>;
  /** Events so far. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** WAV of the received audio; complete once the phone has closed. */
  readonly heard: string;
  kill(): void;
  close(): Promise<void>;
}

const READY_MS_MAX = 10_000;
/** Maximum wait of a test: a busy machine is slow, and only a missing event is a fault. */
const EVENT_MS_MAX = 45_000;
const PRINT_MS_MAX = 15_000;
const POLL_MS = 20;
const COMMAND_MS_MAX = 500;

/** Options of a phone. */
interface PhoneOptions {
  readonly folder: string;
  readonly toneHz: number;
  /** "auto" answers calls at once, "manual" waits for the command `accept`. */
  readonly answer: "auto" | "manual";
  /** False disables recording: baresip 1.1 sometimes crashes when a hold stops its file player. */
  readonly writes?: boolean;
  /** Sends and accepts encrypted media only (SRTP, SDES keys). */
  readonly isSecret?: boolean;
  /** PEM file of the authority of the registrar's certificate; used over TLS. */
  readonly authorityFile?: string;
  /** PEM file of its key and certificate for TLS, on the port above its own. */
  readonly certificateFile?: string;
  /** Waits for a refusal instead of a registration. */
  readonly isRefused?: boolean;
}

const REGISTRATIONS_MAX = 10;
const REGISTER_AGAIN_MS = 500;

/** Starts a phone that registers. */
export async function startDeskPhone(
  options: PhoneOptions & {
    readonly registrar: { readonly port: number; readonly transport: "udp" | "tcp" | "tls" };
    readonly username: string;
    readonly password: string;
  },
): Promise<DeskPhone> {
  const { registrar, username, password } = options;
  const server = `127.0.0.1:${registrar.port};transport=${registrar.transport}`;
  const sound = options.isSecret === true ? ";mediaenc=srtp-mand" : "";
  const account = `<sip:${username}@${server}>;auth_user=${username};auth_pass=${password};regint=120${sound}`;
  for (let nth = 1; ; nth += 1) {
    const phone = await start(options, { account, listen: "127.0.0.1:0" });
    if (options.isRefused === true) {
      await phone.said(/403 Forbidden/);
      return phone;
    }
    const isUnknown = phone.said(/401 Unauthorized/).then(() => true);
    const isBound = phone.said(/\[1 binding\]/).then(() => false);
    if (!(await Promise.race([isBound, isUnknown])) || nth === REGISTRATIONS_MAX) return phone;
    // The switch reloads its phones periodically, and a phone that it did not know yet retries only after half a minute.
    await phone.close();
    await delay(REGISTER_AGAIN_MS);
  }
}

/** Starts a far end without registration, like an exchange behind a gateway: identified by its address alone. */
export async function startGateway(
  options: PhoneOptions & { readonly address: string; readonly port: number; readonly number: string },
): Promise<DeskPhone> {
  const { address, port, number } = options;
  const sound = options.isSecret === true ? ";mediaenc=srtp-mand" : "";
  return start(options, { account: `<sip:${number}@${address}>;regint=0${sound}`, listen: `${address}:${port}` });
}

async function start(
  options: PhoneOptions,
  own: { readonly account: string; readonly listen: string },
): Promise<DeskPhone> {
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const [controlPort, heard] = [await freePort(), path.join(folder, "heard.wav")];
  await writeFile(path.join(folder, "config"), config({ ...options, ...own, controlPort, heard }));
  await writeFile(path.join(folder, "contacts"), "");
  const account = [
    own.account,
    `answermode=${options.answer}`,
    "audio_codecs=pcma/8000/1,pcmu/8000/1",
    "dtmfmode=rtpevent",
  ];
  await writeFile(path.join(folder, "accounts"), `${account.join(";")}\n`);
  const child = spawn("baresip", ["-4", "-f", folder, "-p", folder], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(String(chunk)));
  const control = await connected(controlPort, output);
  return phoneOver({ child, control, heard, output });
}

function config(options: {
  readonly folder: string;
  readonly toneHz: number;
  readonly listen: string;
  readonly controlPort: number;
  readonly heard: string;
  readonly writes?: boolean;
  readonly isSecret?: boolean;
  readonly authorityFile?: string;
  readonly certificateFile?: string;
}): string {
  return [
    "poll_method epoll",
    `sip_listen ${options.listen}`,
    "net_interface 127.0.0.1",
    "call_local_timeout 120",
    "call_max_calls 8",
    options.writes === false ? "audio_player aubridge,nowhere" : `audio_player aufile,${options.heard}`,
    `audio_source ausine,${options.toneHz}`,
    `audio_alert aufile,${path.join(options.folder, "alert.wav")}`,
    "ausrc_srate 48000",
    "auplay_srate 8000",
    "ausrc_channels 1",
    "auplay_channels 1",
    "rtp_ports 30000-39999",
    "rtp_stats yes",
    "module_path /usr/lib/baresip/modules",
    "module g711.so",
    "module ausine.so",
    "module aufile.so",
    "module aubridge.so",
    ...(options.isSecret === true ? ["module srtp.so"] : []),
    ...(options.authorityFile === undefined ? [] : [`sip_cafile ${options.authorityFile}`, "sip_verify_server yes"]),
    ...(options.certificateFile === undefined ? [] : [`sip_certificate ${options.certificateFile}`]),
    "module_tmp uuid.so",
    "module_tmp account.so",
    "module_app menu.so",
    "module_app ctrl_tcp.so",
    `ctrl_tcp_listen 127.0.0.1:${options.controlPort}`,
    "",
  ].join("\n");
}

async function connected(port: number, output: readonly string[]): Promise<Socket> {
  const endsAt = performance.now() + READY_MS_MAX;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (isOpen) return socket;
    if (performance.now() > endsAt) throw new Error(`baresip did not start: ${output.join("").slice(-2_000)}`);
    await delay(POLL_MS);
  }
}

function phoneOver(parts: {
  readonly child: ChildProcess;
  readonly control: Socket;
  readonly heard: string;
  readonly output: readonly string[];
}): DeskPhone {
  const { child, control, heard } = parts;
  const events: Readonly<Record<string, unknown>>[] = [];
  const answers = new Map<string, (text: string) => void>();
  let nth = 0;
  let rest = "";
  control.setEncoding("utf8");
  control.on("error", () => undefined);
  control.on("data", (chunk: string) => {
    rest += chunk;
    for (let message = netstring(rest); message !== null; message = netstring(rest)) {
      rest = message.rest;
      const told = JSON.parse(message.text) as Readonly<Record<string, unknown>>;
      if (told["event"] === true) events.push(told);
      else answers.get(String(told["token"]))?.(typeof told["data"] === "string" ? told["data"] : "");
    }
  });
  return {
    heard,
    events,
    command: (command, params = "") => {
      nth += 1;
      const token = String(nth);
      const text = JSON.stringify({ command, params, token });
      control.write(`${Buffer.byteLength(text)}:${text},`);
      return answered(answers, token);
    },
    event: (type, times = 1) =>
      until(
        () => events.filter((event) => event["type"] === type)[times - 1],
        () => `event ${type} number ${times}, only ${events.map((event) => String(event["type"])).join(", ")}`,
        { output: parts.output, msMax: EVENT_MS_MAX },
      ),
    said: async (text) => {
      await until(
        () => (text.test(parts.output.join("")) ? true : undefined),
        () => String(text),
        { output: parts.output, msMax: PRINT_MS_MAX },
      );
    },
    kill: () => void child.kill("SIGKILL"),
    close: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
      await ended;
      clearTimeout(timer);
      control.destroy();
    },
  };
}

/** Some commands have no response although they are carried out. */
async function answered(answers: Map<string, (text: string) => void>, token: string): Promise<string> {
  const late = delay(COMMAND_MS_MAX, "", { ref: false });
  return Promise.race([new Promise<string>((resolve) => answers.set(token, resolve)), late]);
}

async function until<Value>(
  look: () => Value | undefined,
  what: () => string,
  { output, msMax }: { readonly output: readonly string[]; readonly msMax: number },
): Promise<Value> {
  const endsAt = performance.now() + msMax;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > endsAt)
      throw new Error(`the phone never said ${what()}:\n${output.join("").slice(-3_000)}`);
    await delay(POLL_MS);
  }
}

function netstring(text: string): { readonly text: string; readonly rest: string } | null {
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  const end = colon + 1 + Number(text.slice(0, colon));
  return text.length > end ? { text: text.slice(colon + 1, end), rest: text.slice(end + 1) } : null;
}
