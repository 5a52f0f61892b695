import { randomUUID } from "node:crypto";
import { type DemoClient, openDemoClient } from "../demo/demo-client.ts";
import { DEMO_ACCOUNT_SKILL, GENERAL_SKILL } from "./call-centre.ts";

/** Agents of the demonstration who work while a visitor uses it. */
const AGENTS_MAX = 3;

/** An agent as the HTTP interface shows it. */
interface AgentView {
  readonly id: string;
  readonly name: string;
  readonly homePhoneId: string | null;
  readonly skills: Readonly<Record<string, number>>;
  readonly standing: { readonly state: string } | null;
}

interface PhoneView {
  readonly id: string;
  readonly version: number;
}

/** What a phone signs in with. */
export interface PhoneAccess {
  readonly username: string;
  readonly password: string;
}

/** The call centre of the demonstration, operated through its HTTP interface. */
export interface LiveCentre {
  /** Agents that are simulated; none in a demonstration of an earlier version. */
  readonly agentIds: readonly string[];
  /** Whether the visitor's agent can be rung: a demonstration of an earlier version has no such agent. */
  readonly hasVisitorAgent: boolean;
  /** Gives the phones of simulated agents new passwords. */
  phones(): Promise<readonly PhoneAccess[]>;
  /** Simulated agents log in, or end their pause. */
  logIn(): Promise<void>;
  logOut(): Promise<void>;
  /** Whether the visitor's agent talks. */
  isVisitorTalking(): Promise<boolean>;
}

/** Signs in to the demonstration as its start page does. Throws where it has no call centre. */
export async function openLiveCentre(url: string): Promise<LiveCentre> {
  const operator = openDemoClient(url);
  await operator.post("/api/demonstration/session", { role: "developer" });
  const readAgents = async () =>
    (await operator.get<{ readonly items: readonly AgentView[] }>("/api/service/agents")).items;
  const all = await readAgents();
  const agents = all.filter(({ skills }) => GENERAL_SKILL in skills).slice(0, AGENTS_MAX);
  const visitor = all.find(({ skills }) => DEMO_ACCOUNT_SKILL in skills);
  const order = async (act: Readonly<Record<string, unknown>>): Promise<void> => {
    for (const { id } of agents)
      await operator.post(`/api/service/agents/${id}/acts`, { act, idempotencyKey: randomUUID() });
  };
  return {
    agentIds: agents.map(({ id }) => id),
    hasVisitorAgent: visitor !== undefined,
    phones: () => renewPhones(operator, agents),
    logIn: async () => {
      await order({ act: "log-in", phoneId: null });
      await order({ act: "ready" });
    },
    logOut: () => order({ act: "log-out" }),
    isVisitorTalking: async () =>
      (await readAgents()).some(({ id, standing }) => id === visitor?.id && standing?.state === "talking"),
  };
}

/** Passwords that were set before cannot be read, so each start sets others. */
async function renewPhones(operator: DemoClient, agents: readonly AgentView[]): Promise<readonly PhoneAccess[]> {
  const { items } = await operator.get<{ readonly items: readonly PhoneView[] }>("/api/service/phones");
  const access: PhoneAccess[] = [];
  for (const { homePhoneId } of agents) {
    const phone = items.find(({ id }) => id === homePhoneId);
    if (phone === undefined) continue;
    access.push(
      await operator.post<PhoneAccess>(`/api/service/phones/${phone.id}/password`, { expectedVersion: phone.version }),
    );
  }
  return access;
}
