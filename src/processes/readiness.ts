import { connect } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "kysely";
import type { Kit } from "../platform/kit/index.ts";
import { countLiveGateways, isShortMessagingInUse } from "../service/messaging/sms/wire.ts";
import { liveSwitches } from "../service/telephony/cdr/wire.ts";

const CHECK_MS_MAX = 3_000;

/** Whether a process can serve; `why` gives the reason when it cannot, or states that it is switched off. */
export interface ProcessReadiness {
  readonly ok: boolean;
  readonly why?: "away" | "no-sign-of-life" | "database-away" | "off" | "not-needed";
}

/** The processes of an installation. */
export type Readiness = Readonly<Record<"portal" | "database" | "switch" | "media" | "gateway", ProcessReadiness>>;

const OK: ProcessReadiness = { ok: true };

/** Checks every process: the switch and the gateway by their heartbeats in the database, the media process by its socket. */
export async function readiness(kit: Pick<Kit, "db" | "settings">): Promise<Readiness> {
  const [database, switches, media, gateway] = await Promise.all([
    within(
      sql`select 1`.execute(kit.db).then(() => OK),
      "away",
    ),
    within(switchReadiness(kit), "database-away"),
    within(mediaReadiness(kit), "away"),
    within(gatewayReadiness(kit), "database-away"),
  ]);
  return { portal: OK, database, switch: switches, media, gateway };
}

/** A check that fails or times out gives the reason why the process cannot serve. */
async function within(
  check: Promise<ProcessReadiness>,
  why: NonNullable<ProcessReadiness["why"]>,
): Promise<ProcessReadiness> {
  const failed: ProcessReadiness = { ok: false, why };
  const timeout = new AbortController();
  const late = delay(CHECK_MS_MAX, failed, { signal: timeout.signal, ref: false }).catch(() => failed);
  const result = await Promise.race([check.catch(() => failed), late]);
  timeout.abort();
  return result;
}

async function switchReadiness({ db, settings }: Pick<Kit, "db" | "settings">): Promise<ProcessReadiness> {
  if (settings.sipPort === undefined) return { ok: true, why: "off" };
  return (await liveSwitches(db)).length > 0 ? OK : { ok: false, why: "no-sign-of-life" };
}

/** The media process serves one switch; a connection without messages does not disturb it. */
async function mediaReadiness({ settings }: Pick<Kit, "settings">): Promise<ProcessReadiness> {
  if (settings.sipPort === undefined) return { ok: true, why: "off" };
  const socket = connect(path.resolve(settings.dataFolder, "media", "control.sock"));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", reject);
    });
    return OK;
  } finally {
    socket.destroy();
  }
}

async function gatewayReadiness({ db, settings }: Pick<Kit, "db" | "settings">): Promise<ProcessReadiness> {
  if (settings.smppPort === undefined) return { ok: true, why: "off" };
  if (!(await isShortMessagingInUse(db))) return { ok: true, why: "not-needed" };
  return (await countLiveGateways(db)) > 0 ? OK : { ok: false, why: "no-sign-of-life" };
}
