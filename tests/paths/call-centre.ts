import { randomUUID } from "node:crypto";
import { present } from "../../src/kernel/index.ts";
import type { DemoClient } from "../../src/processes/demo/demo-client.ts";
import { demoOfficer, demoUntil } from "../../src/processes/demo/demo-steps.ts";
import { USUAL_RULES } from "../../src/service/acd/queues/index.ts";
import { CODE } from "./agent-work.ts";
import type { PathFixture } from "./path-fixture.ts";

/** Puts the company's code into service by HTTP, unless another path has done so. */
export async function serveCode(fixture: PathFixture): Promise<void> {
  const operator = await demoOfficer(fixture, { role: "operator-administrator", team: null });
  const { items } = await operator.get<{ readonly items: readonly { readonly code: string }[] }>(
    "/api/service/numbers",
  );
  if (items.some(({ code }) => code === CODE)) return;
  const number = { label: "", ringSeconds: 30, isRecorded: true, phoneIds: [], papers: null };
  await operator.post("/api/service/numbers", { code: CODE, ...number });
}

interface Agent {
  readonly id: string;
  readonly personId: string | null;
  readonly standing: { readonly state: string } | null;
}

interface Named {
  readonly id: string;
  readonly email: string;
}

/** Sets the call centre up by HTTP, unless the path of the operator has done so; the agent is not logged in. */
export async function arrangeCallCentre(fixture: PathFixture): Promise<void> {
  const operator = await demoOfficer(fixture, { role: "operator-administrator", team: null });
  const { email } = fixture.account("operator-agent");
  const { items: people } = await operator.get<{ readonly items: readonly Named[] }>("/api/service/agents/people");
  const person = present(
    people.find((one) => one.email === email),
    "the account of the agent",
  );
  const own = async () => {
    const { items } = await operator.get<{ readonly items: readonly Agent[] }>("/api/service/agents");
    return items.find(({ personId }) => personId === person.id);
  };
  const agent = await own();
  if (agent === undefined) {
    await serveCode(fixture);
    return setUpCallCentre(operator, person.id);
  }
  const act = { act: { act: "log-out" }, idempotencyKey: randomUUID() };
  await operator.post(`/api/service/agents/${agent.id}/acts`, act);
  await demoUntil("an agent without work", async () => ((await own())?.standing === null ? true : null));
}

/** Creates a queue with one agent at a phone, and a flow of a greeting and the queue that answers the code. */
async function setUpCallCentre(operator: DemoClient, personId: string): Promise<void> {
  const make = (where: string, body: unknown) => operator.post<{ readonly id: string }>(`/api/service/${where}`, body);
  const { id: homePhoneId } = await make("phones", { extension: "101", name: "Meja" });
  const { id: queueId } = await make("queues", { name: "Umum", isOpen: true, rules: USUAL_RULES });
  await make("agents", { name: "Rina", homePhoneId, personId, queues: [{ queueId, tier: 1 }], skills: {} });
  const { id: flowId } = await make("flows", { name: "Pelanggan", example: "simple" });
  const { version } = await operator.get<{ readonly version: number }>(`/api/service/flows/${flowId}`);
  await make(`flows/${flowId}/versions`, { expectedVersion: version, note: "" });
  await operator.put(`/api/service/flows/${flowId}/numbers/${CODE}`, { from: null });
}
