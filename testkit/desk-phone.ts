import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A real telephone program (baresip) that registers, speaks a tone of its own and writes down what it hears. */
export interface DeskPhone {
  /** Gives one of baresip's commands, such as `dial`, `hangup`, `hold`, `resume`, `transfer`, `sndcode`. */
  command(command: string, params?: string): Promise<string>;
  /** Waits until the phone has told an event of this type. */
  event(type: string): Promise<Readonly<Record<string, unknown>>>;
  /** Waits until it has printed this; it registers before anybody can listen to its events. */
  said(text: RegExp): Promise<void>;
  /** Events told so far. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** WAV of what it heard; whole once the phone has closed. */
  readonly heard: string;
  kill(): void;
  close(): Promise<void>;
}

const READY_MS_MAX = 10_000;
const EVENT_MS_MAX = 15_000;
const LOOK_MS = 20;

/** Starts a phone of its own folder. `answer` "auto" takes calls at once, "manual" waits for the command `accept`. */
export async function startDeskPhone(options: {
  readonly folder: string;
  readonly registrar: { readonly port: number; readonly transport: "udp" | "tcp" };
  readonly username: string;
  readonly password: string;
  readonly toneHz: number;
  readonly answer: "auto" | "manual";
}): Promise<DeskPhone> {
  const { folder, registrar, username, password } = options;
  await mkdir(folder, { recursive: true });
  const [controlPort, heard] = [await freePort(), path.join(folder, "heard.wav")];
  await writeFile(path.join(folder, "config"), config({ ...options, controlPort, heard }));
  await writeFile(path.join(folder, "contacts"), "");
  const server = `127.0.0.1:${registrar.port};transport=${registrar.transport}`;
  const account = [
    `<sip:${username}@${server}>`,
    `auth_user=${username}`,
    `auth_pass=${password}`,
    `answermode=${options.answer}`,
    "regint=120",
    "audio_codecs=pcma/8000/1,pcmu/8000/1",
    "sipnat=none",
    "dtmfmode=rtpevent",
  ];
  await writeFile(path.join(folder, "accounts"), `${account.join(";")}\n`);
  const child = spawn("baresip", ["-4", "-f", folder, "-p", folder], { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => output.push(String(chunk)));
  const control = await connected(controlPort, output);
  return phoneOver({ child, control, heard, output });
}

function config(options: {
  readonly folder: string;
  readonly toneHz: number;
  readonly controlPort: number;
  readonly heard: string;
}): string {
  return [
    "poll_method epoll",
    "sip_listen 127.0.0.1:0",
    "call_local_timeout 120",
    "call_max_calls 8",
    `audio_player aufile,${options.heard}`,
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
    await delay(LOOK_MS);
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
      else answers.get(String(told["token"]))?.(String(told["data"] ?? ""));
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
      return new Promise((resolve) => answers.set(token, resolve));
    },
    event: (type) => until(() => events.find((event) => event["type"] === type), `event ${type}`, parts.output),
    said: async (text) => {
      await until(() => (text.test(parts.output.join("")) ? true : undefined), String(text), parts.output);
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

async function until<Value>(look: () => Value | undefined, what: string, output: readonly string[]): Promise<Value> {
  const endsAt = performance.now() + EVENT_MS_MAX;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > endsAt) throw new Error(`the phone never said ${what}:\n${output.join("").slice(-3_000)}`);
    await delay(LOOK_MS);
  }
}

function netstring(text: string): { readonly text: string; readonly rest: string } | null {
  const colon = text.indexOf(":");
  if (colon < 0) return null;
  const end = colon + 1 + Number(text.slice(0, colon));
  return text.length > end ? { text: text.slice(colon + 1, end), rest: text.slice(end + 1) } : null;
}
