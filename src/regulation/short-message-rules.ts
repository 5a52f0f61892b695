import type { Rulebook } from "./rulebook.ts";

const MS_PER_MINUTE = 60_000;

/** How short messages are sent lawfully. */
export interface ShortMessageRules {
  /** Minutes after local midnight between which promotion may be sent. */
  readonly promotionalFromMinute: number;
  readonly promotionalUntilMinute: number;
  /** A sender id of letters. */
  readonly senderFormat: RegExp;
  readonly validityMsMax: number;
  /** Names that no sender id may look like. */
  readonly protectedNames: readonly string[];
  /** How long texts stay once their message is over, and those of one-time passwords. */
  readonly textDays: number;
  readonly codeDays: number;
  /** How many messages of one call centre go to numbers whose first `digits` are alike. */
  readonly prefixRates: { readonly digits: number; readonly perMinute: number; readonly perHour: number };
  /** Ends of parts for which a call centre pays, of those that a carrier was asked to take. */
  readonly chargedEnds: readonly string[];
}

/** Reads the rules of short messages. */
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
