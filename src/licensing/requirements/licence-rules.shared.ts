import type { Requirement, RequirementCondition, Standing } from "../../regulation/index.ts";

/** Where a rule or a requirement is written, and whether it was read there. */
export interface LicenceCitation {
  readonly id: string;
  readonly clause: string;
  readonly standing: Standing;
}

/** A function of a PBX that is shown to be provided where there is none on the premises. */
export interface PbxFunction {
  readonly key: string;
  readonly when: RequirementCondition;
}

/** What a licence application is checked by, as plain data: the server reads it from a rulebook, the browser is sent it. */
export interface LicenceRules {
  /** Version of the rulebook. */
  readonly version: string;
  readonly requirements: readonly Requirement[];
  readonly functions: readonly PbxFunction[];
  readonly values: {
    /** Every code by which a NIB may hold the activity today. */
    readonly kbliNames: readonly string[];
    readonly firstYearE1: number;
    readonly linesPerE1: number;
    /** Percent of the investment of five years. */
    readonly bankFundsPercent: number;
    readonly shareLockPercent: number;
    readonly shareholdingTiers: number;
    readonly needsCertificates: boolean;
    readonly agreementMonthsLeft: number;
    readonly expectsCloudInIndonesia: boolean;
    /** Days for which a file is good after its date, by the id of the rule. */
    readonly validDays: Readonly<Record<string, number>>;
  };
  /** Of every rule and requirement that a finding can rest on, by id or key. */
  readonly citations: Readonly<Record<string, LicenceCitation>>;
}
