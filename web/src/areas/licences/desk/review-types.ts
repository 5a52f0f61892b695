/** Types used only by the officer's view. */
import type { Finding, Item, Licence, StatedFacts } from "../licence-types.ts";

/** The content of one submission round. */
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

/** The place that a finding refers to. */
export type Pointed = Finding["place"];

/** No specific place: the requirement as a whole. */
export const NOWHERE: Pointed = { part: null, slot: null, rowId: null, field: null, page: null, spot: null };

/** A finding in progress. */
export interface FindingDraft {
  readonly id: string | null;
  readonly place: Pointed;
  readonly rule: string;
  readonly note: string;
  readonly remedy: string;
  readonly lateReason: string;
}

/** Props of the components of the officer's view. */
export interface ReviewProps {
  readonly licence: Licence;
  readonly item: Item;
}
