import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallEvent, TracedMessage } from "../cdr/index.ts";

/** How the history reads what `records` keeps: in the transaction of a tenant, of one call, in order. */
export interface RecordReaders {
  eventsOf(trx: DatabaseTransaction, callId: string): Promise<readonly CallEvent[]>;
  traceOfCall(trx: DatabaseTransaction, callId: string): Promise<readonly TracedMessage[]>;
}
