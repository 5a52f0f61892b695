/** SMS as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Page = Answered<"/api/service/sms/messages">;
/** A message of the list. */
export type ShortMessage = Page["items"][number];
/** A message with its delivery receipts. */
export type ShortMessageDetail = Answered<"/api/service/sms/messages/{id}">;
/** The status of a message or segment. */
export type ShortMessageState = ShortMessage["state"];

/** Status filters of the list; `open` means messages without a final status. */
export const FOUND_STATES = [
  ...(["open", "delivered", "undeliverable", "expired"] as const),
  ...(["rejected", "unknown", "cancelled"] as const),
] as const;

/** The URL parameters of the list. */
export interface ShortMessageAddress {
  readonly to?: string | undefined;
  readonly state?: string | undefined;
  readonly after?: string | undefined;
}

/** A page of messages, newest first. */
export const shortMessagesQuery = ({ to, state, after }: ShortMessageAddress) => {
  const known = FOUND_STATES.find((one) => one === state);
  const query = {
    ...(to === undefined || to === "" ? {} : { to }),
    ...(known === undefined ? {} : { state: known }),
    ...(after === undefined || after === "" ? {} : { after }),
  };
  return queryOptions({
    queryKey: ["service", "short-messages", query],
    queryFn: () => read<Page>(api.GET("/api/service/sms/messages", { params: { query } })),
  });
};

/** Poll interval of a message without a final status. */
const POLL_MS = 3_000;

/** One message; polled until its status is final. */
export const shortMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "short-messages", id],
    queryFn: () => read<ShortMessageDetail>(api.GET("/api/service/sms/messages/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.finalAt === null ? POLL_MS : false),
  });
