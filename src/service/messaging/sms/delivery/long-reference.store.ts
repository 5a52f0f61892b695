import { sql } from "kysely";
import { type DatabaseTransaction, PREPARED } from "../../../../platform/database/index.ts";
import type { MessageDraft } from "../intake/intake.ts";

/** Concatenation references by message: `place` is null when it equals the segment's sequence number within the message. */
export type Marks = ReadonlyMap<
  string,
  { readonly reference: number; readonly total: number; readonly place: number | null }
>;

/** Segments that an ESME submits later than this after the first one belong to another text. */
const GROUP_MS = 3_600_000;
const REFERENCES = 256;

/**
 * Allots own references to long messages: sequential for each sender and recipient, so that two texts to one phone never share one. Segments that an ESME
 * concatenated itself share a reference when their whole key is equal.
 */
export async function allotReferences(
  trx: DatabaseTransaction,
  { tenantId, drafts }: { readonly tenantId: string; readonly drafts: readonly MessageDraft[] },
): Promise<Marks> {
  const marks = new Map<string, { reference: number; total: number; place: number | null }>();
  const groups = new Groups(
    await openGroups(trx, { tenantId, drafts: drafts.filter(({ marked }) => marked !== null) }),
  );
  const plan = drafts.map((draft) => ({ draft, needsOwn: groups.needsReference(draft) }));
  const next = await takeReferences(trx, {
    tenantId,
    drafts: plan.filter(({ needsOwn }) => needsOwn).map(({ draft }) => draft),
  });
  for (const { draft, needsOwn } of plan) {
    if (draft.marked === null) {
      if (needsOwn) marks.set(draft.id, { reference: next(draft), total: draft.parts.length, place: null });
      continue;
    }
    const reference = needsOwn ? groups.begin(draft, next(draft)) : groups.referenceOf(draft);
    marks.set(draft.id, { reference, total: draft.marked.total, place: draft.marked.sequence });
  }
  await keepGroups(trx, { tenantId, groups: groups.changed() });
  return marks;
}

interface Group {
  readonly accountId: string;
  readonly sender: string;
  readonly recipient: string;
  readonly theirReference: number;
  readonly total: number;
  reference: number;
  seen: number[];
  begunAt: Date;
}

function groupKey(one: Pick<Group, "accountId" | "sender" | "recipient" | "theirReference" | "total">): string {
  return JSON.stringify([one.accountId, one.sender, one.recipient, one.theirReference, one.total]);
}

function keyOfDraft({ accountId, sender, recipient, marked }: MessageDraft) {
  const { reference: theirReference = 0, total = 0 } = marked ?? {};
  return { accountId: accountId ?? "", sender, recipient, theirReference, total };
}

/** Segment groups of one intake, as they grow while its drafts are processed. */
class Groups {
  readonly #groups: Map<string, Group>;
  readonly #changed = new Set<string>();
  /** Sequence numbers of each open group after the drafts so far. */
  readonly #planned = new Map<string, Set<number>>();

  constructor(groups: readonly Group[]) {
    this.#groups = new Map(groups.map((group) => [groupKey(group), group]));
  }

  /** Whether a new reference is needed: for a long text, and for the first segment of a group, or a repeated sequence number, that an ESME concatenated. */
  needsReference(draft: MessageDraft): boolean {
    if (draft.marked === null) return draft.parts.length > 1;
    const key = groupKey(keyOfDraft(draft));
    const group = this.#groups.get(key);
    const isFresh = group !== undefined && draft.acceptedAtMs - group.begunAt.getTime() < GROUP_MS;
    const seen = this.#planned.get(key) ?? new Set(isFresh ? group.seen : [draft.marked.sequence]);
    const begins = seen.has(draft.marked.sequence);
    this.#planned.set(key, begins ? new Set([draft.marked.sequence]) : seen.add(draft.marked.sequence));
    return begins;
  }

  begin(draft: MessageDraft, reference: number): number {
    const key = groupKey(keyOfDraft(draft));
    const seen = [draft.marked?.sequence ?? 1];
    this.#groups.set(key, { ...keyOfDraft(draft), reference, seen, begunAt: new Date(draft.acceptedAtMs) });
    this.#changed.add(key);
    return reference;
  }

  referenceOf(draft: MessageDraft): number {
    const key = groupKey(keyOfDraft(draft));
    const group = this.#groups.get(key);
    if (group === undefined) return 0;
    group.seen = [...group.seen, draft.marked?.sequence ?? 1];
    this.#changed.add(key);
    return group.reference;
  }

  changed(): readonly Group[] {
    return [...this.#changed].flatMap((key) => this.#groups.get(key) ?? []);
  }
}

/** Groups that these segments may belong to; locked until the transaction ends. */
async function openGroups(
  trx: DatabaseTransaction,
  { tenantId, drafts }: { readonly tenantId: string; readonly drafts: readonly MessageDraft[] },
): Promise<readonly Group[]> {
  if (drafts.length === 0) return [];
  const keys = [...new Set(drafts.map((draft) => groupKey(keyOfDraft(draft))))].toSorted();
  for (const key of keys)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`sms group ${key}`}, 0))`.execute(trx);
  const rows = keys.map((key) => {
    const [a, s, r, t, n] = JSON.parse(key) as readonly unknown[];
    return { a, s, r, t, n };
  });
  const found = await sql<Group>`
    select g.account_id, g.sender, g.recipient, g.their_reference, g.total, g.reference, g.seen, g.begun_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k(a uuid, s text, r text, t int, n smallint)
    join sms_group g on g.account_id = k.a and g.sender = k.s and g.recipient = k.r and g.their_reference = k.t and g.total = k.n
    where g.tenant_id = ${tenantId}::uuid`.execute(trx);
  return found.rows;
}

async function keepGroups(
  trx: DatabaseTransaction,
  { tenantId, groups }: { readonly tenantId: string; readonly groups: readonly Group[] },
): Promise<void> {
  if (groups.length === 0) return;
  const rows = groups.map((one) => ({
    a: one.accountId,
    s: one.sender,
    r: one.recipient,
    t: one.theirReference,
    n: one.total,
    f: one.reference,
    e: one.seen,
    b: one.begunAt,
  }));
  await sql`
    insert into sms_group (account_id, sender, recipient, their_reference, total, tenant_id, reference, seen, begun_at)
    select a, s, r, t, n, ${tenantId}::uuid, f, e, b from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(a uuid, s text, r text, t int, n smallint, f smallint, e smallint[], b timestamptz)
    on conflict (account_id, sender, recipient, their_reference, total)
    do update set reference = excluded.reference, seen = excluded.seen, begun_at = excluded.begun_at`.execute(trx);
}

/** Reserves references for drafts by sender and recipient; the returned function gives them out one by one. */
async function takeReferences(
  trx: DatabaseTransaction,
  { tenantId, drafts }: { readonly tenantId: string; readonly drafts: readonly MessageDraft[] },
): Promise<(draft: MessageDraft) => number> {
  const counts = new Map<string, number>();
  for (const draft of drafts) counts.set(pairKey(draft), (counts.get(pairKey(draft)) ?? 0) + 1);
  if (counts.size === 0) return () => 0;
  const rows = [...counts]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, count]) => {
      const [sender, recipient] = JSON.parse(key) as readonly [string, string];
      return { s: sender, r: recipient, n: count };
    });
  const at = new Date(drafts[0]?.acceptedAtMs ?? 0);
  const taken = await sql<{
    readonly sender: string;
    readonly recipient: string;
    readonly nextReference: number;
  }>`${sql.raw(PREPARED)}
    insert into sms_reference as f (tenant_id, sender, recipient, next_reference, changed_at)
    select ${tenantId}::uuid, s, r, n % ${REFERENCES}::int, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(s text, r text, n int)
    on conflict (tenant_id, sender, recipient) do update
      set next_reference = (f.next_reference + excluded.next_reference) % ${REFERENCES}::int, changed_at = excluded.changed_at
    returning sender, recipient, next_reference`.execute(trx);
  const ends = new Map(taken.rows.map((row) => [pairKey(row), row.nextReference]));
  const given = new Map<string, number>();
  return (draft) => {
    const key = pairKey(draft);
    const nth = given.get(key) ?? 0;
    given.set(key, nth + 1);
    return ((ends.get(key) ?? 0) - (counts.get(key) ?? 0) + nth + REFERENCES * 8) % REFERENCES;
  };
}

function pairKey({ sender, recipient }: { readonly sender: string; readonly recipient: string }): string {
  return JSON.stringify([sender, recipient]);
}
