/** SMS settings of a call centre, as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Senders = Answered<"/api/service/sms/senders">;
type Accounts = Answered<"/api/service/sms/accounts">;
type Keywords = Answered<"/api/service/sms/keywords">;
type OptOuts = Answered<"/api/service/sms/opt-outs">;

/** A sender id with its registrations at carriers. */
export type SenderRow = Senders["items"][number];
/** The registration of a sender id at one carrier. */
export type Registration = SenderRow["registrations"][number];
/** An SMPP account. */
export type AccountRow = Accounts["items"][number];
/** A keyword with its reply. */
export type KeywordRow = Keywords["items"][number];
/** An opted-out number. */
export type OptOutRow = OptOuts["items"][number];

/** Sender ids by name. */
export const sendersQuery = queryOptions({
  queryKey: ["service", "sms-senders"],
  queryFn: () => read<Senders>(api.GET("/api/service/sms/senders")),
});

/** Accounts by name. */
export const accountsQuery = queryOptions({
  queryKey: ["service", "sms-accounts"],
  queryFn: () => read<Accounts>(api.GET("/api/service/sms/accounts")),
});

/** Keywords by number and word. */
export const keywordsQuery = queryOptions({
  queryKey: ["service", "sms-keywords"],
  queryFn: () => read<Keywords>(api.GET("/api/service/sms/keywords")),
});

/** Opt-outs, newest first; filtered by a number if given. */
export const optOutsQuery = (recipient: string) =>
  queryOptions({
    queryKey: ["service", "sms-opt-outs", recipient],
    queryFn: () =>
      read<OptOuts>(api.GET("/api/service/sms/opt-outs", { params: { query: recipient === "" ? {} : { recipient } } })),
  });
