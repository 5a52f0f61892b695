/** Reconciliation with carriers, as the HTTP API returns it. */
import { queryOptions } from "@tanstack/react-query";
import { addressOf, api, spokenLocale } from "../../data/client.ts";
import { failure, problemFrom, read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Day =
  paths["/api/service/sms/carriers/{id}/reconciliation"]["get"]["responses"][200]["content"]["application/json"];

/** The differences between a carrier's file and the stored messages. */
export type Compared =
  paths["/api/service/sms/carriers/{id}/reconciliation/comparison"]["post"]["responses"][200]["content"]["application/json"];

/** A carrier and a day (WIB). */
export interface CarrierDay {
  readonly carrierId: string;
  readonly day: string;
}

/** The messages that a carrier accepted on a day. */
export function reconciliationQuery({ carrierId, day }: CarrierDay) {
  return queryOptions({
    queryKey: ["service", "sms-reconciliation", carrierId, day],
    queryFn: () => {
      const params = { path: { id: carrierId }, query: { day } };
      return read<Day>(api.GET("/api/service/sms/carriers/{id}/reconciliation", { params }));
    },
  });
}

/** Compares a carrier's file with the stored messages; the file is not stored. */
export async function compareFile({ carrierId, day }: CarrierDay, file: File): Promise<Compared> {
  const form = new FormData();
  form.append("file", file, file.name);
  const path = "/api/service/sms/carriers/{id}/reconciliation/comparison";
  const headers = { "Accept-Language": spokenLocale() };
  const address = addressOf(path, { path: { id: carrierId }, query: { day } });
  const response = await fetch(address, { method: "POST", body: form, headers });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw failure(problemFrom(body, response.status));
  return body as Compared;
}
