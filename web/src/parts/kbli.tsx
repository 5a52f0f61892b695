/** A KBLI code with its equivalent in a later classification. A case keeps its code, and both are shown. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type KbliStep, kbliOn } from "../../../src/regulation/kbli-lineage.shared.ts";
import { serverNowMs } from "../data/client.ts";
import { rulesQuery } from "../data/queries.ts";
import { shortDate } from "../words/dates.ts";

/** The code of the case, followed by its current equivalent where that differs. */
export function Kbli({ code }: { readonly code: string }): ReactNode {
  const t = useTranslations("web.parts");
  const locale = useLocale();
  const { data } = useQuery(rulesQuery);
  const value = data?.rules.find((rule) => rule.id === "kbli-changes")?.value;
  const steps = Array.isArray(value) ? (value as readonly KbliStep[]) : [];
  const date = data?.asOf ?? new Date(serverNowMs()).toISOString().slice(0, 10);
  const { code: now, by } = kbliOn(steps, { code, date });
  if (by === null || now === code) return code;
  const { on, classification } = by;
  return (
    <>
      {code}{" "}
      <span className="text-small text-soft">
        ({t("kbliNow", { date: shortDate(on, locale), code: now, classification })})
      </span>
    </>
  );
}
