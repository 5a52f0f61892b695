import path from "node:path";
import type { Settings } from "../../platform/config/index.ts";

/** Name of the folder, inside the data folder, with the demonstration's own data and database. */
const DEMONSTRATION = "demo";

/** State of a data folder before `sambung start`. */
export interface DataFolderFacts {
  /** An installation was started on it before. */
  readonly hasInstallation: boolean;
  /** That installation is marked as real: it never gets demo accounts. */
  readonly isReal: boolean;
}

/** The installation that `sambung start` opens. */
export type StartChoice =
  | { readonly kind: "demonstration"; readonly dataFolder: string }
  | {
      readonly kind: "installation";
      readonly demoAccounts: boolean;
      /** The data folder must be marked as real before anything is written to it. */
      readonly marksReal: boolean;
    };

type ChoiceSettings = Pick<
  Settings,
  "dataFolder" | "demo" | "demoSetting" | "databaseUrl" | "trustedProxies" | "licensing" | "ossSimulator"
>;

/** Chooses between the demonstration and the installation of the data folder. */
export function chooseStart(settings: ChoiceSettings, { hasInstallation, isReal }: DataFolderFacts): StartChoice {
  const demonstration = { kind: "demonstration", dataFolder: demonstrationFolder(settings.dataFolder) } as const;
  const isRequested = settings.demoSetting === "on";
  if (isReal) {
    if (isRequested && mayDemonstrate(settings)) return demonstration;
    return { kind: "installation", demoAccounts: false, marksReal: false };
  }
  if (hasInstallation) return { kind: "installation", demoAccounts: settings.demo, marksReal: false };
  if (!isRequested && mayDemonstrate(settings)) return demonstration;
  const demoAccounts = isRequested && settings.demo;
  return { kind: "installation", demoAccounts, marksReal: !demoAccounts };
}

/** The demonstration's folder inside a data folder. */
export function demonstrationFolder(dataFolder: string): string {
  return path.join(dataFolder, DEMONSTRATION);
}

/** The demonstration covers licensing and telephony, on the embedded database and with fictitious companies, for this machine alone and without a proxy. */
function mayDemonstrate(settings: ChoiceSettings): boolean {
  const { demo, licensing, ossSimulator, databaseUrl, trustedProxies } = settings;
  return demo && licensing && ossSimulator && databaseUrl === undefined && trustedProxies.length === 0;
}
