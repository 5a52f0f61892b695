/** SMS billing as the HTTP API returns it. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

type Prices = Answered<"/api/service/sms/prices">;
type Balances = Answered<"/api/service/sms/balances">;
type Corrections = Answered<"/api/service/sms/corrections">;
type Balance = Answered<"/api/service/sms/balance">;
type Ledger = Answered<"/api/service/sms/balance/entries">;

/** The price of a segment from a given time on. */
export type PriceRow = Prices["items"][number];
/** The billing mode of a call centre. */
export type BalanceRow = Balances["items"][number];
/** A correction that awaits approval. */
export type CorrectionRow = Corrections["items"][number];
/** One entry of a ledger. */
export type LedgerEntry = Ledger["items"][number];

type Invoices = Answered<"/api/service/sms/invoices">;
type InstallationInvoices = Answered<"/api/service/sms/installation-invoices">;

/** An invoice of the call centre, as its list shows it. */
export type InvoiceRow = Invoices["items"][number];
/** An invoice of any call centre, for the installation. */
export type InstallationInvoiceRow = InstallationInvoices["items"][number];

/** Invoices of the call centre before a given month. */
export function invoicesQuery(before: string) {
  const query = before === "" ? {} : { before };
  return queryOptions({
    queryKey: ["service", "sms-invoices", before],
    queryFn: () => read<Invoices>(api.GET("/api/service/sms/invoices", { params: { query } })),
  });
}

/** Invoices of all call centres after a given invoice. */
export function installationInvoicesQuery(place: {
  readonly after?: string | undefined;
  readonly afterAt?: string | undefined;
}) {
  const { after = "", afterAt = "" } = place;
  const query = after === "" || afterAt === "" ? {} : { after, afterAt };
  return queryOptions({
    queryKey: ["service", "sms-installation-invoices", query],
    queryFn: () => read<InstallationInvoices>(api.GET("/api/service/sms/installation-invoices", { params: { query } })),
  });
}

/** The filters of a ledger in the URL. */
export interface LedgerAddress {
  readonly kind?: string | undefined;
  readonly after?: string | undefined;
}

/** Prices, page by page. */
export const pricesQuery = infiniteQueryOptions({
  queryKey: ["service", "sms-prices"],
  queryFn: ({ pageParam }) => {
    const query = pageParam === null ? {} : { after: pageParam };
    return read<Prices>(api.GET("/api/service/sms/prices", { params: { query } }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** Billing modes of call centres, by name. */
export const balancesQuery = queryOptions({
  queryKey: ["service", "sms-balances"],
  queryFn: () => read<Balances>(api.GET("/api/service/sms/balances")),
});

/** Corrections that await a second approval. */
export const correctionsQuery = queryOptions({
  queryKey: ["service", "sms-corrections"],
  queryFn: () => read<Corrections>(api.GET("/api/service/sms/corrections")),
});

/** The balance of the call centre. */
export const ownBalanceQuery = queryOptions({
  queryKey: ["service", "sms-balance"],
  queryFn: () => read<Balance>(api.GET("/api/service/sms/balance")),
});

function ledgerQueryOf({ kind, after }: LedgerAddress) {
  return {
    ...(kind === "by-hand" ? { kind: "by-hand" as const } : {}),
    ...(after === undefined || after === "" ? {} : { after }),
  };
}

/** The ledger of the call centre, or of the one that the installation views. */
export function ledgerQuery(address: LedgerAddress, centreId: string | null) {
  return queryOptions({
    queryKey: ["service", "sms-ledger", centreId, address],
    queryFn: () => {
      const query = ledgerQueryOf(address);
      if (centreId === null) return read<Ledger>(api.GET("/api/service/sms/balance/entries", { params: { query } }));
      const params = { path: { id: centreId }, query };
      return read<Ledger>(api.GET("/api/service/sms/balances/{id}/entries", { params }));
    },
  });
}
