import { checkGraph } from "../configuration/index.ts";
import { type CheckFrame, inPart } from "./check-frame.shared.ts";
import type { PreCheckFinding } from "./finding.shared.ts";

/** Checks the technical configuration on the same graph from which the diagram is drawn. */
export function checkConfiguration(frame: CheckFrame): readonly PreCheckFinding[] {
  const { linesPerE1, expectsCloudInIndonesia } = frame.rules.values;
  const rules = { linesPerE1, expectsCloudInIndonesia, ownLicence: frame.company.ownLicence };
  return inPart(frame, "configuration", checkGraph(frame.form, rules));
}
