/** A place or a price as an agent tells it. */
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DeskInformation } from "../../../../src/service/information/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { rupiah } from "../../words/amounts.ts";

type Entry = DeskInformation["entries"][number];

/** Columns of a place that are told, in this order. */
const PLACE = ["kind", "address", "city", "province", "phone", "hours"] as const;
const PRICE = ["unit", "conditions"] as const;

/** What tells an entry from all others. */
export function keyOf({ listId, number, line }: Pick<Entry, "listId" | "number" | "line">): string {
  return `${listId} ${number} ${line}`;
}

/** One entry: its line, what stands in it, and that it was told. */
export function ToldEntry({
  entry,
  contactId,
  isUsed,
}: {
  readonly entry: Entry;
  readonly contactId: string | null;
  readonly isUsed: boolean;
}): ReactNode {
  const t = useTranslations("web.agentDesk.information");
  const locale = useLocale();
  const cache = useQueryClient();
  const price = entry.priceRupiah === null ? null : rupiah(entry.priceRupiah, locale);
  const texts = (entry.kind === "prices" ? PRICE : PLACE).flatMap((column) => entry.fields[column] ?? []);
  const lines = [...(price === null ? [] : [price]), ...texts, ...(entry.postcode === null ? [] : [entry.postcode])];
  const using = useMutation({
    mutationFn: () => {
      const { listId, number, line } = entry;
      const params = { path: { id: contactId ?? "" } };
      return read(api.POST("/api/service/desk/contacts/{id}/entries", { params, body: { listId, number, line } }));
    },
    onSuccess: () => cache.invalidateQueries({ queryKey: ["service", "desk-information", "contact"] }),
  });
  const copying = useMutation({ mutationFn: () => navigator.clipboard.writeText([entry.name, ...lines].join("\n")) });
  return (
    <details className="rounded-card border border-line px-4 py-2">
      <summary className="font-semibold [overflow-wrap:anywhere]">
        {price === null ? entry.name : t("priced", { name: entry.name, price })}{" "}
        <span className="text-small font-normal text-soft">{t("inList", { list: entry.list, code: entry.code })}</span>
        {isUsed ? (
          <span className="ml-2">
            <Badge shape="tick" tone="good">
              {t("used")}
            </Badge>
          </span>
        ) : null}
      </summary>
      <div className="mt-2 grid gap-3">
        <ul className="[overflow-wrap:anywhere]">
          {lines.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        {using.error === null ? null : <FailureNotice error={using.error} />}
        <div className="flex flex-wrap items-center gap-2">
          {contactId === null || isUsed ? null : (
            <BusyButton type="button" className="button" isBusy={using.isPending} onClick={() => using.mutate()}>
              {t("use")}
            </BusyButton>
          )}
          <button type="button" className="button" onClick={() => copying.mutate()}>
            {t("copy")}
          </button>
          <span role="status" className="text-small text-soft">
            {copying.isSuccess ? t("copied") : copying.isError ? t("notCopied") : ""}
          </span>
        </div>
      </div>
    </details>
  );
}
