import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ToneStretch } from "../../src/protocols/audio/index.ts";
import { COOKIE } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { openMenuCentre } from "../../testkit/menu-centre.ts";
import {
  addTestOfficers,
  begunTest,
  requestedTest,
  scheduledTest,
  TEST_DAY,
  type TestOfficers,
  type TestView,
} from "../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { failedFigures, interruptedProbe, probed, runProbeCommand } from "../../testkit/probe.ts";
import { openSipMiddlebox, type SoundFaults } from "../../testkit/sip-middlebox.ts";
import { openTestSwitch, type TestSwitch } from "../../testkit/switch.ts";
import { giveRole } from "../../testkit/users.ts";
import { createVirtualContext } from "../../testkit/virtual-context.ts";

const CODE = "1500881";
const CARRIER = "127.0.0.20";
const PHONES = "127.0.0.21";
const NARROW = "127.0.0.22";
const BORDER = "127.0.0.23";
const CENTRE = "127.0.0.25";
const INSIDE = "127.0.0.26";
const LINES = 30;
/** Opt-in: the full minute for which a real test holds its calls. */
const HOLD_S = process.env["SAMBUNG_PROBE_HOLD_SECONDS"] ?? "4";

const DAY_MS = 86_400_000;

const virtualContext = createVirtualContext();
let portal: TestPortal;
let desk: TestOfficers;
let test: TestView;
let system: TestSwitch;
let operator: Guest;
let folder: string;
let phone: readonly string[];
let key: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "sambung-probe-"));
  portal = await openTestPortal({ works: false, runtimeContext: virtualContext });
  desk = await addTestOfficers(portal);
  const { id } = await requestedTest(portal, await portal.company());
  await scheduledTest(desk, id);
  virtualContext.advance(Date.parse(`${TEST_DAY}T09:00:00+07:00`) - virtualContext.clock.nowMs());
  desk = await signedInAgain(desk);
  test = await begunTest(desk, id);
  // The probe dates its measurement by the real clock, which may be past the day of the test.
  virtualContext.advance(Math.max(0, Date.now() + DAY_MS - virtualContext.clock.nowMs()));
  desk = await signedInAgain(desk);
  system = await openTestSwitch({ access: portal.access });
  for (const [address, channelsMax] of [
    [CARRIER, 30],
    [NARROW, 25],
    [BORDER, 30],
  ] as const)
    await system.addTrunk({ port: 5_999, address, channelsMax });
  const account = await system.addPhone({ extension: "101" });
  await system.addNumber({ code: CODE, phoneIds: [account.id], isRecorded: false });
  const person = await portal.person();
  await giveRole(portal.kit, person.id, { role: "operator-administrator", tenantId: system.tenantId });
  operator = await portal.again(person);
  await writeFile(path.join(folder, "sandi"), `${account.password}\n`);
  await writeFile(path.join(folder, "headers"), `cookie: ${COOKIE}=${operator.token}\n`);
  const uri = `sip:${account.username}@127.0.0.1:${system.port}`;
  phone = ["--answer-as", uri, "--password-file", path.join(folder, "sandi"), "--answer-local", PHONES];
  key = path.join(folder, "alat.json");
  const calibration = ["--calibration", "KAL-2026-0117", "--valid-until", "2099-06-30"];
  const made = await runProbeCommand([
    ...["instrument", "--name", "Sambung Probe", "--serial", "SP-1", ...calibration, "--key", key, "--json"],
  ]);
  const { publicKey } = JSON.parse(made.stdout) as { readonly publicKey: string };
  const registered = await desk.coordinator.client.post("/api/test-instruments", {
    name: "Sambung Probe SP-1",
    publicKey,
    serial: "SP-1",
    calibration: { number: "KAL-2026-0117", validUntil: "2099-06-30" },
  });
  if (registered.status >= 300) throw new Error(registered.text);
});

async function signedInAgain({ coordinator, lead, member, ...others }: TestOfficers): Promise<TestOfficers> {
  const again = { coordinator: await portal.again(coordinator), lead: await portal.again(lead) };
  return { ...others, ...again, member: await portal.again(member) };
}

afterAll(async () => {
  await system?.close();
  await portal?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Arguments for a run of thirty calls from a carrier's address; `port` where a proxy stands before the service. */
function words(from: string, port = system.port, host = "127.0.0.1"): readonly string[] {
  return [
    ...["--target", `sip:${host}:${port}`, "--code", CODE, "--lines", String(LINES), "--local", from],
    ...["--hold", "4", "--ramp", "1", "--settle", "1", ...phone],
  ];
}

/** The call records as the API of the service lists them. */
const records = () => [
  ...["--cdr", `${portal.url}/api/service/calls?pageSize=100&sort=-began`],
  ...["--cdr-headers", path.join(folder, "headers")],
];

describe("thirty calls at once to the running service", () => {
  let evidence: Record<string, unknown>;
  const out = () => path.join(folder, "ukur.json");

  it("meet every item, with records from the service's own API, and are written as signed evidence", async () => {
    const device = test.items.find((item) => item.device !== null)?.device?.rowId ?? "";
    const run = await probed([
      ...words(CARRIER),
      ...["--hold", HOLD_S, ...records(), "--instrument", key, "--out", out(), "--test", test.number],
      ...["--device-list", test.deviceDigest ?? "", "--device", device],
    ]);
    expect(failedFigures(run)).toEqual([]);
    expect(run).toMatchObject({ calls: LINES, failed: 0, proof: "both-ways" });
    const value = (name: string) => run.figures.find((figure) => figure.key === name)?.value;
    expect(value("channels")).toBe(LINES);
    expect(value("simultaneous")).toBe(LINES);
    expect(value("two-way-sound")).toBe(100);
    expect(value("records-complete")).toBe(100);
    const judged = (Number(HOLD_S) - 1) * LINES;
    expect(run.figures.find((figure) => figure.key === "two-way-sound")?.samples).toBeGreaterThanOrEqual(
      judged - LINES,
    );
    evidence = JSON.parse(await readFile(`${out().replace(".json", "")}.evidence.json`, "utf8")) as typeof evidence;
  });

  it("are computed again offline by whoever has the file, and by nobody who changed a value", async () => {
    expect((await runProbeCommand(["verify", out()])).code).toBe(0);
    const text = await readFile(out(), "utf8");
    const changed = path.join(folder, "diubah.json");
    for (const [from, to] of [
      ['"key":"channels","value":30', '"key":"channels","value":31'],
      ['"answeredMs":', '"answeredMs":1'],
    ] as const) {
      expect(text).toContain(from);
      await writeFile(changed, text.replace(from, to));
      expect((await runProbeCommand(["verify", changed])).code).toBe(1);
    }
    await writeFile(changed, "{}");
    expect((await runProbeCommand(["verify", changed])).code).toBe(2);
  });

  it("are refused by Licensing when one value is changed, and taken into the test as they were signed", async () => {
    const { client } = desk.lead;
    const parameters = (evidence["parameters"] as readonly { readonly value: number }[]).map((one, nth) =>
      nth === 0 ? { ...one, value: one.value + 1 } : one,
    );
    const refused = await client.post<{ readonly error: { readonly code: string } }>(`/api/tests/${test.id}/evidence`, {
      document: { ...evidence, parameters },
    });
    expect(refused.status).toBe(400);
    expect(refused.body.error.code).toBe("evidence-signature-wrong");
    const taken = await client.post<{
      readonly instrument: string;
      readonly answers: readonly { readonly item: string; readonly outcome: string }[];
    }>(`/api/tests/${test.id}/evidence`, { document: evidence });
    expect(taken.body.answers.map(({ item, outcome }) => `${item} ${outcome}`).toSorted()).toEqual([
      ...[
        "channels pass",
        "grade-of-service pass",
        "records-complete pass",
        "records-duration pass",
        "simultaneous pass",
      ],
    ]);
  });
});

describe("a probe that is interrupted", () => {
  it("hangs up all that it has called, and says that nothing was measured", async () => {
    const before = (await system.cdrs()).length;
    const { code, stdout } = await interruptedProbe([...words(CARRIER), "--hold", "600", "--json"], /30 [^\d]+ 30/);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ refused: "interrupted" });
    await expect.poll(async () => (await system.cdrs()).length - before).toBe(LINES);
    const kept = (await system.cdrs()).slice(before);
    expect(new Set(kept.map((row) => row["endedBy"]))).toEqual(new Set(["caller"]));
  });
});

/** Serves the call records, altered as by a faulty call centre. */
async function serveRecords(change: (row: Readonly<Record<string, unknown>>) => unknown): Promise<{
  readonly url: string;
  readonly server: Server;
}> {
  const server = createServer((_, response) => {
    system
      .cdrs()
      .then((rows) => response.end(JSON.stringify({ items: rows.map(change) })))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`, server };
}

const late = (at: unknown) => new Date(Date.parse((at as Date).toISOString()) + 2_000);

const SOUND: SoundFaults = { seed: 3, lossShare: 0, muteToCaller: false, crossesCallers: false };

describe("a service that is not as it should be fails exactly in what is wrong", () => {
  it.each([
    ["loses three packets of sound in a hundred", { ...SOUND, lossShare: 0.03 }, ["packet-loss"]],
    ["is heard by nobody who calls", { ...SOUND, muteToCaller: true }, ["channels", "two-way-sound"]],
    [
      "lets two callers hear each other's calls",
      { ...SOUND, crossesCallers: true },
      ["channels", "two-way-sound", "crossed-calls"],
    ],
  ] as const)("one that %s", async (_, faults, expected) => {
    const service = { address: "127.0.0.1", port: system.port };
    const box = await openSipMiddlebox({ inside: INSIDE, outside: BORDER, service }, faults);
    const run = await probed([...words(CARRIER, box.port, INSIDE), ...records()]);
    box.close();
    expect(failedFigures(run)).toEqual(expected);
  });

  it("one that has twenty-five channels", async () => {
    const run = await probed([...words(NARROW), ...records()]);
    expect(failedFigures(run)).toEqual(["channels", "simultaneous", "grade-of-service"]);
    expect(run.failed).toBe(5);
    expect(new Set(run.reasons.map(({ reason }) => reason))).toEqual(new Set(["sip-503"]));
  });

  it("one whose records are two seconds too long", async () => {
    const { url, server } = await serveRecords((row) => ({
      ...row,
      endedAt: late(row["endedAt"]),
      talkMs: Number(row["talkMs"]) + 2_000,
    }));
    const run = await probed([...words(CARRIER), "--cdr", url]);
    server.close();
    expect(failedFigures(run)).toEqual(["records-duration", "records-times"]);
  });

  it("one whose menu has a branch that leads back to the menu, proven by what it sends back only", async () => {
    const beeps = (hz: number, ...lengths: readonly number[]): readonly ToneStretch[] =>
      lengths.map((ms, nth) => ({ frequenciesHz: nth % 2 === 0 ? [hz] : [], ms }));
    const menu = beeps(700, 300, 100, 200, 100, 300);
    const branches = { "1": beeps(600, 900), "2": menu, "3": beeps(500, 200, 200, 800), "4": beeps(440, 1_000) };
    const centre = await openMenuCentre(CENTRE, { menu, branches });
    const run = await probed([
      ...["--target", `sip:${CENTRE}:${centre.port}`, "--code", CODE, "--lines", String(LINES), "--local", CARRIER],
      ...["--hold", "5", "--ramp", "1", "--settle", "3", "--menu", "1,2,3,4:440", "--menu-listen", "2"],
    ]);
    await centre.close();
    expect(failedFigures(run)).toEqual(["menu"]);
    expect(run.proof).toBe("echo");
    expect(run.menu.map(({ keys, why }) => `${keys} ${why}`)).toEqual(["1 null", "2 menu-again", "3 null", "4 null"]);
    expect(centre.keys.toSorted()).toEqual(["1", "2", "3", "4"]);
  });

  it("is never asked for an emergency number, nor for its keys", async () => {
    const centre = await openMenuCentre(CENTRE, { menu: [], branches: {} });
    const target = ["--target", `sip:${CENTRE}:${centre.port}`, "--local", CARRIER, "--hold", "2"];
    for (const more of [
      ["--code", "112"],
      ["--code", "+62 110"],
      ["--code", "119"],
      ["--code", CODE, "--target", `sip:112@${CENTRE}:${centre.port}`],
      ["--code", CODE, "--menu", "1,112"],
    ]) {
      const { code, stderr } = await runProbeCommand([...target, ...more, "--language", "en"]);
      expect(code).toBe(2);
      expect(stderr).toContain("does not call emergency numbers");
      expect(centre.invited()).toBe(0);
    }
    expect(centre.invited()).toBe(0);
    await centre.close();
  });
});
