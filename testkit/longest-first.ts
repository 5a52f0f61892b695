import { BaseSequencer, type TestSpecification } from "vitest/node";
import { Durations } from "../tools/testing/durations.ts";

/** Starts with the files that take longest, so that no worker ends the run with a long file alone. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const durations = new Durations(this.ctx.config.root);
    const estimateMs = ({ moduleId }: TestSpecification): number => durations.estimateMs(moduleId);
    return (await super.sort(files)).toSorted((left, right) => estimateMs(right) - estimateMs(left));
  }
}
