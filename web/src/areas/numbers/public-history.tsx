/** The public history of a code. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { CodeState } from "../../data/types.ts";
import { shortDate } from "../../words/dates.ts";

/** An event of a code's public history. */
interface PastChange {
  readonly at: string;
  readonly change: string;
  readonly state: CodeState;
  readonly holder: string | null;
  /** `isEarlier`: recorded before this system existed, and neither written nor signed by it. */
  readonly decree: { readonly id: string; readonly number: string; readonly isEarlier: boolean } | null;
}

const publicHistoryQuery = (code: string) =>
  queryOptions({
    queryKey: ["inventory", "history", code],
    queryFn: () =>
      read<{ items: PastChange[] }>(api.GET("/api/inventory/codes/{code}/history", { params: { path: { code } } })),
  });

const KNOWN = [
  "list",
  "assign",
  "import",
  "undo-import",
  "switch-mode",
  "rename",
  "return",
  "revoke",
  "end-quarantine",
  "cut-quarantine",
  "reserve",
  "unreserve",
  "block",
  "unblock",
] as const;

/** Assignments, quarantine and reservations, newest first; renders nothing when the code has none. */
export function PublicHistory({ code }: { readonly code: string }): ReactNode {
  const t = useTranslations("web.numbers.past");
  const locale = useLocale();
  const { data } = useQuery(publicHistoryQuery(code));
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="past" className="mt-6">
      <h2 id="past" className="mb-3">
        {t("title")}
      </h2>
      <ol className="grid gap-3">
        {items.map((item) => {
          const change = KNOWN.find((one) => one === item.change);
          return (
            <li key={`${item.at}${item.change}`} className="border-l-4 border-line pl-4">
              <p className="font-semibold">
                {change === undefined ? item.change : t(change === "list" ? `list.${item.state}` : change)}
              </p>
              <p className="text-small break-words text-soft">
                {shortDate(item.at, locale)}
                {item.holder === null ? "" : ` · ${item.holder}`}
                {item.decree === null ? null : (
                  <>
                    {" · "}
                    <a href={`/validasi-sk/${item.decree.id}`}>{item.decree.number}</a>
                    {item.decree.isEarlier ? ` (${t("earlierDecree")})` : ""}
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
