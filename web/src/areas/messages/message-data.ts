/** Queries of the screens of messages and e-mails. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Delivery, Message } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Listing } from "../../data/types.ts";

/** Messages to the signed-in user, newest first. */
export const messagesQuery = (page: number, pageSize: number) =>
  queryOptions({
    queryKey: ["messages", page, pageSize],
    queryFn: () =>
      read<Listing<Message> & { unread: number }>(api.GET("/api/notices", { params: { query: { page, pageSize } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });

/** The filters of the delivery list. */
export const DELIVERY_VIEWS = ["trouble", "all", "queued", "deferred", "failed", "sent", "in-mailbox"] as const;

/** One of `DELIVERY_VIEWS`. */
export type DeliveryView = (typeof DELIVERY_VIEWS)[number];

/** E-mails with their delivery state. */
export const deliveriesQuery = (state: DeliveryView, page: number, pageSize: number) =>
  queryOptions({
    queryKey: ["deliveries", state, page, pageSize],
    queryFn: () =>
      read<Listing<Delivery> & { isSmtpSet: boolean }>(
        api.GET("/api/mails", { params: { query: { state, page, pageSize } } }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
