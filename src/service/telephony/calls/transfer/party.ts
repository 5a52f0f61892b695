import type { StatusCallbacks } from "../../cdr/index.ts";
import type { RecordingNotice } from "../../dial-plan/index.ts";

/** The party at the far end of a leg. */
export type Party =
  /** One device of a phone by its Contact; null for the phone that calls. */
  | {
      readonly kind: "phone";
      readonly phoneId: string;
      readonly contact: string | null;
      /** The device is rung for a talk that it was in before: its page answers without asking the agent. */
      readonly isBack?: true;
    }
  /**
   * `dialled` is the number called over the trunk, where it differs from the number that the caller called; `minuteRupiah` is the price of a minute, if any.
   */
  | {
      readonly kind: "trunk";
      readonly trunkId: string;
      readonly dialled?: string;
      readonly minuteRupiah?: number;
      /** The recording notice that the called party must hear or accept first; omitted for none. */
      readonly notice?: RecordingNotice;
    }
  /** A web caller in the browser: unauthenticated, and cannot be called. */
  | { readonly kind: "visitor"; readonly widgetId: string }
  /** A browser that an access token of the call centre's application has admitted, by its connection: unauthenticated as well. */
  | { readonly kind: "client"; readonly clientId: string }
  /** The switch itself, which rings the phones of a number for a test: a leg without a far end and without media. */
  | { readonly kind: "switch" };

/** The price of a leg to this party as recorded in an event; empty where it is free. */
export function costOf(party: Party): { readonly minuteRupiah?: number } {
  const minuteRupiah = party.kind === "trunk" ? (party.minuteRupiah ?? 0) : 0;
  return minuteRupiah === 0 ? {} : { minuteRupiah };
}

/** A target to ring as found by the directory; a phone with three devices gives three targets. */
export interface Target {
  readonly legId: string;
  readonly party: Party;
  /** Status callbacks of the application that dialled it, the dialled number, and the id of the leg in callbacks; omitted for none. */
  readonly told?: { readonly wish: StatusCallbacks; readonly dialled: string; readonly as: string };
}
