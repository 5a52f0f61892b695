/** Operators with active codes that may rent out a code, for bodies that may not hold one. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { operatorsQuery } from "../../data/queries.ts";
import { FailureNotice, Loading } from "../../parts/notice.tsx";

/** The list, with the number of codes of each operator. */
export function Renters(): ReactNode {
  const t = useTranslations("web.application");
  const { data, error, refetch } = useQuery(operatorsQuery);
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={4} />;
  return (
    <section aria-labelledby="renters">
      <h2 id="renters">{t("rentersTitle")}</h2>
      <p className="mb-3 text-soft">{data.items.length === 0 ? t("rentersNone") : t("rentersText")}</p>
      <ul className="card divide-y divide-line">
        {data.items.map((operator) => (
          <li key={operator.id} className="flex flex-wrap justify-between gap-x-4 px-5 py-3">
            <span className="min-w-0 break-words font-semibold">{operator.name}</span>
            <span className="text-small text-soft">
              {t("renterCodes", { city: operator.city, count: operator.codes })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
