/** Message category for pricing. */
export type PricedCategory = "otp" | "transactional" | "promotional";

/** Price of a segment from a moment on. */
export interface Price {
  readonly id: string;
  /** Null: any carrier. */
  readonly carrierId: string | null;
  /** Prefix of the international number; empty: any number. */
  readonly prefix: string;
  /** Null: any category. */
  readonly category: PricedCategory | null;
  readonly validFromMs: number;
  /** Price that the call centre pays; 0: free. */
  readonly priceRupiah: number;
  /** Cost that the carrier charges the installation. */
  readonly costRupiah: number;
}

/** Prices by key (prefix, carrier, category), newest first. */
export type PriceList = ReadonlyMap<string, readonly Price[]>;

/** The properties of a message that select its price. */
export interface Priced {
  readonly carrierId: string;
  readonly recipient: string;
  readonly category: PricedCategory;
  readonly atMs: number;
}

/** Indexes prices for lookup. */
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
 * Price of each segment of a message: the longest prefix with a price in force; at that prefix the carrier's own price before that of any carrier, then the
 * category's own before that of any category. Undefined when no price applies: the message is free and has no ledger entry.
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
