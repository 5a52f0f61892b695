import type { z } from "zod";
import { sidOf } from "../programmable/index.ts";
import type { KeptRequest } from "./api-request.store.ts";
import type { hookExchangesWire, requestsWire } from "./contract.ts";
import type { KeptExchange, KeptWarning } from "./hook-exchange-view.store.ts";

/** A row of requests as it goes out. */
export function requestRow({
  at,
  keyId,
  keyName,
  params: _,
  ...row
}: KeptRequest): z.infer<typeof requestsWire>["items"][number] {
  return { ...row, at: at.toISOString(), key: keyId === null ? null : { id: keyId, name: keyName } };
}

type ExchangeRow = z.infer<typeof hookExchangesWire>["items"][number];

/** A row of exchanges as it goes out. */
export function exchangeRow(kept: KeptExchange): ExchangeRow {
  const { id, at, callId, nth, url, status, durationMs, error } = kept;
  return {
    ...{ id, callId, nth, url, status, durationMs, error },
    ...{ at: at.toISOString(), callSid: sidOf("call", callId), warnings: warningsOf(kept).length },
    // The table's checks keep to these words.
    ...{ kind: kept.kind as ExchangeRow["kind"], method: kept.method as ExchangeRow["method"] },
  };
}

/** What was passed over in the document of an exchange. */
export function warningsOf({ warnings }: Pick<KeptExchange, "warnings">): readonly KeptWarning[] {
  return warnings as unknown as readonly KeptWarning[];
}
