/** Numbers that no widget calls back: the person called objected in a call, or informed the call centre. */
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/widgets/widget-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { callMinute } from "../calls/call-words.ts";
import { type Blocks, blocksQuery } from "./widget-data.ts";

type Row = Blocks["items"][number];

/** The list of blocked numbers with its form. */
export function BlocksPart(): ReactNode {
  const t = useTranslations("web.widgets");
  const found = useInfiniteQuery(blocksQuery);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="grid gap-4" aria-labelledby="blocks">
      <div className="grid gap-1">
        <h2 id="blocks">{t("blocksTitle")}</h2>
        <p className="max-w-[70ch] text-soft">{t("blocksLead")}</p>
      </div>
      <BlockForm />
      <Awaiting query={found} lines={2} />
      {found.data === undefined ? null : rows.length === 0 ? (
        <p className="text-soft">{t("blocksEmpty")}</p>
      ) : (
        <BlockTable rows={rows} timeZone={found.data.pages[0]?.timeZone ?? "Asia/Jakarta"} />
      )}
      {found.hasNextPage ? (
        <BusyButton
          type="button"
          className="button justify-self-start"
          isBusy={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {t("more")}
        </BusyButton>
      ) : null}
    </section>
  );
}

function BlockForm(): ReactNode {
  const t = useTranslations("web.widgets");
  const form = useSavedForm({
    initial: { number: "" },
    faultsOf: (_values, missing) => [missing("number", t("blockNumber"))],
    save: ({ number }) => read(api.POST("/api/service/widget-blocks", { body: { number: number.trim() } })),
    clears: { number: "" },
    refreshes: blocksQuery.queryKey,
  });
  return (
    <form noValidate className="grid max-w-[40ch] gap-3" onSubmit={form.onSubmit}>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      <TextField
        {...form.text("number")}
        label={t("blockNumber")}
        inputMode="tel"
        autoComplete="off"
        maxLength={LIMITS.number}
      />
      <BusyButton type="submit" className="button justify-self-start" isBusy={form.isSaving}>
        {t("blockAdd")}
      </BusyButton>
    </form>
  );
}

function BlockTable({ rows, timeZone }: { readonly rows: readonly Row[]; readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.widgets");
  const locale = useLocale();
  const columns: readonly Column<Row>[] = [
    { id: "number", header: t("blockNumber"), look: "figures", cell: ({ number }) => number },
    {
      id: "at",
      header: t("blockAt"),
      look: "figures",
      cell: ({ blockedAt }) => callMinute(blockedAt, timeZone, locale),
    },
    { id: "by", header: t("blockBy"), look: "wrap", cell: ({ byName }) => byName },
    {
      id: "acts",
      header: t("unblock"),
      actions: (row) => [
        {
          text: t("unblock"),
          label: t("unblockButton", { number: row.number }),
          ends: {
            title: t("unblockOf", { number: row.number }),
            text: t("unblockText"),
            yes: t("unblockYes"),
            end: () => read(api.DELETE("/api/service/widget-blocks/{id}", { params: { path: { id: row.id } } })),
          },
        },
      ],
    },
  ];
  return <DataTable caption={t("blocksTitle")} columns={columns} rows={rows} rowId={({ id }) => id} />;
}
