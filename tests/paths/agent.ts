import { demoOfficer } from "../../src/processes/demo/demo-steps.ts";
import { answerCall, startSoftphone, startWork } from "./agent-work.ts";
import { arrangeCallCentre } from "./call-centre.ts";
import type { TimedPath } from "./timed-path.ts";

const CALLER = { extension: "103", name: "Pelanggan" };
const DISPOSITION = "Selesai";
const NOTE = "Menanyakan tagihan";

/** An agent's first contact of a day: start of work, a call, and its documentation. */
export const agentPath: TimedPath = {
  user: "agent",
  reaches: "from the start of work by an answered call to its saved wrap-up",
  budget: { clicks: 6, keys: 58, seconds: 30 },
  walk: async ({ world, effort, begin, defer }) => {
    const operator = await demoOfficer(world, { role: "operator-administrator", team: null });
    await arrangeCallCentre(world);
    await operator.post("/api/service/dispositions", { name: DISPOSITION, queueId: null });
    const account = await operator.post<{ username: string; password: string }>("/api/service/phones", CALLER);
    const caller = await startSoftphone(world, "agent-caller", account);
    defer(caller.close);
    const visit = await begin();
    const { page, t } = visit;
    const word = (key: string) => t(`web.agentDesk.${key}`);
    await startWork(visit, world.account("operator-agent"));
    await answerCall(visit, { caller, number: CALLER.extension, sipPort: world.sipPort, effort });
    await page.keyboard.press("F10");
    await page.getByText(word("contact.wrapping")).waitFor();
    await page.getByLabel(word("disposition"), { exact: true }).selectOption({ label: DISPOSITION });
    const note = page.getByRole("textbox", { name: word("note") });
    await note.fill(NOTE);
    await note.press("Control+Enter");
    await page.getByText(word("noteSaved"), { exact: true }).waitFor();
    await page.keyboard.press("F2");
    await page.getByText(word("nobody.ready")).waitFor();
  },
};
