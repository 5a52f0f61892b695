import { programOf } from "../../identity/wire.ts";
import { present } from "../../kernel/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  currentRuleset,
  officeDate,
  openRulebook,
  readShortMessageRules,
  type ShortMessageRules,
} from "../../regulation/index.ts";
import { followInvoices } from "../../service/messaging/billing/wire.ts";
import { followTallies } from "../../service/messaging/reports/wire.ts";
import { followTextRemoval, type Intake, openIntake } from "../../service/messaging/sms/wire.ts";

/** Grace period for incoming messages at shutdown. */
const GRACE_MS = 5_000;

/** The current SMS rules, read once a day. */
export function shortMessageRules(clock: Kit["clock"]): () => ShortMessageRules {
  let known: { readonly date: string; readonly rules: ShortMessageRules } | undefined;
  return () => {
    const date = officeDate(clock.nowMs());
    if (known?.date === date) return known.rules;
    const opened = openRulebook({ version: currentRuleset.version, atDate: date });
    const rules = readShortMessageRules(present(opened.ok ? opened.value : null, "rulebook of today"));
    known = { date, rules };
    return rules;
  };
}

/** Dependencies of the portal's SMS routes. */
export interface PortalMessaging {
  readonly intake: Intake;
  readonly rules: () => ShortMessageRules;
  readonly programOf: (...asked: SkipFirst<Parameters<typeof programOf>>) => ReturnType<typeof programOf>;
  close(): Promise<void>;
}

type SkipFirst<All extends readonly unknown[]> = All extends readonly [unknown, ...infer Rest] ? Rest : never;

/** Opens the portal's intake, by which REST submits messages. */
export async function openPortalMessaging(kit: Kit): Promise<PortalMessaging> {
  const rules = shortMessageRules(kit.clock);
  const { db, changeFeed, clock, log } = kit;
  const intake = await openIntake({ db, changeFeed, clock, log, newId: () => kit.ids.next(), rules });
  return {
    intake,
    rules,
    programOf: (request, scope) => programOf(kit, request, scope),
    close: () => intake.close(GRACE_MS),
  };
}

/** Aggregates SMS events for reports. */
export function openSmsTallies({ db, clock, log }: Kit): { close(): Promise<void> } {
  const following = followTallies({ db, clock, log });
  return { close: async () => following.close() };
}

/** Issues the invoices of past months. */
export function openSmsInvoices({ db, clock, ids, log, settings }: Kit): { close(): Promise<void> } {
  const following = followInvoices({ db, clock, ids, log, installation: settings.installationName });
  return { close: async () => following.close() };
}

/** Removes texts of SMS by the current retention rules. */
export function openTextRemoval({ db, clock, log }: Kit, key: Buffer): { close(): Promise<void> } {
  const following = followTextRemoval({ db, clock, log, key, rules: shortMessageRules(clock) });
  return { close: async () => following.close() };
}
