import type { StatusCallbacks } from "../../cdr/index.ts";
import type { RecordingNotice } from "../../dial-plan/index.ts";

/** What stands at the far end of a leg. */
export type Party =
  /** One device of a phone by its Contact; null for the phone that calls. */
  | {
      readonly kind: "phone";
      readonly phoneId: string;
      readonly contact: string | null;
      /** It is rung for a talk that it was in before: its page need not ask anybody. */
      readonly isBack?: true;
    }
  /** `dialled` is what is called over it, where that is not what the caller called; `minuteRupiah` what a minute costs, if anything. */
  | {
      readonly kind: "trunk";
      readonly trunkId: string;
      readonly dialled?: string;
      readonly minuteRupiah?: number;
      /** The notice about recording that the called party must hear or answer first; left out for none. */
      readonly notice?: RecordingNotice;
    }
  /** A web caller, who speaks by the browser: unauthenticated, and cannot be called. */
  | { readonly kind: "visitor"; readonly widgetId: string }
  /** A browser that a token of the call centre's own program has admitted, by its connection: unauthenticated as well. */
  | { readonly kind: "client"; readonly clientId: string }
  /** The switch itself, which rings the phones of a number for a test: a leg without a far end and without sound. */
  | { readonly kind: "switch" };

/** What an event says of the cost of a leg to this party; nothing where it costs nothing. */
export function costOf(party: Party): { readonly minuteRupiah?: number } {
  const minuteRupiah = party.kind === "trunk" ? (party.minuteRupiah ?? 0) : 0;
  return minuteRupiah === 0 ? {} : { minuteRupiah };
}

/** Whom to ring, as the directory found them; a phone with three devices is three targets. */
export interface Target {
  readonly legId: string;
  readonly party: Party;
  /** Callbacks of the application that dialled it, the dialled number, and the id of the leg in callbacks; left out for none. */
  readonly told?: { readonly wish: StatusCallbacks; readonly dialled: string; readonly as: string };
}
