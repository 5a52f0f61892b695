import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { CallEvent, TracedMessage } from "../cdr/index.ts";

/** Access of the history to the data of the `cdr` module: in the transaction of a tenant, of one call, in order. */
export interface RecordReaders {
  eventsOf(trx: DatabaseTransaction, callId: string): Promise<readonly CallEvent[]>;
  traceOfCall(trx: DatabaseTransaction, callId: string): Promise<readonly TracedMessage[]>;
}
