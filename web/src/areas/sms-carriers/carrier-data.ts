/** Carriers of short messages, as the HTTP API answers with them. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Carriers = Answered<"/api/service/sms/carriers">;
type Barred = Answered<"/api/service/sms/barred-prefixes">;
type Free = Answered<"/api/service/sms/free-prefixes">;
type Unowned = Answered<"/api/service/sms/unowned-numbers">;
type Senders = Answered<"/api/service/sms/registrations">;

/** A carrier with the ways to it. */
export type CarrierRow = Carriers["items"][number];
/** A carrier as its form is sent. */
export type CarrierForm = NonNullable<
  paths["/api/service/sms/carriers"]["post"]["requestBody"]
>["content"]["application/json"];
/** A prefix that nothing is sent to. */
export type BarredRow = Barred["items"][number];
/** A prefix to which messages are not counted. */
export type FreeRow = Free["items"][number];
/** A number that people wrote to and that nobody has. */
export type UnownedRow = Unowned["items"][number];
/** A sender id of any call centre. */
export type InstallationSender = Senders["items"][number];
/** How it stands with one carrier. */
export type Registration = InstallationSender["registrations"][number];

/** Whether carriers are up is looked at so often. */
const POLL_MS = 10_000;

/** Carriers by name. */
export const carriersQuery = queryOptions({
  queryKey: ["service", "sms-carriers"],
  queryFn: () => read<Carriers>(api.GET("/api/service/sms/carriers")),
  refetchInterval: POLL_MS,
});

/** Prefixes that nothing is sent to. */
export const barredQuery = queryOptions({
  queryKey: ["service", "sms-barred"],
  queryFn: () => read<Barred>(api.GET("/api/service/sms/barred-prefixes")),
});

/** Prefixes to which messages are not counted. */
export const freeQuery = queryOptions({
  queryKey: ["service", "sms-free"],
  queryFn: () => read<Free>(api.GET("/api/service/sms/free-prefixes")),
});

/** Numbers that nobody has. */
export const unownedQuery = queryOptions({
  queryKey: ["service", "sms-unowned"],
  queryFn: () => read<Unowned>(api.GET("/api/service/sms/unowned-numbers")),
});

/** Sender ids of all call centres, page by page. */
export const installationSendersQuery = infiniteQueryOptions({
  queryKey: ["service", "sms-registrations"],
  queryFn: ({ pageParam }) => {
    const query = pageParam === null ? {} : { after: pageParam };
    return read<Senders>(api.GET("/api/service/sms/registrations", { params: { query } }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
