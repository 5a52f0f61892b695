/** SMS carriers as the HTTP API returns them. */
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

/** A carrier with its routes. */
export type CarrierRow = Carriers["items"][number];
/** The request body of a carrier. */
export type CarrierForm = NonNullable<
  paths["/api/service/sms/carriers"]["post"]["requestBody"]
>["content"]["application/json"];
/** A blocked prefix. */
export type BarredRow = Barred["items"][number];
/** A prefix whose messages are not counted. */
export type FreeRow = Free["items"][number];
/** An unassigned number that received inbound messages. */
export type UnownedRow = Unowned["items"][number];
/** A sender id of any call centre. */
export type InstallationSender = Senders["items"][number];
/** The registration of a sender id at one carrier. */
export type Registration = InstallationSender["registrations"][number];

/** Poll interval of the carriers' bind states. */
const POLL_MS = 10_000;

/** Carriers by name. */
export const carriersQuery = queryOptions({
  queryKey: ["service", "sms-carriers"],
  queryFn: () => read<Carriers>(api.GET("/api/service/sms/carriers")),
  refetchInterval: POLL_MS,
});

/** Blocked prefixes. */
export const barredQuery = queryOptions({
  queryKey: ["service", "sms-barred"],
  queryFn: () => read<Barred>(api.GET("/api/service/sms/barred-prefixes")),
});

/** Prefixes whose messages are not counted. */
export const freeQuery = queryOptions({
  queryKey: ["service", "sms-free"],
  queryFn: () => read<Free>(api.GET("/api/service/sms/free-prefixes")),
});

/** Unassigned numbers with inbound messages. */
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
