import { checkGraph } from "../configuration/index.ts";
import { type CheckFrame, inPart } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";

/** The technical configuration, checked on the same graph that the diagram is drawn from. */
export function checkConfiguration(frame: CheckFrame): readonly PreCheckFinding[] {
  const { linesPerE1, expectsCloudInIndonesia } = frame.rules.values;
  const rules = { linesPerE1, expectsCloudInIndonesia, ownLicence: frame.company.ownLicence };
  return inPart(frame, "configuration", checkGraph(frame.form, rules));
}
