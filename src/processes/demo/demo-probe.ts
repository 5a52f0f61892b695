import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { present } from "../../kernel/index.ts";
import type { TestView } from "../../licensing/operational-tests/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { type DemoContext, demoOfficer, demoUntil } from "./demo-steps.ts";

const CLI = path.join(import.meta.dirname, "../cli.ts");
/** Loopback stands for the carrier's trunk, over which the probe calls the centre. */
export const LOOPBACK = "127.0.0.1";
const TEST_NUMBER = "+628119900000";
const LINES = 30;
/** The recording notice ends after five seconds; four remain for the measurement. */
const HOLD_S = 9;
const SETTLE_S = 5;
/** Number of attempts: on an overloaded machine a measurement may fail. */
const TRIES_MAX = 3;
const PROBE_MS_MAX = 120_000;
const HOUR_MS = 3_600_000;
const INSTRUMENT = { name: "Sambung Probe", serial: "SP-1", calibration: "KAL-2026-0117", validUntil: "2099-12-31" };

/** The call centre of the scenario, with a phone that the probe answers. */
export interface DemoCentre {
  readonly code: string;
  readonly sipPort: number;
  readonly phoneId: string;
  readonly username: string;
  readonly password: string;
  readonly operator: DemoClient;
}

/** Signed evidence written by the probe, with the test items it proves. */
export interface DemoEvidence {
  readonly document: { readonly parameters: readonly { readonly item: string }[] };
}

/**
 * The operator sets up the company's call centre (trunk, phone, code) and opens a rehearsal for its test number;
 * null without telephony.
 */
export async function setUpCentre(
  demoContext: DemoContext,
  { organisationId, code }: { readonly organisationId: string; readonly code: string },
): Promise<DemoCentre | null> {
  await tieCompany(demoContext, organisationId);
  const operator = await demoOfficer(demoContext, { role: "operator-administrator", team: null });
  const phone = await operator.post<{
    readonly id: string;
    readonly username: string;
    readonly password: string;
    readonly registrar: { readonly port: number } | null;
  }>("/api/service/phones", { extension: "901", name: "Telepon uji" });
  const sipPort = phone.registrar?.port;
  if (sipPort === undefined) return null;
  await operator.post("/api/service/trunks", {
    name: "SIP trunk 30 kanal",
    kind: "sip",
    carrier: "PT Telepon Dasar Contoh",
    agreementNumber: "PKS-12/2026",
    agreementUntil: "2099-12-31",
    host: LOOPBACK,
    port: 5_999,
    transport: "udp",
    addresses: [LOOPBACK],
    channelsMax: LINES,
    dials: [],
    isOn: true,
  });
  const ringing = { ringSeconds: 30, isRecorded: true, phoneIds: [phone.id] };
  await operator.post("/api/service/numbers", { code, label: "Layanan pelanggan", ...ringing, papers: null });
  await operator.post(`/api/service/numbers/${code}/test-windows`, {
    lines: [TEST_NUMBER],
    opensAt: new Date(demoContext.nowMs() - HOUR_MS).toISOString(),
    closesAt: new Date(demoContext.nowMs() + HOUR_MS).toISOString(),
  });
  demoContext.tell(
    `The operator sets the call centre up and opens a rehearsal of ${code} for the number that tests it`,
  );
  const { username, password } = phone;
  return { code, sipPort, phoneId: phone.id, username, password, operator };
}

/** Links the installation's call centre to the company that holds its codes; returns its id. */
export async function tieCompany(demoContext: DemoContext, organisationId: string): Promise<string> {
  const administrator = await demoOfficer(demoContext, { role: "administrator", team: null });
  const { items } = await administrator.get<{
    readonly items: readonly {
      readonly id: string;
      readonly isDefault: boolean;
      readonly company: { readonly id: string } | null;
    }[];
  }>("/api/service/tenants");
  const { id, company } = present(
    items.find(({ isDefault }) => isDefault),
    "the call centre of the installation",
  );
  if (company?.id !== organisationId)
    await administrator.put(`/api/service/tenants/${id}/company`, { before: company?.id ?? null, organisationId });
  return id;
}

/** Places as many concurrent calls as the test requires to the running call centre; the key of the probe is registered first. */
export async function measureCentre(
  demoContext: DemoContext,
  asked: { readonly centre: DemoCentre; readonly coordinator: DemoClient; readonly test: TestView },
): Promise<DemoEvidence> {
  const { centre, coordinator, test } = asked;
  const inFolder = (name: string) => path.join(demoContext.dataFolder, name);
  const [key, passwords, headers] = ["probe-key.json", "probe-password", "probe-headers"].map(inFolder);
  const kept = {
    key: present(key, "a file"),
    passwords: present(passwords, "a file"),
    headers: present(headers, "a file"),
  };
  const lines = test.items.find(({ key: item }) => item === "simultaneous")?.limit?.value ?? LINES;
  await registerInstrument(coordinator, kept.key);
  await writeFile(kept.passwords, `${centre.password}\n`, { mode: 0o600 });
  await writeFile(kept.headers, `cookie: ${centre.operator.cookie()}\n`, { mode: 0o600 });
  await demoUntil("the phone of the probe at the switch", () => reached(centre, kept.passwords));
  for (let nth = 1; nth <= TRIES_MAX; nth += 1) {
    const record = inFolder(`probe-${nth}.json`);
    const { exit } = await runProbe([
      ...wordsFor(demoContext, { centre, test, ...kept, record }),
      ...["--hold", String(HOLD_S), "--settle", String(SETTLE_S), "--lines", String(lines)],
    ]);
    if (exit !== 0) continue;
    await Promise.all([rm(kept.headers), rm(kept.passwords)]);
    const evidence = await readFile(record.replace(/\.json$/, ".evidence.json"), "utf8");
    const document = JSON.parse(evidence) as DemoEvidence["document"];
    demoContext.tell(
      `The Probe holds ${lines} calls at once, hears both ways, compares the records, and signs what it measured`,
    );
    const verified = await runProbe(["verify", record]);
    if (verified.exit !== 0) throw new Error(`the record ${record} does not verify`);
    demoContext.tell("Every figure is computed again from the record of its samples, offline (sambung probe verify)");
    return { document };
  }
  throw new Error("the call centre of the demonstration does not meet the items of its test");
}

async function registerInstrument(coordinator: DemoClient, key: string): Promise<void> {
  const { name, serial, calibration, validUntil } = INSTRUMENT;
  const words = ["--name", name, "--serial", serial, "--calibration", calibration, "--valid-until", validUntil];
  const { publicKey } = await runProbe(["instrument", ...words, "--key", key]);
  await coordinator.post("/api/test-instruments", {
    name: `${name} ${serial}`,
    publicKey,
    serial,
    calibration: { number: calibration, validUntil },
  });
}

/** One call, repeated until the switch has loaded the new phone and trunk. */
async function reached(centre: DemoCentre, passwords: string): Promise<true | null> {
  const { exit } = await runProbe([
    ...callWords(centre, passwords),
    ...["--lines", "1", "--hold", "2", "--settle", "1", "--ramp", "0"],
  ]);
  return exit === 2 ? null : true;
}

function callWords({ code, sipPort, username }: DemoCentre, passwords: string): readonly string[] {
  const server = `${LOOPBACK}:${sipPort}`;
  return [
    ...["--target", `sip:${server}`, "--code", code, "--caller", TEST_NUMBER, "--callers", "1"],
    ...["--local", LOOPBACK, "--answer-as", `sip:${username}@${server}`, "--password-file", passwords],
  ];
}

function wordsFor(
  demoContext: DemoContext,
  known: {
    readonly centre: DemoCentre;
    readonly test: TestView;
    readonly key: string;
    readonly passwords: string;
    readonly headers: string;
    readonly record: string;
  },
): readonly string[] {
  const { centre, test, key, passwords, headers, record } = known;
  const device = test.items.find((item) => item.device !== null)?.device?.rowId;
  return [
    ...callWords(centre, passwords),
    ...["--cdr", `${demoContext.url}/api/service/calls?pageSize=100&sort=-began`, "--cdr-headers", headers],
    ...["--instrument", key, "--out", record, "--test", test.number],
    ...["--device-list", present(test.deviceDigest, "device list"), "--device", present(device, "a device")],
  ];
}

interface ProbeOutput {
  readonly exit: number;
  readonly publicKey?: string;
}

/** Runs the command; exit codes 1 and 2 are valid results, too. */
async function runProbe(words: readonly string[]): Promise<ProbeOutput> {
  const run = promisify(execFile)(process.execPath, [CLI, "probe", ...words, "--json"], { timeout: PROBE_MS_MAX });
  const { stdout } = await run.catch((error: unknown) => {
    if (typeof error === "object" && error !== null && "stdout" in error && error.stdout !== "")
      return { stdout: String(error.stdout) };
    throw error;
  });
  return { exit: 0, ...(JSON.parse(stdout) as Partial<ProbeOutput>) };
}
