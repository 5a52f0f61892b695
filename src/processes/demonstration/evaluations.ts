import { randomUUID } from "node:crypto";
import type { DemoClient } from "../demo/demo-client.ts";
import { type DemoContext, demoOfficer } from "../demo/demo-steps.ts";
import type { CallCentre } from "./call-centre.ts";

const QUESTIONS = [
  { text: "Salam pembuka dan penutup sesuai standar", points: 5 },
  { text: "Memahami kebutuhan pelanggan", points: 5 },
  { text: "Informasi yang diberikan benar", points: 10 },
] as const;
/** Points by agent and question. */
const POINTS: readonly (readonly number[])[] = [
  [5, 4, 9],
  [4, 5, 8],
  [5, 5, 10],
  [3, 4, 7],
  [4, 4, 9],
  [5, 3, 8],
];
const REMARK = "Pelayanan baik. Sebutkan kembali nomor pelanggan sebelum menutup panggilan.";

interface ContactEvent {
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type CreatedResource = { readonly id: string };

/** The supervisor evaluates the newest conversation of each agent by a form, and sends the evaluations to the agents. */
export async function evaluateContacts(demo: DemoContext, centre: CallCentre): Promise<void> {
  const supervisor = await demoOfficer(demo, { role: "operator-supervisor", team: null });
  const questions = QUESTIONS.map(({ text, points }) => ({
    id: randomUUID(),
    text,
    kind: "scale",
    points,
    weight: 1,
    mayNotApply: false,
    isFatal: false,
  }));
  const sections = [{ id: randomUUID(), title: "Mutu layanan", questions }];
  const form = { name: "Penilaian mutu panggilan", sections };
  const { id: formId } = await supervisor.post<CreatedResource>("/api/service/evaluation-forms", form);
  for (const [index, { phoneId }] of centre.plan.agents.entries()) {
    const { items } = await supervisor.get<{ readonly items: readonly CreatedResource[] }>(
      `/api/service/calls?outcome=answered&phone=${phoneId}&pageSize=1&sort=-began`,
    );
    const callId = items[0]?.id;
    if (callId === undefined) continue;
    const points = POINTS[index % POINTS.length] ?? [];
    const answers = Object.fromEntries(
      questions.map(({ id, points: most }, nth) => [id, { value: points[nth] ?? most, comment: "" }]),
    );
    await evaluate(supervisor, { callId, formId, answers });
  }
}

async function evaluate(
  supervisor: DemoClient,
  wanted: { readonly callId: string; readonly formId: string; readonly answers: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { callId, formId, answers } = wanted;
  const call = await supervisor.get<{ readonly contacts: readonly string[] }>(`/api/service/calls/${callId}`);
  const contactId = call.contacts[0];
  if (contactId === undefined) return;
  const { events } = await supervisor.get<{ readonly events: readonly ContactEvent[] }>(
    `/api/service/contacts/${contactId}`,
  );
  const agentId = events.find(({ kind }) => kind === "contact.answered")?.body["agentId"];
  if (agentId === undefined) return;
  const { id } = await supervisor.post<CreatedResource>("/api/service/evaluations", { contactId, agentId, formId });
  const path = `/api/service/evaluations/${id}`;
  const { version } = await supervisor.get<{ readonly version: number }>(path);
  await supervisor.put(path, { answers, marks: [], remark: REMARK, expectedVersion: version });
  await supervisor.post(`${path}/sending`, { expectedVersion: version + 1 });
}
