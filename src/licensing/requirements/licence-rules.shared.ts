import type { Requirement, RequirementCondition, Standing } from "../../regulation/index.ts";

/** The source of a rule or a requirement, and whether it was verified there. */
export interface LicenceCitation {
  readonly id: string;
  readonly clause: string;
  readonly standing: Standing;
}

/** A PBX function whose provision must be proven if there is no PBX on the premises. */
export interface PbxFunction {
  readonly key: string;
  readonly when: RequirementCondition;
}

/** The rules of a licence application as plain data: the server reads them from a rulebook and sends them to the browser. */
export interface LicenceRules {
  /** Version of the rulebook. */
  readonly version: string;
  readonly requirements: readonly Requirement[];
  readonly functions: readonly PbxFunction[];
  readonly values: {
    /** Every KBLI code that satisfies the required activity of a NIB today. */
    readonly kbliNames: readonly string[];
    readonly firstYearE1: number;
    readonly linesPerE1: number;
    /** Percentage of the investment of five years. */
    readonly bankFundsPercent: number;
    readonly shareLockPercent: number;
    readonly shareholdingTiers: number;
    readonly needsCertificates: boolean;
    readonly agreementMonthsLeft: number;
    readonly expectsCloudInIndonesia: boolean;
    /** Number of days for which a file is valid after its date, by the id of the rule. */
    readonly validDays: Readonly<Record<string, number>>;
  };
  /** Citations of all rules and requirements that a finding can name, by id or key. */
  readonly citations: Readonly<Record<string, LicenceCitation>>;
}
