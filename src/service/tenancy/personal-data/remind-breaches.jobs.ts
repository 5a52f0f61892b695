import { type Database, type DatabaseTransaction, type Following, follow } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import {
  administratorsOf,
  breachesToRemind,
  INSTALLATION,
  inRegister,
  markReminded,
  type Register,
} from "./breach.store.ts";
import { dueReminder, REMIND_BEFORE_MS } from "./breach.ts";

/** The interval at which deadlines are checked. */
const SWEEP_MS = 60_000;

/** Dependencies of reminders. */
export interface ReminderOptions {
  readonly kit: Pick<Kit, "db" | "clock" | "log" | "publicUrl">;
  readonly tenantIds: (db: Database) => Promise<readonly string[]>;
  readonly tellPeople: NotifyPeople;
  /** An instant in the format of mails. */
  readonly writtenMoment: (atMs: number, locale: "id" | "en") => string;
}

/**
 * Mails the administrators of a call centre, or of the installation, while a breach has a missing notification: a day before the deadline, and at the
 * deadline.
 */
export function followBreaches(options: ReminderOptions): Following {
  return follow({
    look: async () => void (await remindDue(options)),
    everyMs: SWEEP_MS,
    onFault: (error) => options.kit.log.warn({ err: error }, "personal-breach.reminding-failed"),
  });
}

/** One sweep; returns the number of mailed reminders. A mail and its mark are written in one transaction, so that each is sent once. */
export async function remindDue(options: ReminderOptions): Promise<number> {
  const { kit, tenantIds } = options;
  let mailed = 0;
  for (const register of [INSTALLATION, ...(await tenantIds(kit.db))])
    mailed += await inRegister(kit.db, register, (trx) => remindRegister(trx, options, register));
  return mailed;
}

async function remindRegister(trx: DatabaseTransaction, options: ReminderOptions, register: Register): Promise<number> {
  const { kit, tellPeople, writtenMoment } = options;
  const nowMs = kit.clock.nowMs();
  const screen = register === INSTALLATION ? "/insiden-data" : "/layanan/insiden-data";
  let mailed = 0;
  const before = new Date(nowMs + REMIND_BEFORE_MS);
  for (const { id, title, dueAt, reminded } of await breachesToRemind(trx, register, before)) {
    const level = dueReminder({ dueAtMs: dueAt.getTime(), reminded }, nowMs);
    if (level === null) continue;
    const personIds = await administratorsOf(trx, register, new Date(nowMs));
    const link = `${kit.publicUrl()}${screen}/${id}`;
    await tellPeople(trx, {
      personIds,
      template: `personal-breach-${level}`,
      dedupeKey: `personal-breach ${id} ${level}`,
      params: (locale) => ({ title, link, due: writtenMoment(dueAt.getTime(), locale) }),
    });
    await markReminded(trx, register, { id, reminded: level });
    mailed += 1;
  }
  return mailed;
}
