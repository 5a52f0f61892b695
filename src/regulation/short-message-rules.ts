import type { Rulebook } from "./rulebook.ts";

const MS_PER_MINUTE = 60_000;

/** The legal limits of SMS. */
export interface ShortMessageRules {
  /** Minutes after local midnight between which promotional messages may be sent. */
  readonly promotionalFromMinute: number;
  readonly promotionalUntilMinute: number;
  /** The format of alphanumeric sender IDs. */
  readonly senderFormat: RegExp;
  readonly validityMsMax: number;
  /** Names that no sender ID may resemble. */
  readonly protectedNames: readonly string[];
  /** Retention of message texts after completion, and of one-time passwords, in days. */
  readonly textDays: number;
  readonly codeDays: number;
  /** Maximum number of messages of one tenant to numbers with the same first `digits`. */
  readonly prefixRates: { readonly digits: number; readonly perMinute: number; readonly perHour: number };
  /** Final states of segments that are charged to a tenant, among those submitted to a carrier. */
  readonly chargedEnds: readonly string[];
}

/** Reads the rules of SMS. */
export function readShortMessageRules({ rules }: Rulebook): ShortMessageRules {
  return {
    promotionalFromMinute: minuteOf(rules["sms-promotional-from"].value),
    promotionalUntilMinute: minuteOf(rules["sms-promotional-until"].value),
    senderFormat: new RegExp(rules["sms-sender-format"].value),
    validityMsMax: rules["sms-validity-hours-max"].value * 60 * MS_PER_MINUTE,
    protectedNames: rules["sms-protected-names"].value,
    textDays: rules["sms-text-keep-days"].value,
    codeDays: rules["sms-code-keep-days"].value,
    prefixRates: {
      digits: rules["sms-prefix-digits"].value,
      perMinute: rules["sms-prefix-minute-max"].value,
      perHour: rules["sms-prefix-hour-max"].value,
    },
    chargedEnds: rules["sms-charged-ends"].value,
  };
}

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
