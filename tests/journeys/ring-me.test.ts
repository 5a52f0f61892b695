import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { DemonstrationStatus } from "../../src/identity/wire.ts";
import type { DemoClient } from "../../src/processes/demo/demo-client.ts";
import { demoOfficer } from "../../src/processes/demo/demo-steps.ts";
import { buildDemonstration, DEMONSTRATION_BEHIND_MS } from "../../src/processes/demonstration/index.ts";
import { PLANNED_CALL_MS_MAX } from "../../src/processes/demonstration/live-calls.ts";
import { RING_TALK_MS_MAX } from "../../src/processes/demonstration/play-live-calls.ts";
import { energyOf, readWav } from "../../src/protocols/audio/index.ts";
import { COOKIE, openTestClient } from "../../testkit/client.ts";
import { testLog } from "../../testkit/database.ts";
import { type Demonstration, startDemonstration } from "../../testkit/demonstration.ts";
import { variantsOf } from "../../testkit/run-seed.ts";
import { openVisit, type Visit } from "../../testkit/visit.ts";
import { addToneMeter, openBeepingBrowser, waitForSound } from "./website-call-steps.ts";

const BUILD_MS_MAX = 600_000;
/** Greeting, menu, goodbye and a margin for a busy machine. */
const AROUND_CALL_MS = 60_000;
const CALL_MS_MAX = RING_TALK_MS_MAX + AROUND_CALL_MS;
const FIRST_TALK_MS_MAX = 120_000;
const TRUNK_MS_MAX = 90_000;
/** A page in use sends requests more often; visits are reported every ten seconds. */
const IDLE_MS = 15_000;
/** The lowest frequency of voices, above mains hum. */
const VOICE_HZ_MIN = 80;
/** Above the usual ports of voice and browsers (20,000 to 30,999), below those that the kernel gives to outgoing sockets (from 32,768). */
const PORTS = {
  SAMBUNG_SIP_PORT: "0",
  SAMBUNG_RTP_PORTS: "31000-31799",
  SAMBUNG_WEBRTC_PORTS: "31800-32599",
};
const CLICKS_MAX = 3;
const SECONDS_MAX = 60;
/** The mean square of 16-bit samples at 50 dB below full scale. */
const VOICE_MEAN_SQUARE_MIN = 100 ** 2;
/** The visitor's microphone plays a beep, and a silence in which the caller replies. */
const BEEP_HZ = 800;
const SILENCE_MS = 2_000;
const VISITOR = "Rangga Wibisono";
const WAYS = variantsOf([
  { locale: "id", width: 1440, theme: "light" },
  { locale: "en", width: 360, theme: "dark" },
] as const);

let demonstration: Demonstration;
let browser: Browser;
let supervisor: DemoClient;
let visit: Visit | undefined;

beforeAll(async () => {
  demonstration = await startDemonstration(PORTS, DEMONSTRATION_BEHIND_MS, IDLE_MS);
  const result = await buildDemonstration({ ...demonstration, log: testLog, report: () => undefined });
  const { accountSid, authToken, verifyUrl } = result;
  const status: DemonstrationStatus = {
    state: "ready",
    step: null,
    people: [...result.people],
    accountSid,
    authToken,
    verifyUrl,
  };
  demonstration.system.demonstration.publish(status);
  browser = await openBeepingBrowser(demonstration.dataFolder, BEEP_HZ, SILENCE_MS);
  supervisor = await demoOfficer(demonstration, { role: "operator-supervisor", team: null });
}, BUILD_MS_MAX);

afterAll(async () => {
  await browser?.close();
  await demonstration?.close();
});

/** An open page would keep the simulated callers active. */
afterEach(async () => {
  await visit?.close();
  visit = undefined;
});

interface AgentView {
  readonly name: string;
  readonly standing: { readonly state: string } | null;
}

async function agentStates(): Promise<ReadonlyMap<string, string>> {
  const { items } = await supervisor.get<{ readonly items: readonly AgentView[] }>("/api/service/agents");
  return new Map(items.map(({ name, standing }) => [name, standing?.state ?? "logged-out"]));
}

/** Whether the carrier of the trunk answered the switch. */
async function trunkState(): Promise<string | undefined> {
  const { items } = await supervisor.get<{
    readonly items: readonly { readonly reach: { readonly state: string } | null }[];
  }>("/api/service/trunks");
  return items[0]?.reach?.state;
}

interface CallView {
  readonly id: string;
  readonly endedBy: string | null;
  readonly outcome: string;
  readonly recording: string | null;
}

/** The newest calls, latest first. */
async function newestCalls(count: number): Promise<readonly CallView[]> {
  const address = `/api/service/calls?pageSize=${count}&sort=-began`;
  return (await supervisor.get<{ readonly items: readonly CallView[] }>(address)).items;
}

/** Both channels of the newest recording: the caller's and the agent's. */
async function newestRecording(): Promise<readonly Int16Array[] | null> {
  const { items } = await supervisor.get<{ readonly items: readonly CallView[] }>(
    "/api/service/calls?search=%2B6281234567008&pageSize=1&sort=-began",
  );
  const [newest] = items;
  if (newest?.endedBy !== "caller" || newest.recording !== "kept") return null;
  const { recording } = await supervisor.get<{ readonly recording: { readonly id: string } | null }>(
    `/api/service/calls/${newest.id}`,
  );
  const wav = readWav(await supervisor.bytes(`/api/service/recordings/${recording?.id ?? ""}/audio`));
  return wav.ok ? wav.value.channels : null;
}

describe.each(WAYS)("ring me ($locale)", (way) => {
  it(
    "leads from the start page to a talk with a caller in three clicks and a minute, and the caller hangs up",
    async () => {
      visit = await openVisit(browser, demonstration.url, way);
      const { page, t } = visit;
      await addToneMeter(page);
      await visit.open("/mulai");
      const ring = page.getByRole("button", { name: t("web.start.ring.button") });
      await ring.waitFor();
      await visit.look("start-with-ring");
      let clicks = 0;
      const press = async (button: Locator): Promise<void> => {
        clicks += 1;
        await button.click();
      };
      const beganMs = performance.now();
      await press(ring);
      const answer = page.getByRole("button", { name: t("web.agentDesk.phone.answer"), exact: true });
      await answer.and(page.locator(":enabled")).waitFor({ timeout: SECONDS_MAX * 1_000 });
      await press(answer);
      await page.locator('.desk-state[data-mode="talking"]').waitFor();
      await waitForSound(page.mainFrame(), (hz) => hz > VOICE_HZ_MIN);
      const seconds = (performance.now() - beganMs) / 1_000;
      process.stdout.write(`  ring me: ${clicks} clicks, ${seconds.toFixed(1)} s to the caller's voice\n`);
      expect(clicks).toBeLessThanOrEqual(CLICKS_MAX);
      expect(seconds).toBeLessThan(SECONDS_MAX);
      await visit.look("desk-with-caller");

      await page.locator('.desk-state[data-mode="wrapping"]').waitFor({ timeout: CALL_MS_MAX });
      await expect.poll(newestRecording, { timeout: 30_000 }).not.toBeNull();
      const channels = (await newestRecording()) ?? [];
      expect(channels).toHaveLength(2);
      for (const samples of channels)
        expect(energyOf(samples)).toBeGreaterThan(VOICE_MEAN_SQUARE_MIN * samples.length * 0.01);
      expect(visit.faults).toEqual([]);
    },
    CALL_MS_MAX + BUILD_MS_MAX,
  );
});

describe("simulated callers and agents", () => {
  /** The last simulated caller of the visit may wait and talk for the longest possible time. */
  const endMs = IDLE_MS + PLANNED_CALL_MS_MAX + AROUND_CALL_MS;

  it(
    "work while a visitor uses the demonstration, and end without a trace when the visit is over",
    async () => {
      const [before] = await newestCalls(1);
      const signedIn = await openTestClient(demonstration.url).post("/api/demonstration/session", {
        role: "applicant",
      });
      const token = new RegExp(`${COOKIE}=([^;]+)`).exec(signedIn.headers.get("set-cookie") ?? "")?.[1];
      const visitor = openTestClient(demonstration.url, token);
      const states: ReadonlyMap<string, string>[] = [];
      const look = async (): Promise<number> => {
        await visitor.get("/api/session");
        const now = await agentStates();
        states.push(now);
        return [...now.values()].filter((state) => state === "talking").length;
      };
      await expect.poll(look, { timeout: FIRST_TALK_MS_MAX, interval: 1_000 }).toBeGreaterThan(0);
      const lookAtTrunk = async () => {
        await visitor.get("/api/session");
        return trunkState();
      };
      await expect.poll(lookAtTrunk, { timeout: TRUNK_MS_MAX, interval: 1_000 }).toBe("up");
      const pid = demonstration.system.pids()["callers"] ?? 0;
      expect(pid).toBeGreaterThan(0);
      for (const now of states) expect(now.get(VISITOR)).not.toMatch(/offered|connecting|talking/);

      await expect
        .poll(() => demonstration.system.pids()["callers"], { timeout: endMs, interval: 1_000 })
        .toBeUndefined();
      await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
      const after = await agentStates();
      for (const name of ["Ayu Kartikasari", "Bagus Santoso", "Dimas Pratama"])
        expect(after.get(name)).toBe("logged-out");
      // A caller without patience abandons, so the last call may be unanswered.
      const newest = await newestCalls(20);
      const calls = newest.slice(
        0,
        newest.findIndex(({ id }) => id === before?.id),
      );
      expect(calls.map(({ outcome }) => outcome)).toContain("answered");
      expect(new Set(calls.map(({ endedBy }) => endedBy))).toEqual(new Set(["caller"]));
    },
    FIRST_TALK_MS_MAX + TRUNK_MS_MAX + endMs + AROUND_CALL_MS,
  );
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
