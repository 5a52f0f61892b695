/** A segment in our records. */
export interface OwnPart {
  readonly carrierMessageId: string;
  readonly state: string;
  readonly costRupiah: number;
}

/** A line of a carrier's file. */
export interface CarrierLine {
  readonly id: string;
  /** As the carrier spells it; empty when the file has no such column. */
  readonly state: string;
  /** Null when the file has no such column. */
  readonly priceRupiah: number | null;
}

/** The result of a reconciliation. */
export interface Reconciled {
  readonly ours: number;
  readonly theirs: number;
  readonly same: number;
  /** Segments that the carrier's file lacks, and lines of the file that our records lack. */
  readonly missingThere: Found<string>;
  readonly missingHere: Found<string>;
  readonly stateDiffers: Found<{ readonly id: string; readonly ours: string; readonly theirs: string }>;
  readonly priceDiffers: Found<{ readonly id: string; readonly ours: number; readonly theirs: number }>;
  /** Ids that occur more than once in the file. */
  readonly doubled: Found<string>;
}

/** A count, and the first examples. */
export interface Found<One> {
  readonly count: number;
  readonly first: readonly One[];
}

const SHOWN_MAX = 200;

/** Spellings of message states in carriers' files and receipts. */
const STATES: Readonly<Record<string, string>> = {
  delivrd: "delivered",
  delivered: "delivered",
  dlvrd: "delivered",
  success: "delivered",
  sukses: "delivered",
  undeliv: "undeliverable",
  undelivered: "undeliverable",
  undeliverable: "undeliverable",
  failed: "undeliverable",
  gagal: "undeliverable",
  deleted: "undeliverable",
  expired: "expired",
  kedaluwarsa: "expired",
  rejectd: "rejected",
  rejected: "rejected",
  ditolak: "rejected",
  unknown: "unknown",
  unknwn: "unknown",
  accepted: "sent",
  acceptd: "sent",
  enroute: "sent",
  sent: "sent",
};

/** Our state for a carrier's spelling; undefined when it is unknown. */
function stateOf(written: string): string | undefined {
  return STATES[written.trim().toLowerCase()];
}

/**
 * Compares our segments with the lines of a carrier's file by message id. An unknown state counts as a difference. Segments are streamed: only the first
 * examples of each difference are held in memory.
 */
export async function reconcile(
  ours: AsyncIterable<OwnPart> | Iterable<OwnPart>,
  theirs: Iterable<CarrierLine>,
): Promise<Reconciled> {
  const lines = new Map<string, CarrierLine>();
  const doubled = finding<string>();
  for (const line of theirs) {
    if (lines.has(line.id)) doubled.add(line.id);
    else lines.set(line.id, line);
  }
  const seen = new Set<string>();
  const [missingThere, missingHere] = [finding<string>(), finding<string>()];
  const stateDiffers = finding<{ readonly id: string; readonly ours: string; readonly theirs: string }>();
  const priceDiffers = finding<{ readonly id: string; readonly ours: number; readonly theirs: number }>();
  let [count, same] = [0, 0];
  for await (const { carrierMessageId: id, state, costRupiah } of ours) {
    count += 1;
    const line = lines.get(id);
    if (line === undefined) {
      missingThere.add(id);
      continue;
    }
    seen.add(id);
    const isStateSame = line.state === "" || stateOf(line.state) === state;
    const isPriceSame = line.priceRupiah === null || line.priceRupiah === costRupiah;
    if (!isStateSame) stateDiffers.add({ id, ours: state, theirs: line.state });
    if (!isPriceSame) priceDiffers.add({ id, ours: costRupiah, theirs: line.priceRupiah ?? 0 });
    if (isStateSame && isPriceSame) same += 1;
  }
  for (const id of lines.keys()) if (!seen.has(id)) missingHere.add(id);
  return {
    ours: count,
    theirs: lines.size,
    same,
    missingThere: missingThere.found(),
    missingHere: missingHere.found(),
    stateDiffers: stateDiffers.found(),
    priceDiffers: priceDiffers.found(),
    doubled: doubled.found(),
  };
}

/** A counter that collects the first examples. */
function finding<One>() {
  const first: One[] = [];
  let count = 0;
  return {
    add: (one: One): void => {
      count += 1;
      if (first.length < SHOWN_MAX) first.push(one);
    },
    found: (): Found<One> => ({ count, first }),
  };
}

const NAMES = {
  id: ["id", "message_id", "messageid", "message id", "id pesan", "carrier id", "id operator"],
  state: ["state", "status", "keadaan"],
  price: ["price", "harga", "cost", "biaya", "tarif"],
} as const;

/** Reasons for which a carrier's file cannot be read. */
export type LinesFault = "sms-lines-no-id" | "sms-lines-price";

/**
 * Parses a carrier's file: a heading row, of which one column names the ids; state and price columns are optional. `readId` normalises an id by the carrier's
 * quirks.
 */
export function readLines(
  rows: readonly (readonly string[])[],
  readId: (written: string) => string,
): { readonly lines: readonly CarrierLine[] } | { readonly fault: LinesFault; readonly row: number } {
  const [headings = [], ...rest] = rows;
  const at = (names: readonly string[]) =>
    headings.findIndex((one) =>
      names.includes(
        one
          .replace(/^\uFEFF/, "")
          .trim()
          .toLowerCase(),
      ),
    );
  const [id, state, price] = [at(NAMES.id), at(NAMES.state), at(NAMES.price)];
  if (id === -1) return { fault: "sms-lines-no-id", row: 1 };
  const lines: CarrierLine[] = [];
  for (const [index, row] of rest.entries()) {
    const written = (row[id] ?? "").trim();
    if (written === "") continue;
    const amount = price === -1 ? "" : (row[price] ?? "").trim();
    if (!/^\d{0,9}$/.test(amount)) return { fault: "sms-lines-price", row: index + 2 };
    const priceRupiah = amount === "" ? null : Number(amount);
    lines.push({ id: readId(written), state: state === -1 ? "" : (row[state] ?? "").trim(), priceRupiah });
  }
  return { lines };
}
