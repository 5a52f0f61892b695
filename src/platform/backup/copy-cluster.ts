import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { present } from "../../kernel/index.ts";
import { type DatabaseAccess, openClient } from "../database/index.ts";
import { FILES_LOCK_KEY } from "../files/index.ts";
import { type CopiedFile, copyFile, copyTree, hashFile, type RecodeByName, writeSynced } from "./copy-tree.ts";

/** A copy of the running cluster, with the WAL positions between which it was taken. */
export interface ClusterCopy {
  readonly files: readonly CopiedFile[];
  readonly migrations: readonly string[];
  readonly postgres: number;
  readonly startedAt: string;
  readonly stoppedAt: string;
}

/** Folders whose content belongs to the running server only (PostgreSQL 18, §25.3.4.2) and is recreated at its start. */
const EMPTY_FOLDERS = /^(pg_wal|pg_dynshmem|pg_notify|pg_replslot|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//;
const LEFT_OUT =
  /(^|\/)(pgsql_tmp[^/]*|pg_internal\.init[^/]*)$|^(postmaster\.(pid|opts)|backup_label|tablespace_map)$/;
const SEGMENT = /^[0-9A-F]{24}$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;

/**
 * Copies a running cluster during writes: `pg_backup_start`, the files, `pg_backup_stop`, then the WAL between the two.
 * A temporary replication slot of this connection retains that WAL on disk for the whole copy and ends with the connection.
 * `beforeEnd` runs before the connection ends, while no stored file may be removed.
 */
export async function copyCluster(options: {
  readonly access: DatabaseAccess;
  readonly cluster: string;
  readonly target: string;
  readonly recode: RecodeByName;
  readonly beforeEnd: () => Promise<void>;
}): Promise<ClusterCopy> {
  const { access, cluster, target, recode } = options;
  const client = await openClient(access.connectionFor("bootstrap"));
  try {
    const ask = async (text: string, values: readonly unknown[] = []) => {
      const { rows } = await client.query<Record<string, string>>(text, [...values]);
      return present(rows[0], "an answer of the database");
    };
    await client.query("select pg_advisory_lock_shared($1)", [FILES_LOCK_KEY]);
    await client.query("select pg_create_physical_replication_slot($1, true, true)", [`sambung_backup_${process.pid}`]);
    const version = await ask("select current_setting('server_version_num') as number");
    const applied = await client.query<{ name: string }>("select name from migration order by name");
    const { lsn: startedAt } = await ask("select pg_backup_start('sambung', true)::text as lsn");
    const data = await copyTree({
      from: cluster,
      to: target,
      name: "postgres",
      recode,
      leaveOut: (relative) => LEFT_OUT.test(relative) || EMPTY_FOLDERS.test(relative),
    });
    const stop = await ask(
      "select lsn::text, pg_walfile_name(lsn) as segment, labelfile, spcmapfile from pg_backup_stop(false)",
    );
    const label = present(stop["labelfile"], "the label of the backup");
    const log = await copyLog({ cluster, target, recode, label, last: present(stop["segment"], "the last segment") });
    const labels = await writeLabels({ target, recode }, { label, tablespaces: stop["spcmapfile"] ?? "" });
    await options.beforeEnd();
    return {
      files: [...data, ...log, ...labels],
      migrations: applied.rows.map(({ name }) => name),
      postgres: Math.floor(Number(version["number"]) / 10_000),
      startedAt: present(startedAt, "where the copy began"),
      stoppedAt: present(stop["lsn"], "where the copy ended"),
    };
  } finally {
    await client.end();
  }
}

/** Copies the WAL segments from the one named by the backup label to the last one, and the timeline history files. */
async function copyLog(options: {
  readonly cluster: string;
  readonly target: string;
  readonly recode: RecodeByName;
  readonly label: string;
  readonly last: string;
}): Promise<readonly CopiedFile[]> {
  const first = present(/\(file ([0-9A-F]{24})\)/.exec(options.label)?.[1], "the first segment of the log");
  const from = path.join(options.cluster, "pg_wal");
  const to = path.join(options.target, "pg_wal");
  await mkdir(path.join(to, "archive_status"), { recursive: true, mode: 0o700 });
  const names = (await readdir(from)).filter(
    (name) => HISTORY.test(name) || (SEGMENT.test(name) && name >= first && name <= options.last),
  );
  if (!names.includes(first) || !names.includes(options.last)) throw new Error("the log of the backup is not whole");
  const copied: CopiedFile[] = [];
  for (const name of names.sort()) {
    const inBackup = `postgres/pg_wal/${name}`;
    const file = await copyFile(path.join(from, name), path.join(to, name), options.recode?.(inBackup));
    copied.push({ ...file, path: inBackup });
  }
  return copied;
}

async function writeLabels(
  { target, recode }: { readonly target: string; readonly recode: RecodeByName },
  texts: { readonly label: string; readonly tablespaces: string },
): Promise<readonly CopiedFile[]> {
  const written: CopiedFile[] = [];
  for (const [name, text] of [
    ["backup_label", texts.label],
    ["tablespace_map", texts.tablespaces],
  ] as const) {
    if (text.trim() === "") continue;
    const bytes = Buffer.from(text);
    await writeSynced(path.join(target, name), recode?.(`postgres/${name}`).apply(bytes, 0, true) ?? bytes);
    const hashed = present(await hashFile(path.join(target, name)), name);
    written.push({ ...hashed, path: `postgres/${name}`, mode: 0o600 });
  }
  return written;
}
