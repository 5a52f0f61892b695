import { sql } from "kysely";
import type { Database, DatabaseTransaction } from "../../../platform/database/index.ts";
import type { SwitchFigures } from "./switch-figures.ts";

/** Where phones and lines reach a switch: over UDP and TCP, and over TLS where it has that. */
export interface SwitchAddress {
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number | null;
  /** PEM of the authority of its certificate, when that is its own; else null. */
  readonly authorityPem: string | null;
  /** The port of this machine that takes SIP of browsers from the portal; null without. */
  readonly webSocketPort: number | null;
}

const NOWHERE = { host: null, port: null, tlsPort: null, authorityPem: null, webSocketPort: null } as const;

/** Says that a switch has begun, and where phones and lines reach it. */
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

/** A sign of life; false when somebody has meanwhile taken the switch for dead and closed its calls. */
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

/** Says that a switch has ended. */
export async function endRun(db: Database, run: { readonly id: string; readonly at: Date }): Promise<void> {
  await db
    .updateTable("switchRun")
    .set({ endedAt: run.at })
    .where("id", "=", run.id)
    .where("endedAt", "is", null)
    .execute();
}

/** A sign of life that is older belongs to a switch that hangs or is gone. */
const ALIVE_S = 10;
const ALIVE_MAX = 20;

/** Switches that gave a sign of life lately, by the clock of the database, with what they tell of themselves. */
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

/** A run that has not ended, with its last sign of life. */
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
 * Declares a run dead unless it has given a sign of life since `seenBeatAt`; true when it is dead now. The conditional
 * update is the judge between a late sign of life and this.
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

/** Open calls of this tenant whose run has ended, with its last sign of life. */
export async function orphanedCalls(trx: DatabaseTransaction, limit: number) {
  const result = await sql<{ readonly callId: string; readonly switchId: string; readonly beatAt: Date }>`
    select o.call_id, o.switch_id, r.beat_at from open_call o join switch_run r on r.id = o.switch_id
    where r.ended_at is not null order by o.began_at limit ${limit}::int`.execute(trx);
  return result.rows;
}
