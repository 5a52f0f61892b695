/** Settings of short messages of a call centre, as the HTTP API answers with them. */
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

/** A sender id with how it stands at each carrier. */
export type SenderRow = Senders["items"][number];
/** How a sender id stands at one carrier. */
export type Registration = SenderRow["registrations"][number];
/** An account by which a program binds. */
export type AccountRow = Accounts["items"][number];
/** A word that is answered. */
export type KeywordRow = Keywords["items"][number];
/** Somebody who wants no messages. */
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

/** Words that are answered, by number and word. */
export const keywordsQuery = queryOptions({
  queryKey: ["service", "sms-keywords"],
  queryFn: () => read<Keywords>(api.GET("/api/service/sms/keywords")),
});

/** Who wants no messages, newest first; of one number where one is asked for. */
export const optOutsQuery = (recipient: string) =>
  queryOptions({
    queryKey: ["service", "sms-opt-outs", recipient],
    queryFn: () =>
      read<OptOuts>(api.GET("/api/service/sms/opt-outs", { params: { query: recipient === "" ? {} : { recipient } } })),
  });
