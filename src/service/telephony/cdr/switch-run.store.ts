import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { SwitchFigures } from "./switch-figures.ts";

/** The SIP addresses of a switch for phones and trunks: over UDP and TCP, and over TLS if enabled. */
export interface SwitchAddress {
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number | null;
  /** The PEM of the certificate authority when the certificate is the installation's own; otherwise null. */
  readonly authorityPem: string | null;
  /** The local port that accepts SIP of browsers from the portal; null without one. */
  readonly webSocketPort: number | null;
}

const NOWHERE = { host: null, port: null, tlsPort: null, authorityPem: null, webSocketPort: null } as const;

/** Records the start of a switch, and its SIP addresses. */
export async function beginRun(
  db: Database,
  run: { readonly id: string; readonly at: Date; readonly sip?: SwitchAddress },
): Promise<void> {
  const { id, at, sip = NOWHERE } = run;
  await db
    .insertInto("switchRun")
    .values({
      id,
      startedAt: at,
      beatAt: at,
      sipHost: sip.host,
      sipPort: sip.port,
      sipsPort: sip.tlsPort,
      sipsAuthority: sip.authorityPem,
      wsPort: sip.webSocketPort,
    })
    .execute();
}

/** Records a heartbeat; false when another switch has declared this one dead and closed its calls. */
export async function beat(
  db: Database,
  run: { readonly id: string; readonly at: Date; readonly figures?: SwitchFigures | undefined },
): Promise<boolean> {
  const figures = run.figures === undefined ? {} : { figures: JSON.stringify(run.figures) };
  const result = await db
    .updateTable("switchRun")
    .set({ beatAt: run.at, ...figures })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Records the end of a switch. */
export async function endRun(db: Database, run: { readonly id: string; readonly at: Date }): Promise<void> {
  await db
    .updateTable("switchRun")
    .set({ endedAt: run.at })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .execute();
}

/** The age above which a heartbeat belongs to a switch that hangs or is gone. */
const ALIVE_S = 10;
const ALIVE_MAX = 20;

/** Switches with a recent heartbeat, by the clock of the database, with their metrics. */
export async function liveSwitches(
  db: Database,
): Promise<readonly { readonly id: string; readonly beatAgeS: number; readonly figures: Partial<SwitchFigures> }[]> {
  const rows = await db
    .selectFrom("switchRun")
    .select(["id", "figures", sql<number>`extract(epoch from clock_timestamp() - beat_at)::float8`.as("beatAgeS")])
    .where("endedAt", "is", null)
    .where(sql<boolean>`beat_at > clock_timestamp() - make_interval(secs => ${ALIVE_S})`)
    .orderBy("startedAt", "desc")
    .limit(ALIVE_MAX)
    .execute();
  return rows.map(({ id, beatAgeS, figures }) => ({
    id,
    beatAgeS: Math.max(0, beatAgeS),
    figures: (figures ?? {}) as Partial<SwitchFigures>,
  }));
}

/** A run that has not ended, with its last heartbeat. */
export interface OpenRun {
  readonly id: string;
  readonly beatAt: Date;
}

const RUNS_MAX = 100;

/** Runs other than `ownId` that have not ended. */
export async function otherRuns(db: Database, ownId: string): Promise<readonly OpenRun[]> {
  return db
    .selectFrom("switchRun")
    .select(["id", "beatAt"])
    .where("endedAt", "is", null)
    .where("id", "<>", ownId)
    .limit(RUNS_MAX)
    .execute();
}

/**
 * Declares a run dead unless it has sent a heartbeat since `seenBeatAt`; true when it is dead now. The conditional update decides the race
 * between a late heartbeat and this call.
 */
export async function declareDead(
  db: Database,
  run: { readonly id: string; readonly seenBeatAt: Date; readonly at: Date },
): Promise<boolean> {
  const result = await db
    .updateTable("switchRun")
    .set({ endedAt: run.at })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .where("beatAt", "=", run.seenBeatAt)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Open calls of this tenant whose run has ended, with its last heartbeat. */
export async function orphanedCalls(trx: DatabaseTransaction, limit: number) {
  const result = await sql<{ readonly callId: string; readonly switchId: string; readonly beatAt: Date }>`
    select o.call_id, o.switch_id, r.beat_at from open_call o join switch_run r on r.id = o.switch_id
    where r.ended_at is not null order by o.began_at limit ${limit}::int`.execute(trx);
  return result.rows;
}
