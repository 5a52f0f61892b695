/** Shapes that only an officer's desk reads. */
import type { Finding, Item, Licence, StatedFacts } from "../licence-types.ts";

/** What was handed in with one round. */
export interface RoundContent {
  readonly round: number;
  readonly handedInAt: string;
  readonly parts: readonly { readonly key: string; readonly value?: unknown }[];
  readonly documents: readonly {
    readonly slot: string;
    readonly fileId: string;
    readonly name: string;
    readonly sha256: string;
    readonly stated: StatedFacts;
  }[];
}

/** Where a finding points to. */
export type Pointed = Finding["place"];

/** Nowhere in particular: the requirement as a whole. */
export const NOWHERE: Pointed = { part: null, slot: null, rowId: null, field: null, page: null, spot: null };

/** A finding while it is written. */
export interface FindingDraft {
  readonly id: string | null;
  readonly place: Pointed;
  readonly rule: string;
  readonly note: string;
  readonly remedy: string;
  readonly lateReason: string;
}

/** What the parts of the desk are given. */
export interface ReviewProps {
  readonly licence: Licence;
  readonly item: Item;
}
