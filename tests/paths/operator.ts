import { addFlow, addPhone, addQueueAndAgent, serveNumber } from "../journeys/first-call-steps.ts";
import { goTo, logIn } from "../journeys/people-steps.ts";
import { answerCall, CODE, startSoftphone, startWork } from "./agent-work.ts";
import type { TimedPath } from "./timed-path.ts";

const CALLER = { extension: "102", name: "Penelepon" };

/** The guide to the first call: an operator with a licence, an agent, and a softphone that calls. */
export const operatorPath: TimedPath = {
  user: "operator",
  reaches: "from the active licence to the first call that is answered at its number",
  budget: { clicks: 62, keys: 153, seconds: 42 },
  walk: async ({ world, effort, begin, visit: another, defer }) => {
    const visit = await begin();
    const agent = world.account("operator-agent");
    await logIn(visit, world.account("operator-administrator"));
    await serveNumber(visit, CODE);
    await addPhone(visit, { extension: "101", name: "Meja" });
    const account = await addPhone(visit, CALLER);
    effort.add({ keys: account.username.length + account.password.length });
    const caller = await effort.waitFor("the softphone registers", () =>
      startSoftphone(world, "operator-caller", account),
    );
    defer(caller.close);
    await addQueueAndAgent(visit, agent.email);
    await addFlow(visit, CODE);
    const desk = await another();
    await startWork(desk, agent);
    await answerCall(desk, { caller, number: CALLER.extension, sipPort: world.sipPort, effort });
    await desk.page.keyboard.press("F10");
    await goTo(visit, "serviceHome");
    await visit.page
      .getByRole("listitem")
      .filter({ has: visit.page.getByRole("heading", { name: visit.t("web.service.team.title.talk") }) })
      .getByText(visit.t("web.service.hour.done"), { exact: true })
      .waitFor();
  },
};
