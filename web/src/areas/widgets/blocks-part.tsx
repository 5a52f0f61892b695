/** Numbers that no widget calls back: the person called objected in a call, or informed the call centre. */
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LIMITS } from "../../../../src/service/acd/widgets/widget-limits.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { ErrorSummary, TextField } from "../../parts/fields.tsx";
import { useFormFaults } from "../../parts/form-faults.ts";
import { Awaiting } from "../../parts/notice.tsx";
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
  const parts = useTranslations("web.parts");
  const cache = useQueryClient();
  const [number, setNumber] = useState("");
  const keeping = useMutation({
    mutationFn: () => read(api.POST("/api/service/widget-blocks", { body: { number: number.trim() } })),
    onSuccess: async () => {
      setNumber("");
      await cache.invalidateQueries({ queryKey: blocksQuery.queryKey });
    },
  });
  const { lines, problem, faultOf, isFree } = useFormFaults(keeping.error);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    const missing = { field: "number", message: parts("required", { field: t("blockNumber") }) };
    if (isFree(number.trim() === "" ? [missing] : [])) keeping.mutate();
  };
  return (
    <form noValidate className="grid max-w-[40ch] gap-3" onSubmit={onSubmit}>
      <ErrorSummary lines={lines} problem={problem} />
      <TextField
        name="number"
        label={t("blockNumber")}
        error={faultOf("number")}
        inputMode="tel"
        autoComplete="off"
        maxLength={LIMITS.number}
        value={number}
        onChange={({ target }) => setNumber(target.value)}
      />
      <BusyButton type="submit" className="button justify-self-start" isBusy={keeping.isPending}>
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
