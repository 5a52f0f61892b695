import { readFile } from "node:fs/promises";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type Instrument, instrumentFile, type TestNamed } from "../../probe/evidence/index.ts";
import type { RecordsSource, RunOptions } from "../../probe/measure/wire.ts";
import {
  checkScenario,
  isEmergencyNumber,
  readMenu,
  type Scenario,
  type ScenarioRefusal,
} from "../../probe/scenarios/index.ts";
import { currentRuleset, officeDate, openRulebook, readNumberingPlan } from "../../regulation/index.ts";

/** The unparsed command-line options. */
export interface ProbeWords {
  readonly target?: string;
  readonly code?: string;
  readonly lines: string;
  readonly hold: string;
  readonly ramp?: string;
  readonly settle: string;
  readonly caller: string;
  readonly callers?: string;
  readonly local?: string;
  readonly answerAs?: readonly string[];
  readonly passwordFile?: string;
  readonly answerLocal?: string;
  readonly menu?: string;
  readonly menuListen: string;
  readonly menuFollow: string;
  readonly cdr?: string;
  readonly cdrHeaders?: string;
  readonly instrument?: string;
  readonly test?: string;
  readonly deviceList?: string;
  readonly device?: string;
  readonly items?: string;
  readonly out?: string;
}

/** Why command-line options are refused. Nothing has been sent at that point. */
export type WordsRefusal =
  | ScenarioRefusal
  | "target-wrong"
  | "answer-as-wrong"
  | "password-file-wrong"
  | "headers-wrong"
  | "instrument-wrong"
  | "instrument-missing"
  | "test-wrong"
  | "out-missing";

/** Validated parameters of a run. */
export interface ReadWords {
  readonly scenario: Scenario;
  readonly accounts: RunOptions["accounts"];
  readonly listenMs: number;
  readonly followMs: number;
  readonly records: RecordsSource | null;
  readonly instrument: Instrument | null;
  readonly test: TestNamed | null;
}

const TARGET = /^sip:(?:([^@\s]+)@)?(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?(?:;transport=(udp|tcp))?$/;
const ACCOUNT = /^sip:([^@\s:;]+)@(\[[0-9a-fA-F:]+\]|[\w.-]+)(?::(\d{1,5}))?(?:;transport=(udp|tcp))?$/;
const DIGEST = /^[0-9a-f]{64}$/;
const SIP_PORT = 5_060;
/** The start of a run's calls is spread over a tenth of their length, at most ten seconds. */
const RAMP_SHARE = 0.1;
const RAMP_MS_MAX = 10_000;

/** Parses the command-line options; refuses emergency numbers before a file is opened or a name resolved. */
export async function readWords(words: ProbeWords, nowMs: number): Promise<Result<ReadWords, WordsRefusal>> {
  const scenario = scenarioOf(words, nowMs);
  if (!scenario.ok) return scenario;
  const accounts = await accountsOf(words);
  if (!accounts.ok) return accounts;
  const records = await recordsOf(words);
  if (!records.ok) return records;
  const signing = await signingOf(words);
  if (!signing.ok) return signing;
  const times = { listenMs: seconds(words.menuListen), followMs: seconds(words.menuFollow) };
  if (!(times.listenMs >= 0 && times.followMs >= 1_000 && times.listenMs + times.followMs <= 60_000))
    return refuse("menu-wrong");
  return ok({ scenario: scenario.value, accounts: accounts.value, ...times, records: records.value, ...signing.value });
}

/** Numbers that are never called by the current rules: emergency numbers, and those that the numbering plan reserves for them (119). */
function emergencyOn(nowMs: number): ReadonlySet<string> {
  const opened = openRulebook({ version: currentRuleset.version, atDate: officeDate(nowMs) });
  if (!opened.ok) throw new Error("without the list of emergency numbers nothing is called");
  const { emergencyCodes, reservedCodes } = readNumberingPlan(opened.value);
  return new Set([...emergencyCodes, ...reservedCodes]);
}

function scenarioOf(words: ProbeWords, nowMs: number): Result<Scenario, WordsRefusal> {
  const [, user = "", host, port, transport] = TARGET.exec(words.target ?? "") ?? [];
  // Only the code is called; an emergency number in its place is refused as well.
  if (isEmergencyNumber(user, emergencyOn(nowMs))) return refuse("emergency-number");
  const menu = words.menu === undefined ? [] : readMenu(words.menu);
  const holdMs = seconds(words.hold);
  const scenario: Scenario = {
    host: bare(host ?? ""),
    port: Number(port ?? SIP_PORT),
    transport: transport === "tcp" ? "tcp" : "udp",
    code: words.code ?? "",
    lines: Number(words.lines),
    holdMs,
    settleMs: seconds(words.settle),
    rampMs: words.ramp === undefined ? Math.min(RAMP_MS_MAX, holdMs * RAMP_SHARE) : seconds(words.ramp),
    callers: Number(words.callers ?? words.lines),
    callerBase: words.caller,
    menu: menu ?? [],
    answers: words.answerAs !== undefined,
  };
  const checked = checkScenario(scenario, emergencyOn(nowMs));
  if (!checked.ok) return checked;
  if (host === undefined) return refuse("target-wrong");
  return menu === null ? refuse("menu-wrong") : checked;
}

async function accountsOf(words: ProbeWords): Promise<Result<RunOptions["accounts"], WordsRefusal>> {
  if (words.answerAs === undefined) return ok([]);
  const passwords = await passwordsIn(words.passwordFile);
  if (passwords === null) return refuse("password-file-wrong");
  const accounts: RunOptions["accounts"][number][] = [];
  for (const text of words.answerAs) {
    const [, user, domain, port, transport] = ACCOUNT.exec(text) ?? [];
    if (user === undefined || domain === undefined) return refuse("answer-as-wrong");
    const password = passwords.get(user) ?? passwords.get("");
    if (password === undefined) return refuse("password-file-wrong");
    const at = { domain: bare(domain), port: Number(port ?? SIP_PORT) };
    accounts.push({ user, ...at, transport: transport === "tcp" ? "tcp" : "udp", password });
  }
  return ok(accounts);
}

/** A file with one line is the password of all accounts; several lines are `user password` each. */
async function passwordsIn(file: string | undefined): Promise<ReadonlyMap<string, string> | null> {
  const text = await readText(file);
  if (text === null) return null;
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const [first = ""] = lines;
  if (lines.length === 1 && !first.includes(" ")) return new Map([["", first]]);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
}

async function recordsOf({ cdr, cdrHeaders }: ProbeWords): Promise<Result<RecordsSource | null, WordsRefusal>> {
  if (cdr === undefined) return ok(null);
  if (cdrHeaders === undefined) return ok({ from: cdr, headers: [] });
  const headers = (await readText(cdrHeaders))?.split(/\r?\n/).filter((line) => line !== "");
  return headers?.every((line) => /^[\w-]+:/.test(line)) === true
    ? ok({ from: cdr, headers })
    : refuse("headers-wrong");
}

async function signingOf(words: ProbeWords): Promise<Result<Pick<ReadWords, "instrument" | "test">, WordsRefusal>> {
  const { test: number, deviceList, device, items, out } = words;
  if (words.instrument === undefined)
    return number === undefined && out === undefined
      ? ok({ instrument: null, test: null })
      : refuse("instrument-missing");
  const instrument = await instrumentIn(words.instrument);
  if (instrument === null) return refuse("instrument-wrong");
  if (out === undefined) return refuse("out-missing");
  if (number === undefined) return ok({ instrument, test: null });
  if (!DIGEST.test(deviceList ?? "") || device === undefined || deviceList === undefined) return refuse("test-wrong");
  const wanted = items?.split(",").map((item) => item.trim()) ?? null;
  return ok({ instrument, test: { number, deviceListSha256: deviceList, deviceRowId: device, items: wanted } });
}

async function instrumentIn(file: string): Promise<Instrument | null> {
  try {
    const read = instrumentFile.safeParse(JSON.parse(await readFile(file, "utf8")));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

async function readText(file: string | undefined): Promise<string | null> {
  if (file === undefined) return null;
  return readFile(file, "utf8").catch(() => null);
}

function seconds(text: string): number {
  return Math.round(Number(text) * 1_000);
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, "");
}
