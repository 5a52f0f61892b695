/** Link to export a queue as a file, with the filters, order and columns on screen. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { addressOf } from "../data/client.ts";
import { narrowingOf } from "../data/narrowing.ts";
import { ballQueryOf, type QueueAddress } from "./case-queue.tsx";

interface ExportLinkProps {
  readonly path: string;
  readonly search: QueueAddress & { readonly sort?: string };
  readonly columns: readonly { readonly id: string }[];
  readonly hidden: ReadonlySet<string>;
}

/** The download link. */
export function ExportLink({ path, search: address, columns, hidden }: ExportLinkProps): ReactNode {
  const t = useTranslations("web.lists");
  const locale = useLocale();
  const { search, state, sort } = address;
  const shown = columns.filter(({ id }) => !hidden.has(id)).map(({ id }) => id);
  const query = {
    search: search || undefined,
    state: state || undefined,
    ...ballQueryOf(address),
    ...narrowingOf(address),
    sort: sort ?? "due",
    columns: shown.join(","),
    language: locale,
  };
  return (
    <a className="button button-small" title={t("exportHint")} href={addressOf(path, { query })} download>
      {t("exportCsv")}
    </a>
  );
}
