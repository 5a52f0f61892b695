import { sql } from "kysely";
import { countedPage, type DatabaseTransaction, likePattern } from "../../../platform/database/index.ts";
import type { AlertRule } from "./alert-rule.shared.ts";
import { ALERTS_MAX, type AlertForm } from "./contract.ts";

/** An alert as stored. */
export interface StoredAlert extends AlertRule {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly version: number;
}

/** The default for alerts that were written before SMS notification existed. */
const NO_TEXTS = { smsFrom: null, smsTo: [] } as const;

/** The schema checked the value before it was written. */
function toAlertRule(rule: unknown): AlertRule {
  return { ...NO_TEXTS, ...(rule as Omit<AlertRule, keyof typeof NO_TEXTS>) };
}

const COLUMNS = ["id", "name", "rule", "isOn", "version"] as const;

function toStoredAlert({ rule, ...row }: { id: string; name: string; rule: unknown; isOn: boolean; version: number }) {
  return { ...toAlertRule(rule), ...row };
}

/** The alerts of the transaction's tenant by name. */
export async function listAlerts(trx: DatabaseTransaction): Promise<readonly StoredAlert[]> {
  const rows = await trx
    .selectFrom("alert")
    .select(COLUMNS)
    .where("endedAt", "is", null)
    .orderBy(sql`lower(name)`)
    .limit(ALERTS_MAX)
    .execute();
  return rows.map(toStoredAlert);
}

/** One alert; undefined when there is none. */
export async function readAlert(trx: DatabaseTransaction, id: string): Promise<StoredAlert | undefined> {
  const row = await trx
    .selectFrom("alert")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return row === undefined ? undefined : toStoredAlert(row);
}

/** One alert, locked until the transaction ends. */
export async function lockAlert(trx: DatabaseTransaction, id: string): Promise<StoredAlert | undefined> {
  const row = await trx
    .selectFrom("alert")
    .select(COLUMNS)
    .where("id", "=", id)
    .where("endedAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : toStoredAlert(row);
}

/** Whether the transaction's tenant may have another alert; an advisory lock keeps other transactions from adding one. */
export async function hasRoomForAlert(trx: DatabaseTransaction, tenantId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alert ${tenantId}`}, 0))`.execute(trx);
  const { count } = await trx
    .selectFrom("alert")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("endedAt", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count) < ALERTS_MAX;
}

/** Adds an alert. */
export async function insertAlert(
  trx: DatabaseTransaction,
  alert: AlertForm & { readonly id: string; readonly tenantId: string; readonly createdAt: Date },
): Promise<void> {
  const { id, tenantId, createdAt, name, isOn, ...rule } = alert;
  await trx
    .insertInto("alert")
    .values({ id, tenantId, createdAt, name, isOn, rule: JSON.stringify(rule) })
    .execute();
}

/** Updates an alert that is locked. */
export async function updateAlert(
  trx: DatabaseTransaction,
  alert: AlertForm & { readonly id: string; readonly version: number },
): Promise<void> {
  const { id, version, name, isOn, ...rule } = alert;
  await trx
    .updateTable("alert")
    .set({ name, isOn, version, rule: JSON.stringify(rule) })
    .where("id", "=", id)
    .execute();
}

/** Ends an alert that is locked. */
export async function endAlert(trx: DatabaseTransaction, id: string, at: Date): Promise<void> {
  await trx.updateTable("alert").set({ endedAt: at }).where("id", "=", id).execute();
}

/** Whether all of these ids are queues of the transaction's tenant, including ended queues. */
export async function areOwnQueues(trx: DatabaseTransaction, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const found = await trx
    .selectFrom("queue")
    .select("id")
    .where("id", "in", [...ids])
    .execute();
  return found.length === ids.length;
}

/** The names of queues of the transaction's tenant. */
export async function namesOfQueues(trx: DatabaseTransaction, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const rows = await trx
    .selectFrom("queue")
    .select("name")
    .where("id", "in", [...ids])
    .orderBy(sql`lower(name)`)
    .execute();
  return rows.map(({ name }) => name);
}

interface LeadersQuery {
  readonly tenantId: string;
  readonly at: Date;
}

/** A page of the supervisors of the call centre at this instant that may receive mail, by name; `search` is a part of the name. */
export async function leadersOf(
  trx: DatabaseTransaction,
  asked: LeadersQuery & { readonly search: string; readonly limit: number; readonly offset: number },
) {
  const { search, limit, offset } = asked;
  const like = likePattern(search);
  const page = await countedPage(trx, {
    ids: leaders(trx, asked).select("p.id").where("p.name", "ilike", like),
    order: sql`lower(p.name), p.id`,
    limit,
    offset,
  });
  return { ...page, items: await peopleByName(trx, page.ids) };
}

/** The people with these ids by name: recipients of an alert, whether or not they still lead the call centre. */
export async function peopleByName(trx: DatabaseTransaction, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return trx
    .selectFrom("person as p")
    .select(["p.id", "p.name"])
    .where("p.id", "in", [...ids])
    .orderBy(sql`lower(p.name), p.id`)
    .execute();
}

/** The people among the given ids who lead the call centre, without a limit on the number of its leaders. */
export async function leadersAmong(
  trx: DatabaseTransaction,
  { personIds, ...asked }: LeadersQuery & { readonly personIds: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await leaders(trx, asked)
    .select("p.id")
    .where("p.id", "in", [...personIds])
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function leaders(trx: DatabaseTransaction, { tenantId, at }: LeadersQuery) {
  return trx
    .selectFrom("person as p")
    .where("p.disabledAt", "is", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("membership as m")
          .select("m.id")
          .whereRef("m.personId", "=", "p.id")
          .where("m.tenantId", "=", tenantId)
          .where("m.role", "in", ["operator-administrator", "operator-supervisor"])
          .where("m.endedAt", "is", null)
          .where((eb) => eb.or([eb("m.validTo", "is", null), eb("m.validTo", ">", at)])),
      ),
    );
}
