/** Short messages as the HTTP API answers with them. */
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
/** A message with what carriers said of it. */
export type ShortMessageDetail = Answered<"/api/service/sms/messages/{id}">;
/** Where a message or a part of it stands. */
export type ShortMessageState = ShortMessage["state"];

/** What a list may be narrowed down to; `open` is whatever is not over. */
export const FOUND_STATES = [
  ...(["open", "delivered", "undeliverable", "expired"] as const),
  ...(["rejected", "unknown", "cancelled"] as const),
] as const;

/** What the address of the list holds. */
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

/** While a message is on its way, it is looked at so often. */
const POLL_MS = 3_000;

/** One message; looked at again until it is over. */
export const shortMessageQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "short-messages", id],
    queryFn: () => read<ShortMessageDetail>(api.GET("/api/service/sms/messages/{id}", { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.finalAt === null ? POLL_MS : false),
  });
