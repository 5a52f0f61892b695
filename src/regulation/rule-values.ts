import { z } from "zod";

const text = z.string().min(1).max(200);
/** Titles of laws with their amendments. */
const citations = z.array(z.string().min(1).max(500)).min(1).max(20).readonly();
const texts = z.array(text).min(1).max(50).readonly();
const count = z.int().min(0).max(10_000);
const workingDays = z.int().min(1).max(60);
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const days = z.int().min(1).max(366);
const percent = z.int().min(0).max(100);
const digits = z.string().regex(/^\d{1,12}$/);

/** A block of codes in the numbering plan: every code from `lowest` to `highest`, both included. */
const numberPatternSchema = z
  .object({
    /** In usual notation, e.g. "150XYZ". */
    label: z.string().regex(/^\d+X?Y?Z?$/),
    digits: z.int().min(3).max(12),
    lowest: digits,
    highest: digits,
  })
  .readonly()
  .refine((pattern) => pattern.lowest.length === pattern.digits && pattern.highest.length === pattern.digits, {
    error: "lowest and highest have as many digits as the pattern",
  })
  .refine((pattern) => pattern.lowest <= pattern.highest, { error: "lowest is not above highest" });

/** The signer of a decree, in the wording of the signature block. `name` is null until the installer sets one. */
const signerSchema = z
  .object({ office: text, place: text, onBehalf: text, title: text, name: text.nullable() })
  .readonly();

/** A contact for help or complaints: null channels are not offered. `hours` is null if unknown. */
const contactSchema = z
  .object({
    name: text,
    phone: digits.nullable(),
    sms: digits.nullable(),
    web: z.url().nullable(),
    hours: text.nullable(),
  })
  .readonly();

const kbli = z.string().regex(/^\d{5}$/);

/** An activity to which a later classification gives another code: `from` until the day before `on`, `to` since. */
const kbliChangesSchema = z
  .array(z.object({ from: kbli, to: kbli, on: z.iso.date(), classification: text }).readonly())
  .max(200)
  .readonly();

const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const characterClasses = ["lower-case", "upper-case", "digit", "symbol"] as const;

/**
 * All rules, with the schema of each value. The ids of rules are the keys of this record; a published version that
 * lacks one, or has another shape, fails to load.
 */
export const ruleValueSchemas = {
  "service-kbli": z.string().regex(/^\d{5}$/),
  "service-kd-izin": z.string().regex(/^\d{12}$/),
  "service-kd-instansi": z.string().regex(/^\d{3}$/),
  "service-risk": text,
  "service-product": text,
  "service-fee": count,
  "service-standards": text,
  "pattern-14xyz": numberPatternSchema,
  "pattern-150xyz": numberPatternSchema,
  "pattern-1500xyz": numberPatternSchema,
  "emergency-codes": z.array(digits).min(1).max(50).readonly(),
  "reserved-codes": z.array(digits).max(200).readonly(),
  "prefix-conflict-check": z.boolean(),
  "one-open-new-request": z.boolean(),
  "claim-on-submit": z.boolean(),
  "quarantine-months": z.int().min(0).max(120),
  "unused-revocable-months": z.int().min(1).max(120),
  "transfer-allowed": z.boolean(),
  /** Minimum length of a number's purpose, and of a reason to return one. */
  "number-text-characters-min": z.int().min(1).max(1000),
  /** Whether an applicant declares the data true for a further number, a change and a return too. */
  "number-declaration": z.boolean(),
  /** A holder of active codes of a service applies for more by Nomor Tambahan, an organisation without codes by Nomor Baru. */
  "additional-needs-codes": z.boolean(),
  /** A code holder that begins another service applies for its code by Nomor Baru and names the service. */
  "new-number-new-service": z.boolean(),
  /** Documents of an operator for a Nomor Baru, in place of the NPWP. */
  "new-number-operator-documents": texts,
  "additional-documents": texts,
  /** A government body applies for its own code if its legal basis assigns the service to it. */
  "government-own-service": z.boolean(),
  "usage-report-template": text,
  "usage-report-fields": texts,
  "usage-report-yearly-due": monthDay,
  "request-number-style": text,
  "change-documents": texts,
  "return-documents": texts,
  /** Grounds for revoking a code, in addition to `unused-revocable-months`. */
  "revocation-licence-lost": z.boolean(),
  "revocation-breach": z.boolean(),
  /** NIB statuses, by Sambung's names, that are a ground for revoking a code. */
  "revocation-nib-statuses": texts,
  /** Number of working days for the holder's answer before a revocation may be decided. */
  "revocation-answer-days": workingDays,
  /** Number of days for the holder to comply with a decree of revocation. */
  "revocation-obey-days": days,
  "hold-minutes": z.int().min(1).max(1440),
  "holds-at-once": z.int().min(1).max(100),
  "holds-per-day": z.int().min(1).max(1000),
  "hold-again-minutes": z.int().min(0).max(10_080),
  "promise-account-verification": workingDays,
  "promise-number-new-operator": workingDays,
  "promise-number-new-other": workingDays,
  "promise-number-additional": workingDays,
  "promise-number-change-operator": workingDays,
  "promise-number-change-other": workingDays,
  "promise-number-return": workingDays,
  "promise-day-one": z.int().min(0).max(5),
  "promise-cut-off": z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  "promise-zone": z.enum(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
  "promise-restarts-max": z.int().min(0).max(20),
  "repair-working-days": workingDays,
  "repair-warn-percents": z.array(z.int().min(1).max(99)).max(10).readonly(),
  "dispute-statement-days": workingDays,
  "letter-of-authority-months-max": z.int().min(1).max(120),
  "promise-warn-percents": z.array(z.int().min(1).max(100)).min(1).max(10).readonly(),
  /** The level from which the superior of the responsible officer is notified too. */
  "promise-warn-superior-percent": z.int().min(1).max(101),
  "decree-number-style": text,
  "decree-legal-basis": citations,
  "decree-legal-basis-change": citations,
  "decree-legal-basis-return": citations,
  "decree-legal-basis-revocation": citations,
  "decree-legal-basis-commitment": citations,
  "commitment-number-style": text,
  "decree-legal-basis-test": citations,
  "test-order-number-style": text,
  "test-report-number-style": text,
  "sklo-number-style": text,
  /** Last day of a financial year. */
  "book-year-end": monthDay,
  /** Minimum number of working days before the end of a year to change the commitment of the next one. */
  "commitment-change-working-days": workingDays,
  "decree-signer-demonstration": signerSchema,
  "decree-signer-state": signerSchema,
  "decree-validation-path": z.string().regex(/^\/[a-z-]+\/\{id\}$/),
  "decree-demonstration-mark": text,
  "nib-format": text,
  "npwp-formats": texts,
  "password-length-min": z.int().min(8).max(64),
  "password-classes": z.array(z.enum(characterClasses)).max(4).readonly(),
  "acting-plh-days-max": days,
  "acting-plt-days-max": days,
  "acting-ahead-days-max": days,
  "email-link-hours": z.int().min(1).max(168),
  "reset-link-minutes": z.int().min(5).max(1440),
  "invitation-days": z.int().min(1).max(90),
  "authority-proposal-days": z.int().min(1).max(90),
  "second-person-former-days": z.int().min(1).max(366),
  "mailed-links-per-hour": z.int().min(1).max(60),
  "password-strength-min": z.int().min(0).max(4),
  /** Retention of ended rows, in days; `purge_rows` of the database has the same minimum values. */
  "session-keep-days": z.int().min(7).max(366),
  "mailed-link-keep-days": z.int().min(7).max(366),
  "mail-keep-days": z.int().min(180).max(3_650),
  "job-keep-days": z.int().min(7).max(366),
  "file-types": texts,
  "file-megabytes-max": z.int().min(1).max(100),
  "unclaimed-upload-hours": z.int().min(24).max(8_760),
  "document-view-fold-minutes": z.int().min(1).max(1_440),
  "oss-link-megabytes-max": z.int().min(1).max(100),
  /** NIB statuses, by Sambung's names, with which a company may neither hold a code nor submit an application. */
  "oss-nib-blocks": texts,
  /** Effect on a company's licence if its NIB is frozen, and if it is revoked or cancelled. */
  "licence-on-nib-frozen": z.enum(["suspend", "revoke", "nothing"]),
  "licence-on-nib-revoked": z.enum(["suspend", "revoke", "nothing"]),
  /** KBLI codes that a later classification renames, each from a day on. */
  "kbli-changes": kbliChangesSchema,
  /** The configurations of a call centre, and their add-ons. */
  "service-definition": text,
  "service-configurations": texts,
  "service-addons": texts,
  /** Whether only the provider of the service is assigned a code. */
  "own-code-for-operators-only": z.boolean(),
  /** Whether answering a company's own customers on ordinary lines needs no licence of this kind. */
  "own-customers-without-licence": z.boolean(),
  "commitment-first-year-e1": z.int().min(1).max(100),
  "lines-per-e1": z.int().min(1).max(1000),
  /** Whether the yearly values of a commitment are increments, not totals. */
  "commitment-increments": z.boolean(),
  "bank-funds-percent-min": percent,
  /** Shares must not be transferred until this percentage of the five-year commitment is met. */
  "share-lock-percent": percent,
  /** Number of tiers of shareholders above the applicant that must be named. */
  "shareholding-tiers": z.int().min(1).max(5),
  "device-certificate": z.boolean(),
  "kswp-valid-days": days,
  /** Minimum number of months for which an agreement with a carrier must remain valid on the day of application. */
  "agreement-months-left-min": z.int().min(0).max(60),
  "cloud-in-indonesia": z.boolean(),
  /** Activities of a company that offers basic telephony itself, and so needs no agreement for its lines. */
  "basic-telephony-kbli": z.array(kbli).min(1).max(50).readonly(),
  /** The functions of a PBX; an applicant without one on the premises states how each is provided. */
  "pbx-functions": texts,
  "registration-documents": texts,
  "registration-documents-government": texts,
  "number-new-documents": texts,
  "licence-documents": texts,
  "promise-licence-evaluation": workingDays,
  "licence-number-style": text,
  /** Whether a company may begin with an applied-for code. */
  "licence-with-applied-code": z.boolean(),
  "one-open-licence-application": z.boolean(),
  /** Whether OSS is informed of a licence application whose documents count as verified because the ministry was late. */
  "deemed-approval-recorded": z.boolean(),
  "objection-number-style": text,
  /** Number of working days after a rejection within which a company may object to it. */
  "objection-working-days": workingDays,
  "promise-objection": workingDays,
  "test-method": text,
  "test-request-days-ahead-min": days,
  "promise-sklo-site-test": workingDays,
  "promise-sklo-self-test": workingDays,
  "test-number-style": text,
  "test-method-kind": z.enum(["site", "self"]),
  /** Whether a company may choose the self-test without permission. */
  "self-test-without-leave": z.boolean(),
  "test-integrity-pact": z.boolean(),
  "test-on-working-day": z.boolean(),
  "test-teams-a-day": z.int().min(1).max(100),
  /** The period from the request in which a company must be notified of date and team. */
  "test-notice-working-days": workingDays,
  /** The period for a company to sign the test report before it closes without the signature. */
  "test-report-sign-working-days": workingDays,
  "test-sign-code-minutes": z.int().min(1).max(1_440),
  "test-sign-code-attempts": z.int().min(1).max(20),
  "test-remind-days-before": days,
  /** Limits of measurements. */
  "test-capacity-lines": z.int().min(1).max(10_000),
  "test-blocked-percent-max": percent,
  "test-duration-error-seconds-max": z.int().min(0).max(60),
  "test-restore-minutes-max": z.int().min(1).max(1_440),
  "promise-test-evaluation": workingDays,
  /** Retention of call data: recordings, call events, queue events, SIP messages. */
  "recording-keep-days": days,
  "call-event-keep-months": z.int().min(3).max(120),
  "queue-event-keep-months": z.int().min(3).max(120),
  "sip-trace-keep-days": days,
  /** Bounds of the retention that a tenant may choose; for SIP messages the rule itself is the maximum. */
  "recording-keep-days-min": days,
  "recording-keep-days-max": days,
  "sip-trace-keep-days-min": days,
  /** Hours at the recipient in which promotional messages may be sent; the format of alphanumeric sender IDs; protected names. */
  "sms-promotional-from": z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  "sms-promotional-until": z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  "sms-sender-format": text,
  "sms-validity-hours-max": z.int().min(1).max(720),
  "sms-protected-names": z.array(text).min(1).max(500).readonly(),
  /** Retention of message texts after completion, and of inbound texts; a shorter one for one-time passwords. */
  "sms-text-keep-days": days,
  "sms-code-keep-days": days,
  /** Maximum number of messages of one tenant to numbers with the same first digits, per minute and per hour. */
  "sms-prefix-digits": z.int().min(1).max(15),
  "sms-prefix-minute-max": z.int().min(1).max(1_000_000),
  "sms-prefix-hour-max": z.int().min(1).max(10_000_000),
  // Final states of segments that are charged; a segment that was never submitted to a carrier is not charged in any state.
  "sms-charged-ends": z
    .array(z.enum(["delivered", "undeliverable", "expired", "rejected", "unknown", "refused"]))
    .max(6)
    .readonly(),
  /** Maximum duration, lead time and number of lines of a test window for a code in test mode. */
  "test-window-hours-max": z.int().min(1).max(720),
  "test-window-lines-max": z.int().min(1).max(16),
  "test-window-days-ahead-max": days,
  /** Hours within which a personal data request is answered, and a personal data breach is notified. */
  "personal-request-answer-hours": z.int().min(1).max(720),
  "personal-breach-notice-hours": z.int().min(1).max(720),
  "contact-helpdesk": contactSchema,
  "contact-complaints": contactSchema,
  "weekend-days": z.array(z.enum(weekdays)).min(1).max(6).readonly(),
  "joint-leave-is-off": z.boolean(),
} as const;

/** The id of a rule. */
export type RuleId = keyof typeof ruleValueSchemas;

/** The value of rule `Id`. */
export type RuleValue<Id extends RuleId> = z.infer<(typeof ruleValueSchemas)[Id]>;

/** A block of codes in the numbering plan. */
export type NumberPattern = z.infer<typeof numberPatternSchema>;

/** The signer of a decree. */
export type Signer = z.infer<typeof signerSchema>;

/** A contact for help or complaints. */
export type Contact = z.infer<typeof contactSchema>;

/** A day of the week, in English. */
export type Weekday = (typeof weekdays)[number];

/** A character class that a password must contain. */
export type CharacterClass = (typeof characterClasses)[number];

/** Every rule id, in the order of the rules page. */
export const ruleIds = Object.keys(ruleValueSchemas) as readonly RuleId[];

/** True for the id of a rule that Sambung knows. */
export function isRuleId(id: string): id is RuleId {
  return Object.hasOwn(ruleValueSchemas, id);
}
