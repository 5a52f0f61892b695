import { APPROVAL, endorseApplication, proposeOutcome } from "../../src/processes/demo/demo-scenario.ts";
import { acceptItems, act, openCase, untilState } from "../journeys/officer-steps.ts";
import { goTo, logIn } from "../journeys/people-steps.ts";
import { submittedApplication } from "./path-fixture.ts";
import type { TimedPath } from "./timed-path.ts";

const ITEMS = ["nib", "npwp", "letter", "declaration", "code"] as const;

/** The evaluator checks a pending case, and the director decides it; two other officers read it in between. */
export const officerPath: TimedPath = {
  user: "officer",
  reaches: "from a waiting case by its decision to the signed decree",
  budget: { clicks: 22, keys: 80, seconds: 36 },
  walk: async ({ world, begin, visit, others }) => {
    const wanted = { name: "Bagus Pratama", nib: "7700000000006", code: "1500246" };
    const { application } = await submittedApplication(world, wanted);
    const number = application.number ?? "";
    const evaluator = await begin();
    await logIn(evaluator, world.account("evaluator", "numbering"));
    await openCase(evaluator, number);
    await act(evaluator, "take");
    await untilState(evaluator, "checking");
    await acceptItems(evaluator, ITEMS);
    await act(evaluator, "finish-check");
    await untilState(evaluator, "checked");
    await others("sub-coordinator and coordinator", async () => {
      await endorseApplication(world, application.id);
      await proposeOutcome(world, application.id, APPROVAL);
    });
    const director = await visit();
    await logIn(director, world.account("director"));
    await openCase(director, number);
    await act(director, "decide-approve", "");
    await untilState(director, "approved");
    await goTo(director, "decrees");
    await director.page
      .getByRole("row")
      .filter({ hasText: "1500 246" })
      .getByText(director.t("states.issuing.published"), { exact: true })
      .waitFor();
  },
};
