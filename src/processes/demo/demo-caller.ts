import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { present } from "../../kernel/index.ts";
import { openLog } from "../../platform/telemetry/index.ts";
import { type FollowedCall, followCall } from "../../probe/measure/wire.ts";
import { likenessIn, readWav, SAMPLE_RATE_HZ } from "../../protocols/audio/index.ts";
import { USUAL_RULES } from "../../service/acd/queues/index.ts";
import type { Flow } from "../../service/flows/ivr/index.ts";
import type { DemoClient } from "./demo-client.ts";
import { type DemoCentre, LOOPBACK } from "./demo-probe.ts";
import { type DemoContext, demoOfficer, demoUntil } from "./demo-steps.ts";

const PROMPTS = path.resolve(import.meta.dirname, "../../../prompts");
const CALLER = "+6281234567001";
const AGENT_NAME = "Sari Wulandari";
const AGENT_KEY = "0";
/** Correlation above which a prompt counts as detected: other speech stays far below. */
const SIMILARITY_MIN = 0.8;
/** Length in seconds of the part of a prompt that is compared. */
const MUSIC_SECONDS = 4;
/** Duration of the tones in both directions before one end hangs up. */
const TALK_MS = 2_000;

/** The served caller, and the pages that show the contact. */
export interface DemoContact {
  readonly url: string;
  readonly callUrl: string;
}

/** A caller dials the open code, passes menu and queue, and talks to an agent; each end is a real SIP phone. */
export async function playCaller(demoContext: DemoContext, centre: DemoCentre): Promise<DemoContact> {
  const operator = await demoOfficer(demoContext, { role: "operator-administrator", team: null });
  const agentId = await setUpQueue(operator, centre);
  demoContext.tell(`The operator sets a queue up with its agent, and publishes the menu that answers ${centre.code}`);
  const call = await demoUntil("the greeting of the code", () => greeted(centre));
  try {
    demoContext.tell(`${CALLER} calls ${centre.code} and hears the greeting`);
    await mustHear(call, { name: "id/menu-example.wav", from: 0 });
    const from = call.heard().length;
    call.press(AGENT_KEY);
    await mustHear(call, { name: "id/position.wav", from });
    await mustHear(call, { name: "music.wav", from });
    demoContext.tell(
      `He hears the menu, presses ${AGENT_KEY}, is told his place in the queue, and hears music while he waits`,
    );
    await logIn(operator, agentId);
    await demoUntil("both ends hearing each other", async () => {
      const { caller, phone } = call.tonesMs();
      return Math.min(caller, phone) >= TALK_MS ? true : null;
    });
    demoContext.tell(`${AGENT_NAME} logs in, her phone rings and answers, and each hears the tones of the other one`);
    await call.hangUp();
  } finally {
    await call.close();
  }
  return reportContact(demoContext, operator);
}

/** Creates a queue that accepts callers before its agent is ready, the agent, and a flow that leads there. */
async function setUpQueue(operator: DemoClient, { code, phoneId }: DemoCentre): Promise<string> {
  const made = (at: string, body: unknown) => operator.post<{ readonly id: string }>(at, body);
  const rules = { ...USUAL_RULES, joinWhile: "always" };
  const { id: queueId } = await made("/api/service/queues", { name: "Layanan pelanggan", isOpen: true, rules });
  const agent = { name: AGENT_NAME, homePhoneId: phoneId, queues: [{ queueId, tier: 1 }], skills: {} };
  const { id: agentId } = await made("/api/service/agents", agent);
  const name = "Layanan pelanggan";
  const { id: flowId } = await made("/api/service/flows", { name, example: "empty" });
  const { version } = await operator.get<{ readonly version: number }>(`/api/service/flows/${flowId}`);
  const saved = { expectedVersion: version, name, draft: flowTo(queueId) };
  const draft = await operator.put<{ readonly version: number }>(`/api/service/flows/${flowId}/draft`, saved);
  await operator.post(`/api/service/flows/${flowId}/versions`, { expectedVersion: draft.version, note: "" });
  await operator.put(`/api/service/flows/${flowId}/numbers/${code}`, { from: null });
  return agentId;
}

const promptPhrase = (prompt: string) => [{ piece: "prompt", prompt }] as const;

function flowTo(queueId: string): Flow {
  return {
    languages: ["id"],
    start: "sapa",
    steps: [
      { id: "sapa", name: "Sapaan", kind: "say", phrase: promptPhrase("welcome"), isBargeable: true, next: "menu" },
      {
        id: "menu",
        name: "Menu utama",
        kind: "menu",
        phrase: promptPhrase("menu-example"),
        isBargeable: true,
        firstSeconds: 5,
        betweenSeconds: 2,
        attemptsMax: 5,
        noInput: "no-input",
        wrongInput: "wrong-input",
        choices: [{ keys: AGENT_KEY, label: "Petugas", next: "antre" }],
        otherwise: "akhir",
      },
      {
        id: "antre",
        name: "Antre petugas",
        kind: "queue",
        queueId,
        priority: 3,
        skills: [],
        waitSecondsMax: 300,
        music: null,
        announceSeconds: 15,
        served: "akhir",
        full: "akhir",
        waitOver: "akhir",
        nobodyThere: "akhir",
      },
      { id: "akhir", name: "Selesai", kind: "hang-up", phrase: promptPhrase("goodbye") },
    ],
  };
}

/** One call; null while the switch has not loaded the flow published a moment ago. */
async function greeted({ code, sipPort, username, password }: DemoCentre): Promise<FollowedCall | null> {
  const call = await followCall({
    address: LOOPBACK,
    code,
    callerNumber: CALLER,
    log: openLog({ process: "demo", level: "warn" }),
    phone: { user: username, domain: LOOPBACK, address: LOOPBACK, port: sipPort, transport: "udp", password },
    chance: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  });
  // Without the flow the phone answers, and plays its tones.
  const isGreeted = (await call.answered) && (await hears(call, { name: "id/welcome.wav", from: 0 }));
  if (isGreeted) return call;
  await call.hangUp();
  await call.close();
  return null;
}

async function mustHear(call: FollowedCall, sought: Sought): Promise<void> {
  if (!(await hears(call, sought))) throw new Error(`the caller was led elsewhere before he heard ${sought.name}`);
}

/** A prompt file, and the sample at which the comparison starts. */
interface Sought {
  readonly name: string;
  readonly from: number;
}

/** Waits until the caller has received a prompt; false when an agent talks instead, or the call is over. */
async function hears(call: FollowedCall, sought: Sought): Promise<boolean> {
  const sound = await soundOf(sought.name);
  let looked = sought.from;
  return demoUntil(`the sound ${sought.name}`, async () => {
    const heard = call.heard();
    const isElsewhere = call.raw().caller.endedMs !== null || call.tonesMs().caller > 0;
    // The comparison blocks this end's audio for a moment, so it runs once per second of received audio.
    if (!isElsewhere && heard.length - looked < SAMPLE_RATE_HZ) return null;
    // Audio that was compared before can match only if the match ends in the new audio.
    const unseen = heard.subarray(Math.max(sought.from, looked - SAMPLE_RATE_HZ));
    looked = heard.length;
    const isHeard = likenessIn(unseen, sound) >= SIMILARITY_MIN;
    return isHeard || isElsewhere ? isHeard : null;
  });
}

async function soundOf(name: string): Promise<Int16Array> {
  const wav = readWav(await readFile(path.join(PROMPTS, name)));
  const samples = present(wav.ok ? wav.value.channels[0] : undefined, `the sound ${name}`);
  return samples.subarray(0, MUSIC_SECONDS * SAMPLE_RATE_HZ);
}

async function logIn(operator: DemoClient, agentId: string): Promise<void> {
  const act = { act: { act: "log-in", phoneId: null }, idempotencyKey: randomUUID() };
  await operator.post(`/api/service/agents/${agentId}/acts`, act);
}

interface ContactTimeline {
  readonly agents: readonly { readonly name: string }[];
  readonly events: readonly { readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[];
}

interface CallTimeline {
  readonly contacts: readonly string[];
  readonly events: readonly { readonly kind: string; readonly facts: Readonly<Record<string, string | number>> }[];
}

/** Prints the centre's record of the contact, once it is complete. */
async function reportContact({ url, tell }: DemoContext, operator: DemoClient): Promise<DemoContact> {
  const told = await demoUntil("the story of the contact", async () => {
    const { items } = await operator.get<{ readonly items: readonly { readonly id: string }[] }>(
      `/api/service/calls?search=${encodeURIComponent(CALLER)}&pageSize=1&sort=-began`,
    );
    const callId = items[0]?.id;
    if (callId === undefined) return null;
    const call = await operator.get<CallTimeline>(`/api/service/calls/${callId}`);
    const contactId = call.contacts[0];
    if (contactId === undefined) return null;
    const contact = await operator.get<ContactTimeline>(`/api/service/contacts/${contactId}`);
    const closed = contact.events.find(({ kind }) => kind === "contact.closed")?.body;
    return closed === undefined ? null : { callId, call, contactId, contact, closed };
  });
  const { callId, call, contactId, contact, closed } = told;
  const chose = call.events.filter(({ kind }) => kind === "flow.chose").map(({ facts }) => facts["label"]);
  const seconds = (ms: unknown) => `${(Number(ms) / 1_000).toFixed(1)} s`;
  tell(
    `The record of him: chose ${chose.join(", ")}; waited ${seconds(closed["waitedMs"])}; ${String(closed["outcome"])} by ${contact.agents.map(({ name }) => name).join(", ")}; talked ${seconds(closed["talkMs"])}`,
  );
  return { url: `${url}/layanan/kontak/${contactId}`, callUrl: `${url}/layanan/panggilan/${callId}` };
}
