/** What the screens of messages and mails read. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Delivery, Message } from "../../data/account-types.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Listing } from "../../data/types.ts";

/** Messages to the person who is signed in, newest first. */
export const messagesQuery = (page: number, pageSize: number) =>
  queryOptions({
    queryKey: ["messages", page, pageSize],
    queryFn: () =>
      read<Listing<Message> & { unread: number }>(api.GET("/api/notices", { params: { query: { page, pageSize } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });

/** The states that staff may ask for. */
export const DELIVERY_VIEWS = ["trouble", "all", "queued", "deferred", "failed", "sent", "in-mailbox"] as const;

/** One of `DELIVERY_VIEWS`. */
export type DeliveryView = (typeof DELIVERY_VIEWS)[number];

/** Mails and what became of them. */
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
