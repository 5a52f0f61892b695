import { licenceForTest } from "../src/licensing/applications/wire.ts";
import type { TestDependencies, TestDocumentOrder } from "../src/licensing/operational-tests/wire.ts";

/** Dependencies of the operational test module that send no notices; ordered documents are only counted. */
export function silentTestDependencies(
  kit: TestDependencies["kit"],
): TestDependencies & { readonly ordered: TestDocumentOrder[] } {
  const ordered: TestDocumentOrder[] = [];
  return {
    kit,
    ordered,
    licenceForTest,
    readFile: () => Promise.reject(new Error("nothing is read here")),
    tellCompany: async () => undefined,
    tellPeople: async () => undefined,
    officersWho: async () => [],
    reportCase: async () => undefined,
    orderTestPaper: async (_trx, order) => {
      ordered.push(order);
    },
    papersOfTest: async () => [],
    previewTestReport: async () => new Uint8Array(),
    refusalToSignTestPaper: async () => null,
    spendSecondFactor: async () => "fits",
  };
}
