import path from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long, longest first, as they were measured; the order among them matters little. */
const LONG = [
  "tests/journeys/every-screen.test.ts",
  "tests/journeys/main-journey.test.ts",
  "tests/journeys/who-applies.test.ts",
  "src/licensing/templates/read-file.test.ts",
  "tests/packets/packets.test.ts",
  "tests/journeys/licence-desk.test.ts",
  "tests/journeys/demo.test.ts",
  "tests/checks/audit-names.test.ts",
  "src/platform/pdf/pdf-reader.test.ts",
  "src/licensing/applications/licence-histories.test.ts",
  "src/licensing/operational-tests/test-histories.test.ts",
  "src/licensing/issuing/test-papers.test.ts",
  "src/platform/signing/verify-signed-file.test.ts",
];

/**
 * Begins with the files that take longest, so that workers end together and none is waited for with one long file. On a
 * machine that has run the tests before, Vitest itself knows how long each took; elsewhere it would go by size.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.indexOf(path.relative(root, moduleId));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((left, right) => place(left) - place(right));
  }
}
