import { buildWorkingCalendar, type CalendarYear, type WorkingCalendar } from "./calendar.ts";
import type { KbliStep } from "./kbli-lineage.shared.ts";
import type { CharacterClass, NumberPattern, Signer } from "./rule-values.ts";
import type { Rulebook } from "./rulebook.ts";

const MS_PER_MINUTE = 60_000;
const BYTES_PER_MEGABYTE = 1_048_576;

/** Limits on holds of codes by a company. */
export interface HoldRules {
  readonly holdMinutes: number;
  readonly atOnceMax: number;
  readonly perDayMax: number;
  /** Minimum time before the same company may hold the same code again. */
  readonly againAfterMinutes: number;
  /** NIB statuses that block holds. */
  readonly blockedNibStatuses: readonly string[];
}

/** Reads the rules of holds. */
export function readHoldRules({ rules }: Rulebook): HoldRules {
  return {
    holdMinutes: rules["hold-minutes"].value,
    atOnceMax: rules["holds-at-once"].value,
    perDayMax: rules["holds-per-day"].value,
    againAfterMinutes: rules["hold-again-minutes"].value,
    blockedNibStatuses: rules["oss-nib-blocks"].value,
  };
}

/** The numbering plan. */
export interface NumberingPlan {
  readonly patterns: readonly NumberPattern[];
  readonly emergencyCodes: readonly string[];
  readonly reservedCodes: readonly string[];
  readonly prefixConflictCheck: boolean;
  readonly quarantineMonths: number;
  readonly unusedRevocableMonths: number;
}

/** Reads the numbering plan for call-centre codes, shortest pattern first. */
export function readNumberingPlan({ rules }: Rulebook): NumberingPlan {
  return {
    patterns: [rules["pattern-14xyz"].value, rules["pattern-150xyz"].value, rules["pattern-1500xyz"].value],
    emergencyCodes: rules["emergency-codes"].value,
    reservedCodes: rules["reserved-codes"].value,
    prefixConflictCheck: rules["prefix-conflict-check"].value,
    quarantineMonths: rules["quarantine-months"].value,
    unusedRevocableMonths: rules["unused-revocable-months"].value,
  };
}

/** The rules of a revocation. */
export interface RevocationRules {
  /** NIB statuses that are a ground. */
  readonly nibStatuses: readonly string[];
  /** Number of working days for the holder's answer. */
  readonly answerWorkingDays: number;
  /** Number of days for the holder to comply with the decree. */
  readonly obeyDays: number;
}

/** Reads the rules of revocation. */
export function readRevocationRules({ rules }: Rulebook): RevocationRules {
  return {
    nibStatuses: rules["revocation-nib-statuses"].value,
    answerWorkingDays: rules["revocation-answer-days"].value,
    obeyDays: rules["revocation-obey-days"].value,
  };
}

/** The acts of the ministry with a processing time. */
export type PromisedAct =
  | "account-verification"
  | "number-new"
  | "number-additional"
  | "number-change"
  | "number-return"
  | "licence-evaluation"
  | "objection"
  | "test-evaluation"
  | "sklo-site-test"
  | "sklo-self-test";

/** The terms of one processing time. */
export interface PromiseTerms {
  readonly workingDays: number;
  /** Day one is this number of working days after the day of receipt. */
  readonly dayOneAfter: number;
  /** Local time `HH:MM`: a transfer at exactly this time is in time, a millisecond later it is not. */
  readonly cutOff: string;
  /** IANA time zone of the days. */
  readonly zone: string;
  readonly restartsMax: number;
}

/** Reads the terms of the processing time for `act`; `isOperator` distinguishes a (future) licensed operator from any other body. */
export function readPromiseTerms(
  { rules }: Rulebook,
  asked: { readonly act: PromisedAct; readonly isOperator: boolean },
): PromiseTerms {
  const numberNew = asked.isOperator ? rules["promise-number-new-operator"] : rules["promise-number-new-other"];
  const numberChange = asked.isOperator
    ? rules["promise-number-change-operator"]
    : rules["promise-number-change-other"];
  const days: Readonly<Record<PromisedAct, number>> = {
    "account-verification": rules["promise-account-verification"].value,
    "number-new": numberNew.value,
    "number-additional": rules["promise-number-additional"].value,
    "number-change": numberChange.value,
    "number-return": rules["promise-number-return"].value,
    "licence-evaluation": rules["promise-licence-evaluation"].value,
    objection: rules["promise-objection"].value,
    "test-evaluation": rules["promise-test-evaluation"].value,
    "sklo-site-test": rules["promise-sklo-site-test"].value,
    "sklo-self-test": rules["promise-sklo-self-test"].value,
  };
  return {
    workingDays: days[asked.act],
    dayOneAfter: rules["promise-day-one"].value,
    cutOff: rules["promise-cut-off"].value,
    zone: rules["promise-zone"].value,
    restartsMax: rules["promise-restarts-max"].value,
  };
}

/** The rules of reminders and of the correction period. */
export interface ReminderRules {
  /** Percentages of the processing time. */
  readonly promiseLevels: readonly number[];
  /** The superior is notified too from this percentage on. */
  readonly superiorFrom: number;
  readonly repairDays: number;
  /** Percentages of the correction period. */
  readonly repairLevels: readonly number[];
}

/** Reads the rules of reminders and correction rounds. */
export function readReminderRules({ rules }: Rulebook): ReminderRules {
  return {
    promiseLevels: rules["promise-warn-percents"].value,
    superiorFrom: rules["promise-warn-superior-percent"].value,
    repairDays: rules["repair-working-days"].value,
    repairLevels: rules["repair-warn-percents"].value,
  };
}

/** The rules of account disputes and letters of authority. */
export interface AccountRules {
  /** Number of working days for the present holder's statement. */
  readonly statementDays: number;
  /** Maximum number of months of one letter of authority. */
  readonly authorityMonthsMax: number;
}

/** Reads the rules of disputes and letters of authority. */
export function readAccountRules({ rules }: Rulebook): AccountRules {
  return {
    statementDays: rules["dispute-statement-days"].value,
    authorityMonthsMax: rules["letter-of-authority-months-max"].value,
  };
}

/** The rules of decrees. */
export interface DecreeRules {
  /** E.g. "{seq}/TEL.05.05/{yyyy}". */
  readonly numberStyle: string;
  /** The number style of a "Penetapan Komitmen Layanan", which has its own sequence. */
  readonly commitmentNumberStyle: string;
  /** The number style of each document of an operational test; each has its own sequence. */
  readonly testPaperNumberStyles: Readonly<Record<"test-order" | "test-report" | "sklo", string>>;
  /** Regulations on which each kind of decree is based, in order; the mandate of its signer adds its own. */
  readonly legalBasis: Readonly<
    Record<
      "assignment" | "change" | "return" | "revocation" | "commitment" | "test-order" | "test-report" | "sklo",
      readonly string[]
    >
  >;
  /** The fictitious signer of a demonstration. */
  readonly demonstrationSigner: Signer;
  /** The signer once the state signature is configured. */
  readonly stateSigner: Signer;
  /** Printed on every page of a demonstration. */
  readonly demonstrationMark: string;
  /** E.g. "/validasi-sk/{id}". */
  readonly validationPath: string;
}

/** Reads the rules for issuing a decree. */
export function readDecreeRules({ rules }: Rulebook): DecreeRules {
  return {
    numberStyle: rules["decree-number-style"].value,
    commitmentNumberStyle: rules["commitment-number-style"].value,
    testPaperNumberStyles: {
      "test-order": rules["test-order-number-style"].value,
      "test-report": rules["test-report-number-style"].value,
      sklo: rules["sklo-number-style"].value,
    },
    legalBasis: {
      assignment: rules["decree-legal-basis"].value,
      change: rules["decree-legal-basis-change"].value,
      return: rules["decree-legal-basis-return"].value,
      revocation: rules["decree-legal-basis-revocation"].value,
      commitment: rules["decree-legal-basis-commitment"].value,
      "test-order": rules["decree-legal-basis-test"].value,
      "test-report": rules["decree-legal-basis-test"].value,
      sklo: rules["decree-legal-basis-test"].value,
    },
    demonstrationSigner: rules["decree-signer-demonstration"].value,
    stateSigner: rules["decree-signer-state"].value,
    demonstrationMark: rules["decree-demonstration-mark"].value,
    validationPath: rules["decree-validation-path"].value,
  };
}

/** The rules of counting and changing a five-year commitment. */
export interface CommitmentRules {
  /** Simultaneous channels of one E1. */
  readonly linesPerE1: number;
  /** Last day of a financial year, `MM-DD`. */
  readonly bookYearEnd: string;
  /** Minimum number of working days before the end of a year to change the next one. */
  readonly changeWorkingDays: number;
  /** Shares must not be transferred until this percentage of the commitment is met. */
  readonly shareLockPercent: number;
}

/** Reads the rules of a five-year commitment. */
export function readCommitmentRules({ rules }: Rulebook): CommitmentRules {
  return {
    linesPerE1: rules["lines-per-e1"].value,
    bookYearEnd: rules["book-year-end"].value,
    changeWorkingDays: rules["commitment-change-working-days"].value,
    shareLockPercent: rules["share-lock-percent"].value,
  };
}

/** The licensed service, by its codes. */
export interface ServiceRules {
  readonly kbli: string;
  readonly kdIzin: string;
  readonly kdInstansi: string;
  readonly requestNumberStyle: string;
  /** The required risk level of the activity, in OSS's term: "TINGGI". */
  readonly risk: string;
  /** Later codes of activities, by classification. */
  readonly kbliSteps: readonly KbliStep[];
}

/** Reads the codes of the licensed service. */
export function readServiceRules({ rules }: Rulebook): ServiceRules {
  return {
    kbli: rules["service-kbli"].value,
    kdIzin: rules["service-kd-izin"].value,
    kdInstansi: rules["service-kd-instansi"].value,
    requestNumberStyle: rules["request-number-style"].value,
    risk: rules["service-risk"].value,
    kbliSteps: rules["kbli-changes"].value,
  };
}

/** The rules of an account's password. */
export interface PasswordRules {
  readonly charactersMin: number;
  readonly classes: readonly CharacterClass[];
}

/** Reads the password rule. */
export function readPasswordRules({ rules }: Rulebook): PasswordRules {
  return { charactersMin: rules["password-length-min"].value, classes: rules["password-classes"].value };
}

/** The limits of an uploaded file. */
export interface FileRules {
  readonly types: readonly string[];
  readonly bytesMax: number;
  readonly ossLinkBytesMax: number;
  /** Number of hours for which an unclaimed upload is stored. */
  readonly unclaimedHours: number;
  /** Views of a document by one person within this time count as one. */
  readonly viewFoldMs: number;
}

/** Reads the file limits. A megabyte is 1,048,576 bytes, so that no file is refused that a portal with 10^6 bytes would accept. */
export function readFileRules({ rules }: Rulebook): FileRules {
  return {
    types: rules["file-types"].value,
    bytesMax: rules["file-megabytes-max"].value * BYTES_PER_MEGABYTE,
    ossLinkBytesMax: rules["oss-link-megabytes-max"].value * BYTES_PER_MEGABYTE,
    unclaimedHours: rules["unclaimed-upload-hours"].value,
    viewFoldMs: rules["document-view-fold-minutes"].value * MS_PER_MINUTE,
  };
}

/** The formats of a NIB and an NPWP. */
export interface IdentityRules {
  readonly nib: RegExp;
  readonly npwp: readonly RegExp[];
}

/** Reads the formats of a NIB and an NPWP. */
export function readIdentityRules({ rules }: Rulebook): IdentityRules {
  return {
    nib: new RegExp(rules["nib-format"].value),
    npwp: rules["npwp-formats"].value.map((format) => new RegExp(format)),
  };
}

/** Cache of working calendars, by rulebook and list of calendars. */
const builtCalendars = new WeakMap<Rulebook, WeakMap<readonly CalendarYear[], WorkingCalendar>>();

/** The working calendar of `calendars` by the rules on weekends and joint leave; equal arguments yield the same object. */
export function readWorkingCalendar(rulebook: Rulebook, calendars: readonly CalendarYear[]): WorkingCalendar {
  const ofRulebook = builtCalendars.get(rulebook) ?? new WeakMap<readonly CalendarYear[], WorkingCalendar>();
  builtCalendars.set(rulebook, ofRulebook);
  const { rules } = rulebook;
  const built =
    ofRulebook.get(calendars) ??
    buildWorkingCalendar({
      calendars,
      weekend: rules["weekend-days"].value,
      jointLeaveIsOff: rules["joint-leave-is-off"].value,
    });
  ofRulebook.set(calendars, built);
  return built;
}

/** Retention of call data, and limits on opening a code in test mode. */
export interface CallRules {
  readonly recordingDays: number;
  readonly recordingDaysMax: number;
  readonly callEventMonths: number;
  readonly queueEventMonths: number;
  readonly sipTraceDays: number;
  readonly testWindow: { readonly hoursMax: number; readonly linesMax: number; readonly daysAheadMax: number };
}

/** Reads the rules of calls. */
export function readCallRules({ rules }: Rulebook): CallRules {
  return {
    recordingDays: rules["recording-keep-days"].value,
    recordingDaysMax: rules["recording-keep-days-max"].value,
    callEventMonths: rules["call-event-keep-months"].value,
    queueEventMonths: rules["queue-event-keep-months"].value,
    sipTraceDays: rules["sip-trace-keep-days"].value,
    testWindow: {
      hoursMax: rules["test-window-hours-max"].value,
      linesMax: rules["test-window-lines-max"].value,
      daysAheadMax: rules["test-window-days-ahead-max"].value,
    },
  };
}

/** Effect of a NIB frozen, revoked or cancelled by OSS on the licence of its company. */
export interface NibEffects {
  readonly frozen: "suspend" | "revoke" | "nothing";
  readonly revoked: "suspend" | "revoke" | "nothing";
}

/** Reads the effect of a NIB on a licence. */
export function readNibEffects({ rules }: Rulebook): NibEffects {
  return { frozen: rules["licence-on-nib-frozen"].value, revoked: rules["licence-on-nib-revoked"].value };
}
