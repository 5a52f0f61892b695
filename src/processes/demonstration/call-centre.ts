import { randomUUID } from "node:crypto";
import { present } from "../../kernel/index.ts";
import { officeDate } from "../../regulation/index.ts";
import { USUAL_RULES } from "../../service/acd/queues/index.ts";
import type { Flow } from "../../service/flows/ivr/index.ts";
import type { DemoClient } from "../demo/demo-client.ts";
import { type DemoContext, demoOfficer, demoUntil } from "../demo/demo-steps.ts";
import { OPERATOR } from "./companies.ts";
import type { HistoryAgent, HistoryPlan } from "./history.ts";
import type { HistoryChoice } from "./history-calls.ts";
import type { HistoryRequest } from "./write-history.ts";

/** The call centre of a demonstration, as needed by its history and its tickets. */
export interface CallCentre {
  /** The demo account that answers calls. */
  readonly agentPersonId: string;
  readonly sender: HistoryRequest["sender"];
  readonly hoursId: string;
  readonly queueIds: readonly string[];
  readonly plan: Omit<HistoryPlan, "seed" | "fromMs" | "untilMs" | "recordedFromMs">;
}

const QUEUES = [
  { name: "Layanan pelanggan", keys: "0", calls: 2 },
  { name: "Tagihan dan pembayaran", keys: "1", calls: 2 },
  { name: "Gangguan teknis", keys: "2", calls: 1 },
] as const;
/** The skill of simulated agents, required by callers of the menu; the demo account lacks it, so that these callers never ring its user. */
export const GENERAL_SKILL = "Umum";
/** The skill of the demo account alone. */
export const DEMO_ACCOUNT_SKILL = "Coba";
/** The key that selects the demo account; the menu prompt does not mention it. */
export const RING_KEY = "9";
const INFORMATION = { label: "Informasi", keys: "3", queueId: null } as const;

type Shift = Pick<HistoryAgent, "hours" | "breakHour" | "restDays">;

const shift = (hours: Shift["hours"], breakHour: number, restDays: readonly number[] = []): Shift => ({
  hours,
  breakHour,
  restDays,
});

/** Agents with their shifts and their queues, by index in `QUEUES`; the first one is the demo account. */
const AGENTS = [
  { name: "Rangga Wibisono", queues: [0, 1], shift: shift([[8, 16]], 12, [0, 6]) },
  { name: "Sari Wulandari", queues: [0, 2], shift: shift([[8, 16]], 11, [0, 6]) },
  { name: "Dimas Pratama", queues: [0, 1, 2], shift: shift([[6, 15]], 10, [2, 3]) },
  { name: "Ayu Kartikasari", queues: [0, 1], shift: shift([[13, 22]], 17, [0, 6]) },
  { name: "Bagus Santoso", queues: [0, 1, 2], shift: shift([[14, 23]], 18) },
  {
    name: "Intan Permata",
    queues: [0, 1, 2],
    shift: shift(
      [
        [0, 7],
        [22, 24],
      ],
      3,
    ),
  },
] as const;

const DAY = [{ from: "00:00", to: "24:00" }];
const HOURS = {
  name: "Layanan 24 jam",
  hours: {
    zone: "Asia/Jakarta" as const,
    specialDays: [],
    isClosedOnNationalDays: false,
    isClosedOnJointLeave: false,
    week: {
      monday: DAY,
      tuesday: DAY,
      wednesday: DAY,
      thursday: DAY,
      friday: DAY,
      saturday: DAY,
      sunday: DAY,
    },
  },
};

type Named = { readonly id: string; readonly name: string };
/** Port on loopback of the trunk's simulated carrier, while simulated callers run. */
export const TRUNK_PORT = 5_999;
/** The agreement with the carrier is for three years. */
const AGREEMENT_MS = 3 * 365 * 86_400_000;

type CreatedResource = { readonly id: string };

/** Sets up the call centre of the licensed operator: trunk, phones, queues, agents, opening hours and the menu of its code. */
export async function setUpCallCentre(demo: DemoContext): Promise<CallCentre> {
  const operator = await demoOfficer(demo, { role: "operator-administrator", team: null });
  const make = (path: string, body: unknown) => operator.post<CreatedResource>(`/api/service/${path}`, body);
  const { id: trunkId } = await make("trunks", {
    name: "SIP trunk 30 kanal",
    kind: "sip",
    carrier: "PT Telepon Dasar Contoh",
    agreementNumber: "PKS-12/2026",
    agreementUntil: officeDate(demo.nowMs() + AGREEMENT_MS),
    host: "127.0.0.1",
    port: TRUNK_PORT,
    transport: "udp",
    addresses: ["127.0.0.1"],
    channelsMax: 30,
    dials: [],
    isOn: true,
  });
  const { id: supervisorPhoneId } = await make("phones", { extension: "900", name: "Kartika Sari Hutapea" });
  const { items: reasons } = await operator.get<{ readonly items: readonly CreatedResource[] }>(
    "/api/service/pause-reasons",
  );
  const breakReasonId = present(reasons[0], "a reason for a pause").id;
  for (const name of ["Selesai", "Perlu tindak lanjut", "Salah sambung"])
    await make("dispositions", { name, queueId: null });
  const queueIds: string[] = [];
  for (const { name } of QUEUES) {
    const rules = { ...USUAL_RULES, joinWhile: "always" };
    queueIds.push((await make("queues", { name, isOpen: true, rules })).id);
  }
  const { items: people } = await operator.get<{ readonly items: readonly Named[] }>("/api/service/agents/people");
  const agents = await addAgents(operator, { queueIds, people });
  const { id: hoursId } = await make("hours", HOURS);
  const { code } = OPERATOR;
  const number = { ringSeconds: 30, isRecorded: true, phoneIds: [supervisorPhoneId] };
  await make("numbers", { code, label: "Layanan pelanggan", ...number, papers: null });
  const flowId = await publishFlow(operator, flowTo(queueIds, hoursId));
  // The demo account serves the other queues: a waiting message would precede the call that its user requests.
  const sender = await addSender(operator, present(queueIds[2], "the third queue"));
  const choices = choicesOf(queueIds);
  const plan = { code, trunkId, flowId, supervisorPhoneId, breakReasonId, choices, agents };
  const agentPersonId = present(
    people.find(({ name }) => name === AGENTS[0].name),
    "the account of the first agent",
  ).id;
  return { agentPersonId, sender, hoursId, queueIds, plan };
}

/** Creates each agent with a browser phone; the demo account of the agents' role is the first one. */
async function addAgents(
  operator: DemoClient,
  { queueIds, people }: { readonly queueIds: readonly string[]; readonly people: readonly Named[] },
): Promise<readonly HistoryAgent[]> {
  const agents: HistoryAgent[] = [];
  for (const [index, { name, queues, shift: times }] of AGENTS.entries()) {
    const phone = await operator.post<CreatedResource>("/api/service/phones", { extension: String(901 + index), name });
    const own = queues.flatMap((place) => queueIds[place] ?? []);
    const { id } = await operator.post<CreatedResource>("/api/service/agents", {
      name,
      homePhoneId: phone.id,
      personId: people.find((person) => person.name === name)?.id ?? null,
      queues: own.map((queueId) => ({ queueId, tier: 1 })),
      skills: { [index === 0 ? DEMO_ACCOUNT_SKILL : GENERAL_SKILL]: 1 },
    });
    agents.push({ id, phoneId: phone.id, queueIds: own, ...times });
  }
  return agents;
}

/** Creates the sender id of the code; inbound messages to it go to a queue. */
async function addSender(operator: DemoClient, queueId: string): Promise<CallCentre["sender"]> {
  const value = OPERATOR.code;
  const { id } = await operator.post<CreatedResource>("/api/service/sms/senders", { value });
  const route = { senderId: id, word: null, queueId, idleHours: 72, hoursId: null, awayText: "" };
  await operator.post("/api/service/sms/thread-routes", route);
  return { id, value };
}

/** The choices of the menu, weighted by their frequency. */
function choicesOf(queueIds: readonly string[]): readonly HistoryChoice[] {
  const toQueues = QUEUES.flatMap(({ name, keys, calls }, index) =>
    Array.from({ length: calls }, () => ({ keys, label: name, queueId: queueIds[index] ?? null })),
  );
  return [...toQueues, INFORMATION];
}

async function publishFlow(operator: DemoClient, draft: Flow): Promise<string> {
  const name = "Menu utama 1500 123";
  const { id } = await operator.post<CreatedResource>("/api/service/flows", { name, example: "empty" });
  const { version } = await operator.get<{ readonly version: number }>(`/api/service/flows/${id}`);
  const saved = await operator.put<{ readonly version: number }>(`/api/service/flows/${id}/draft`, {
    expectedVersion: version,
    name,
    draft,
  });
  await operator.post(`/api/service/flows/${id}/versions`, { expectedVersion: saved.version, note: "" });
  await operator.put(`/api/service/flows/${id}/numbers/${OPERATOR.code}`, { from: null });
  return id;
}

const prompt = (name: string) => [{ piece: "prompt", prompt: name }] as const;

function flowTo(queueIds: readonly string[], hoursId: string): Flow {
  const [firstQueueId] = queueIds;
  return {
    languages: ["id"],
    start: "jam",
    steps: [
      {
        id: "jam",
        name: "Jam layanan",
        kind: "hours",
        ...HOURS.hours,
        hoursId,
        open: "sapa",
        closed: "tutup",
        dayOff: "tutup",
      },
      { id: "sapa", name: "Sapaan", kind: "say", phrase: prompt("welcome"), isBargeable: true, next: "menu" },
      {
        id: "menu",
        name: "Menu utama",
        kind: "menu",
        phrase: prompt("menu-example"),
        isBargeable: true,
        firstSeconds: 5,
        betweenSeconds: 2,
        attemptsMax: 3,
        noInput: "no-input",
        wrongInput: "wrong-input",
        choices: [
          ...QUEUES.map(({ keys, name }) => ({ keys, label: name, next: `antre-${keys}` })),
          { keys: INFORMATION.keys, label: INFORMATION.label, next: "info" },
          { keys: RING_KEY, label: "Telepon saya", next: "coba" },
        ],
        otherwise: "antre-0",
      },
      ...QUEUES.map(({ keys, name }, index) => queueStep(`antre-${keys}`, name, queueIds[index] ?? "")),
      { ...queueStep("coba", "Telepon saya", firstQueueId ?? ""), skills: [{ skill: DEMO_ACCOUNT_SKILL, level: 1 }] },
      { id: "info", name: "Informasi", kind: "say", phrase: prompt("closed"), isBargeable: true, next: "akhir" },
      {
        id: "tutup",
        name: "Di luar jam layanan",
        kind: "say",
        phrase: prompt("closed"),
        isBargeable: false,
        next: "pesan",
      },
      {
        id: "pesan",
        name: "Pesan suara",
        kind: "voicemail",
        phrase: prompt("voicemail"),
        queueId: present(firstQueueId, "the first queue"),
        secondsMax: 60,
        endKey: "#",
        kept: "akhir",
        noMessage: "akhir",
      },
      { id: "akhir", name: "Selesai", kind: "hang-up", phrase: prompt("goodbye") },
    ],
  };
}

type QueueStep = Extract<Flow["steps"][number], { readonly kind: "queue" }>;

function queueStep(id: string, name: string, queueId: string): QueueStep {
  return {
    id,
    name,
    kind: "queue",
    queueId,
    priority: 3,
    skills: [{ skill: GENERAL_SKILL, level: 1 }],
    waitSecondsMax: 300,
    music: null,
    announceSeconds: 60,
    served: "akhir",
    full: "pesan",
    waitOver: "pesan",
    nobodyThere: "pesan",
  };
}

/** Two agents sign in and take a break, so that the board shows agents and no caller is routed to an unanswered phone. */
export async function takeBreaks(demo: DemoContext, { plan }: CallCentre): Promise<void> {
  const operator = await demoOfficer(demo, { role: "operator-administrator", team: null });
  for (const { id } of plan.agents.slice(1, 3)) {
    await agentDoes(operator, id, { act: { act: "log-in", phoneId: null }, state: "available" });
    await agentDoes(operator, id, { act: { act: "pause", reasonId: plan.breakReasonId }, state: "paused" });
  }
}

interface AgentState {
  readonly id: string;
  readonly standing: { readonly state: string } | null;
}

/** Requests an agent action, and waits until the switch has carried it out. */
async function agentDoes(
  operator: DemoClient,
  id: string,
  { act, state }: { readonly act: Readonly<Record<string, unknown>>; readonly state: string },
): Promise<void> {
  await operator.post(`/api/service/agents/${id}/acts`, { act, idempotencyKey: randomUUID() });
  await demoUntil(`an agent who is ${state}`, async () => {
    const { items } = await operator.get<{ readonly items: readonly AgentState[] }>("/api/service/agents");
    return items.some((agent) => agent.id === id && agent.standing?.state === state) ? true : null;
  });
}
