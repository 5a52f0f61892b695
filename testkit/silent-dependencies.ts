import { companyTeller, officersWho, peopleTeller } from "../src/identity/wire.ts";
import type { openLicences } from "../src/licensing/applications/wire.ts";
import { reportCase } from "../src/licensing/oss-sync/wire.ts";

type LicenceDependencies = Parameters<typeof openLicences>[0];

/** Dependencies of the licence module that send no notices and order no documents: for a sweep that a test starts. */
export function silentDependencies(kit: LicenceDependencies["kit"]): LicenceDependencies {
  return {
    kit,
    tellCompany: async () => undefined,
    tellPeople: async () => undefined,
    officersWho: async () => [],
    orderReceipt: async () => undefined,
    orderCommitmentDecree: async () => undefined,
    refusalToSignCommitment: async () => null,
    reportCase: async () => undefined,
    readFile: async () => {
      throw new Error("no file is read here");
    },
  };
}

/** Dependencies that notify users and OSS like the process, with a test's overrides. */
export function notifyingDependencies(
  kit: LicenceDependencies["kit"],
  change: Partial<LicenceDependencies> = {},
): LicenceDependencies {
  return {
    ...silentDependencies(kit),
    tellCompany: companyTeller(kit),
    tellPeople: peopleTeller(kit),
    officersWho,
    reportCase: reportCase(kit),
    ...change,
  };
}
