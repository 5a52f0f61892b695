/** What a message is for, as prices tell messages apart. */
export type PricedCategory = "otp" | "transactional" | "promotional";

/** What a segment costs, from a moment on. */
export interface Price {
  readonly id: string;
  /** Null for any carrier. */
  readonly carrierId: string | null;
  /** Of the number in international form; empty for every number. */
  readonly prefix: string;
  /** Null for any category. */
  readonly category: PricedCategory | null;
  readonly validFromMs: number;
  /** What the call centre pays; 0 = nothing. */
  readonly priceRupiah: number;
  /** What the carrier asks of the installation. */
  readonly costRupiah: number;
}

/** Prices by what they are for, the newest first. */
export type PriceList = ReadonlyMap<string, readonly Price[]>;

/** A message as its price is looked for. */
export interface Priced {
  readonly carrierId: string;
  readonly recipient: string;
  readonly category: PricedCategory;
  readonly atMs: number;
}

/** Makes the book of prices. */
export function buildPriceList(prices: readonly Price[]): PriceList {
  const byPlace = Map.groupBy(prices, placeOf);
  for (const [place, own] of byPlace)
    byPlace.set(
      place,
      own.toSorted((one, other) => other.validFromMs - one.validFromMs),
    );
  return byPlace;
}

function placeOf({ carrierId, prefix, category }: Pick<Price, "carrierId" | "prefix" | "category">): string {
  return `${prefix}/${carrierId ?? ""}/${category ?? ""}`;
}

/**
 * The price of each segment of a message: the longest prefix of its number that has one in force; there that of its carrier before that of
 * any, and that of its category before that of any. Undefined when there is none: it costs nothing and is on no ledger.
 */
export function priceOf(book: PriceList, { carrierId, recipient, category, atMs }: Priced): Price | undefined {
  if (book.size === 0) return undefined;
  for (let digits = recipient.length; digits >= 0; digits -= 1) {
    const prefix = recipient.slice(0, digits);
    for (const carrier of [carrierId, null])
      for (const kind of [category, null]) {
        const price = book
          .get(placeOf({ prefix, carrierId: carrier, category: kind }))
          ?.find(({ validFromMs }) => validFromMs <= atMs);
        if (price !== undefined) return price;
      }
  }
  return undefined;
}
