import type { Result } from "../../kernel/index.ts";
import type { CallAsking, CallChange, OrderForm } from "./call-form.ts";
import type { CallListFilter, KeptCall } from "./field-call.ts";
import type { RestRefusal } from "./rest-refusal.ts";

/** Who orders something, by a request that he may repeat. */
export interface OrderAsking {
  readonly tenantId: string;
  /** A repeated request with this key is answered as the first one was; null without one. */
  readonly requestKey: string | null;
  /** What the request said, by which a repeated one is known. */
  readonly said: object;
}

/** What a program does with calls, whichever of our interfaces it asks. */
export interface CallActs {
  /** Keeps the order of a call; where it names an application, that one leads it. */
  order(
    asking: OrderAsking,
    form: OrderForm & { readonly applicationId?: string | undefined },
  ): Promise<Result<KeptCall, RestRefusal>>;
  find(tenantId: string, id: string): Promise<KeptCall | undefined>;
  /** Newest first. */
  list(tenantId: string, filter: CallListFilter): Promise<readonly KeptCall[]>;
  /** Ends a call, takes an order back, or leads a call on; undefined where that was done. */
  change(
    asking: CallAsking,
    change: CallChange & { readonly applicationId?: string | undefined },
  ): Promise<RestRefusal | undefined>;
}

/** What programs do, whichever of our interfaces they ask: one code behind both. */
export interface ProgramActs {
  readonly calls: CallActs;
}
