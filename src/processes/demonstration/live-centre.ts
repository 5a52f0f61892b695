import { randomUUID } from "node:crypto";
import { type DemoClient, openDemoClient } from "../demo/demo-client.ts";
import { DEMO_ACCOUNT_SKILL, GENERAL_SKILL } from "./call-centre.ts";

/** Maximum number of simulated agents that work while a user tries the demonstration. */
const AGENTS_MAX = 3;

/** An agent in the HTTP interface. */
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

/** SIP credentials of a phone. */
export interface PhoneAccess {
  readonly username: string;
  readonly password: string;
}

/** The call centre of the demonstration, operated through its HTTP interface. */
export interface LiveCentre {
  /** Simulated agents; none in a demonstration of an earlier version. */
  readonly agentIds: readonly string[];
  /** Whether the user's agent can be rung: a demonstration of an earlier version has no such agent. */
  readonly hasVisitorAgent: boolean;
  /** Sets new passwords for the phones of simulated agents. */
  phones(): Promise<readonly PhoneAccess[]>;
  /** Simulated agents sign in, or end their pause. */
  logIn(): Promise<void>;
  logOut(): Promise<void>;
  /** Whether the user's agent is on a call. */
  isVisitorTalking(): Promise<boolean>;
}

/** Signs in to the demonstration like its start page. Throws when it has no call centre. */
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

/** Existing passwords cannot be read, so each start sets new ones. */
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
