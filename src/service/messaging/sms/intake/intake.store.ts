import { sql } from "kysely";
import { BY_SYSTEM, ok, present, refuse } from "../../../../kernel/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type Database, type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { ShortMessageRules } from "../../../../regulation/index.ts";
import { priceOf } from "../../billing/index.ts";
import type { SubmitRefusal } from "../delivery/gateway-port.ts";
import { chooseCarrier, isReachable } from "../routing/choose-carrier.ts";
import { grantPrefixes } from "../routing/prefix-rate.store.ts";
import { beyondGrants, countedPrefix, demandByPrefix } from "../routing/prefix-rate.ts";
import type { SmsRoutingTable } from "../routing/routing-table.store.ts";
import { amountOf, grantMoney } from "./charge-messages.store.ts";
import { keepRequests } from "./idempotent-request.store.ts";
import { insertMessages, type Lawful } from "./insert-messages.store.ts";
import { type IntakeAnswer, type IntakeOrder, isDraft, type MessageDraft, type Taken } from "./intake.ts";
import { judgeSending, type RegistrationState } from "./lawful-sending.ts";
import { prefixesOf } from "./recipient.shared.ts";
import { similarNameOf } from "./similar-names.ts";

/** Context for judging drafts, beside the data of the call centre. */
export interface IntakeGround {
  readonly book: SmsRoutingTable;
  readonly rules: ShortMessageRules;
  readonly nowMs: number;
  readonly newId: () => string;
  /** Whether these drafts may have been written before: the result of a commit can be lost. */
  readonly isAgain?: boolean;
  /** Called when only the commit is left. */
  readonly committing?: () => void;
}

/**
 * Accepts requests of several call centres in one transaction. Each draft is judged by the data of that transaction; those that may be sent are on disk when it
 * has resolved, and may be reported as accepted only then.
 */
export async function takeOrders(
  db: Database,
  orders: readonly IntakeOrder[],
  ground: IntakeGround,
): Promise<readonly IntakeAnswer[]> {
  const answers = new Map<IntakeOrder, IntakeAnswer>();
  await db.transaction().execute(async (trx) => {
    for (const tenantId of [...new Set(orders.map((order) => order.tenantId))].toSorted()) {
      await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(trx);
      const own = orders.filter((order) => order.tenantId === tenantId);
      await takeOwn(trx, { tenantId, orders: own, ground, answers });
    }
    ground.committing?.();
  });
  return orders.map((order) => answers.get(order) ?? []);
}

/**
 * Accepts messages within a transaction of their call centre: they are committed or rolled back with it, and may be reported as accepted only after its commit.
 */
export async function takeWithin(
  trx: DatabaseTransaction,
  { tenantId, drafts }: Pick<IntakeOrder, "tenantId" | "drafts">,
  ground: IntakeGround,
): Promise<readonly Taken[]> {
  const facts = await readFacts(trx, { tenantId, drafts: drafts.filter(isDraft) });
  const [verdicts = []] = await judgeAll(trx, { tenantId, lists: [drafts], facts, ground });
  await spend(trx, { tenantId, granted: verdicts.filter(isLawful), lawful: verdicts.filter(isLawful), ground });
  return verdicts.map(takenOf);
}

/** The price of each message in rupiah, or why it would be refused; stores nothing, and checks neither rates nor balance. */
export async function foreseeWithin(
  trx: DatabaseTransaction,
  { tenantId, drafts }: Pick<IntakeOrder, "tenantId" | "drafts">,
  ground: IntakeGround,
): Promise<readonly (number | SubmitRefusal)[]> {
  const facts = await readFacts(trx, { tenantId, drafts: drafts.filter(isDraft) });
  const all = drafts.map((draft) => (isDraft(draft) ? judge(draft, facts, { ...ground, fullUntilMs: null }) : draft));
  return all.map((verdict) => (typeof verdict === "string" ? verdict : costOf(verdict)));
}

interface OwnOrders {
  readonly tenantId: string;
  readonly orders: readonly IntakeOrder[];
  readonly ground: IntakeGround;
  readonly answers: Map<IntakeOrder, IntakeAnswer>;
}

async function takeOwn(trx: DatabaseTransaction, { tenantId, orders, ground, answers }: OwnOrders): Promise<void> {
  const all = orders.flatMap(({ drafts }) => drafts.filter(isDraft));
  const there = ground.isAgain === true ? await writtenBefore(trx, all) : NONE;
  const firsts = firstOfEachKey(orders);
  const lists = orders.map((order) =>
    firsts.has(order) ? order.drafts.filter((draft) => !isDraft(draft) || !there.has(draft.id)) : [],
  );
  const facts = await readFacts(trx, { tenantId, drafts: lists.flat().filter(isDraft) });
  const verdicts = await judgeAll(trx, { tenantId, lists, facts, ground });
  const judged = orders.map((order, index) => ({ order, verdicts: verdicts[index] ?? [] }));
  const answered = judged.map(({ order, verdicts }) => ({
    order,
    taken: firsts.has(order) ? woven(order, { verdicts, there }) : [],
  }));
  const earlier = await keepRequests(trx, { tenantId, answered, nowMs: ground.nowMs });
  for (const { order, taken } of answered) answers.set(order, earlier.get(order) ?? taken);
  const lawful = judged.filter(({ order }) => !earlier.has(order)).flatMap(({ verdicts }) => verdicts.filter(isLawful));
  await spend(trx, { tenantId, granted: verdicts.flat().filter(isLawful), lawful, ground });
}

/** Orders without repetitions of the same key in the group: repetitions are answered like the first and are not charged. */
function firstOfEachKey(orders: readonly IntakeOrder[]): ReadonlySet<IntakeOrder> {
  const byKey = Map.groupBy(orders, (order) => order.request?.key ?? order);
  return new Set([...byKey.values()].flatMap((own) => own.slice(0, 1)));
}

/** Drafts written and charged by an attempt whose result was lost: they are not judged again. */
async function writtenBefore(trx: DatabaseTransaction, drafts: readonly MessageDraft[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ readonly id: string }>`
    select id from sms_message where id = any (${drafts.map(({ id }) => id)}::uuid[])`.execute(trx);
  return new Set(rows.map(({ id }) => id));
}

/** Results of a request's drafts in order: those written before are accepted. */
function woven(
  { drafts }: IntakeOrder,
  { verdicts, there }: { readonly verdicts: readonly Verdict[]; readonly there: ReadonlySet<string> },
): readonly Taken[] {
  const judged = verdicts[Symbol.iterator]();
  return drafts.map((draft) => {
    if (isDraft(draft) && there.has(draft.id)) return ok({ messageId: draft.id });
    return takenOf(present(judged.next().value, "a verdict for each draft"));
  });
}

type Verdict = Lawful | SubmitRefusal;

function isLawful(verdict: Verdict): verdict is Lawful {
  return typeof verdict !== "string";
}

interface Spending {
  readonly tenantId: string;
  readonly ground: IntakeGround;
  /** Charged messages. */
  readonly granted: readonly Lawful[];
  /** Those of them that do not belong to a repeated request. */
  readonly lawful: readonly Lawful[];
}

/** Inserts messages with their charges. Amounts granted for messages that were written before are returned, since they were charged then. */
async function spend(trx: DatabaseTransaction, { tenantId, granted, lawful, ground }: Spending): Promise<void> {
  const charged = lawful.length > 0 ? await insertMessages(trx, { tenantId, lawful, nowMs: ground.nowMs }) : 0;
  const backRupiah = granted.reduce((sum, one) => sum + costOf(one), 0) - charged;
  if (backRupiah > 0) await grantMoney(trx, { tenantId, amounts: [], backRupiah, nowMs: ground.nowMs });
}

function costOf({ price, draft }: Lawful): number {
  return price === undefined ? 0 : amountOf({ price, segments: draft.parts.length });
}

interface Judging {
  readonly tenantId: string;
  readonly lists: readonly (readonly (MessageDraft | SubmitRefusal)[])[];
  readonly facts: IntakeFacts;
  readonly ground: IntakeGround;
}

/** Judges drafts of one call centre, list by list; those that may be sent otherwise are counted against the prefix rates, in order. */
async function judgeAll(
  trx: DatabaseTransaction,
  { tenantId, lists, facts, ground }: Judging,
): Promise<readonly (readonly Verdict[])[]> {
  const first = lists.map((drafts) =>
    drafts.map((draft) => (isDraft(draft) ? judge(draft, facts, { ...ground, fullUntilMs: null }) : draft)),
  );
  const lawful = first.flat().flatMap((verdict) => (typeof verdict === "string" ? [] : [verdict.draft]));
  const beyond = await beyondRates(trx, { tenantId, drafts: lawful }, ground);
  const rated = first.map((verdicts) =>
    verdicts.map((verdict) => {
      const fullUntilMs = typeof verdict === "string" ? undefined : beyond.get(verdict.draft);
      if (typeof verdict === "string" || fullUntilMs === undefined) return verdict;
      return judge(verdict.draft, facts, { ...ground, fullUntilMs });
    }),
  );
  return withMoney(trx, { tenantId, rated, nowMs: ground.nowMs });
}

/** Charges the messages; those that the balance does not cover are refused. */
async function withMoney(
  trx: DatabaseTransaction,
  told: {
    readonly tenantId: string;
    readonly rated: readonly (readonly Verdict[])[];
    readonly nowMs: number;
  },
): Promise<readonly (readonly Verdict[])[]> {
  const priced = told.rated.flat().filter((verdict) => isLawful(verdict) && verdict.price !== undefined);
  if (priced.length === 0) return told.rated;
  const amounts = priced.map((one) => (isLawful(one) ? costOf(one) : 0));
  const { granted, purse } = await grantMoney(trx, { tenantId: told.tenantId, amounts, nowMs: told.nowMs });
  const isGranted = new Map(priced.map((one, index) => [one, granted[index] ?? false]));
  return told.rated.map((verdicts) =>
    verdicts.map((verdict): Verdict => {
      const has = isGranted.get(verdict);
      if (!isLawful(verdict) || has === undefined) return verdict;
      return has ? { ...verdict, purse } : "balance-too-low";
    }),
  );
}

/** Drafts that exceed the prefix rate limits, with the moment at which the limit permits more; the first excess of an hour is in the audit log. */
async function beyondRates(
  trx: DatabaseTransaction,
  { tenantId, drafts }: { readonly tenantId: string; readonly drafts: readonly MessageDraft[] },
  { book, rules, nowMs, newId }: IntakeGround,
): Promise<ReadonlyMap<MessageDraft, number>> {
  const prefixOf = ({ recipient }: MessageDraft) =>
    countedPrefix(recipient, rules.prefixRates, { tenantId, free: book.free });
  const wishes = demandByPrefix(drafts, prefixOf);
  const grants = await grantPrefixes(trx, { tenantId, kind: "taken", wishes, rates: rules.prefixRates, nowMs });
  for (const [prefix, { isNews }] of grants) {
    if (!isNews) continue;
    const world = { clock: { nowMs: () => nowMs }, ids: { next: newId } };
    await recordAudit(trx, world, {
      ...BY_SYSTEM,
      action: "sms-prefix.rate-reached",
      tenantId,
      subjectKind: "tenant",
      subjectId: tenantId,
      detail: { prefix, ...rules.prefixRates },
    });
  }
  return beyondGrants(drafts, prefixOf, grants);
}

function takenOf(verdict: Verdict): Taken {
  return typeof verdict === "string" ? refuse(verdict) : ok({ messageId: verdict.draft.id });
}

interface Registration {
  readonly carrierId: string;
  readonly state: RegistrationState;
  readonly validUntil: string | null;
}

interface KnownSender {
  readonly id: string;
  readonly value: string;
  readonly ownerProof: string | null;
  readonly registrations: readonly Registration[];
}

interface IntakeFacts {
  readonly isOpen: boolean;
  /** Accounts of these drafts that have not ended. */
  readonly accounts: ReadonlySet<string>;
  /** Keyed by the value in lower case. */
  readonly senders: ReadonlyMap<string, KnownSender>;
  /** Recipients with an opt-out from a sender id; an empty sender id means from all. */
  readonly optedOut: ReadonlySet<string>;
  /** Templates of these drafts that are not retired. */
  readonly templates: ReadonlySet<string>;
  readonly isPromotionByTemplate: boolean;
}

/** The data of one call centre that decide on these drafts; locked so that the call centre stays open until the commit. */
async function readFacts(
  trx: DatabaseTransaction,
  { tenantId, drafts }: { readonly tenantId: string; readonly drafts: readonly MessageDraft[] },
): Promise<IntakeFacts> {
  const values = [...new Set(drafts.map(({ sender }) => sender.toLowerCase()))];
  const recipients = [...new Set(drafts.map(({ recipient }) => recipient))];
  const accounts = [...new Set(drafts.flatMap(({ accountId }) => accountId ?? []))];
  const templates = [...new Set(drafts.flatMap(({ template }) => template?.id ?? []))];
  // One query for all, since a group has messages of many call centres and each query is a round trip.
  const { rows } = await sql<{
    readonly isOpen: boolean;
    readonly accounts: readonly string[];
    readonly senders: readonly KnownSender[];
    readonly optedOut: readonly { readonly recipient: string; readonly senderId: string | null }[];
    readonly templates: readonly string[];
    readonly isPromotionByTemplate: boolean;
  }>`${sql.raw(PREPARED)}
    with own as (select closed_at is null as is_open from tenant where id = ${tenantId}::uuid for share),
    known as (
      select jsonb_build_object('id', s.id, 'value', s.value, 'ownerProof', s.owner_proof, 'registrations', coalesce((
        select jsonb_agg(jsonb_build_object('carrierId', g.carrier_id, 'state', g.state, 'validUntil', g.valid_until))
        from sms_registration g where g.sender_id = s.id), '[]')) as sender
      from sms_sender s where lower(s.value) = any (${values}::text[]) and s.ended_at is null)
    select own.is_open, array(
      select a.id::text from sms_account a where a.id = any (${accounts}::uuid[]) and a.ended_at is null) as accounts, coalesce((select jsonb_agg(sender) from known), '[]') as senders, coalesce((
      select jsonb_agg(jsonb_build_object('recipient', o.recipient, 'senderId', o.sender_id)) from sms_opt_out o
      where o.tenant_id = ${tenantId}::uuid and o.recipient = any (${recipients}::text[])), '[]') as opted_out,
      array(select t.id::text from sms_template t where t.id = any (${templates}::uuid[]) and t.retired_at is null) as templates,
      exists (select from sms_setting g where g.tenant_id = ${tenantId}::uuid and g.promotion_by_template) as is_promotion_by_template
    from own`.execute(trx);
  const [facts] = rows;
  return {
    isOpen: facts?.isOpen ?? false,
    accounts: new Set(facts?.accounts),
    senders: new Map(facts?.senders.map((sender) => [sender.value.toLowerCase(), sender])),
    optedOut: new Set(facts?.optedOut.map(({ recipient, senderId }) => `${recipient} ${senderId ?? ""}`)),
    templates: new Set(facts?.templates),
    isPromotionByTemplate: facts?.isPromotionByTemplate ?? false,
  };
}

function judge(
  draft: MessageDraft,
  facts: IntakeFacts,
  { book, rules, nowMs, fullUntilMs }: IntakeGround & { readonly fullUntilMs: number | null },
): Verdict {
  if (!facts.isOpen) return "account-closed";
  if (draft.accountId !== null && !facts.accounts.has(draft.accountId)) return "account-closed";
  const sender = facts.senders.get(draft.sender.toLowerCase());
  if (sender === undefined) return "sender-unknown";
  const { recipient, category, zone, sendAtMs, validUntilMs, template } = draft;
  if (template !== undefined && !facts.templates.has(template.id)) return "template-unknown";
  const registrations = sender.registrations.map(({ validUntil, ...one }) => ({ ...one, registeredUntil: validUntil }));
  const isLookAlike = sender.ownerProof === null && similarNameOf(sender.value, rules.protectedNames) !== undefined;
  const isOptedOut = facts.optedOut.has(`${recipient} `) || facts.optedOut.has(`${recipient} ${sender.id}`);
  const isBarred = prefixesOf(recipient).some((prefix) => book.barred.has(prefix));
  const common = {
    category,
    nowMs,
    sendAtMs,
    validUntilMs,
    zone,
    isSenderOpen: true,
    isLookAlike,
    isOptedOut,
    isBarred,
    fullUntilMs,
    isTaken: false,
    isTemplateOwed: facts.isPromotionByTemplate && template === undefined,
  };
  const verdicts = (registrations.length > 0 ? registrations : [NOWHERE]).map(
    ({ carrierId, state, registeredUntil }) =>
      [carrierId, judgeSending({ ...common, registration: state, registeredUntil }, rules)] as const,
  );
  const permitted = verdicts.filter(([, { verdict }]) => verdict !== "refuse");
  const [first] = permitted.length > 0 ? permitted : verdicts;
  if (first === undefined || first[1].verdict === "refuse") return refusalOf(verdicts);
  const approvedAt = new Set(permitted.map(([carrierId]) => carrierId));
  const carrierId = chooseCarrier({ recipient, routes: book.routes, approvedAt, down: book.down, refusedBy: NONE });
  if (carrierId === undefined)
    return isReachable({ recipient, routes: book.routes }) ? "sender-not-approved" : "no-route";
  const permittedMs = first[1].verdict === "wait" ? first[1].untilMs : nowMs;
  const dueMs = draft.isHeld === true ? validUntilMs : permittedMs;
  const price = priceOf(book.prices, { carrierId, recipient, category, atMs: draft.acceptedAtMs });
  const costs = price !== undefined && price.priceRupiah > 0 ? price : undefined;
  return { draft, senderId: sender.id, sender: sender.value, carrierId, dueMs, price: costs, purse: null };
}

const NOWHERE = { carrierId: "", state: "none" as const, registeredUntil: null };
const NONE: ReadonlySet<string> = new Set();

/** Of several carriers' refusals, the most general one: one that does not only concern the carrier. */
function refusalOf(verdicts: readonly (readonly [string, ReturnType<typeof judgeSending>])[]): SubmitRefusal {
  const reasons = verdicts.flatMap(([, one]) => (one.verdict === "refuse" ? [one.why] : []));
  return reasons.find((why) => why !== "sender-not-approved") ?? "sender-not-approved";
}
