/** A figure that leads to its list. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { figureAddress } from "../../../../src/licensing/dashboard/figure-words.shared.ts";
import { count } from "../../words/dates.ts";
import type { DashboardFigure } from "./dashboard-data.ts";

interface FigureLinkProps {
  readonly figure: DashboardFigure;
  /** What is counted, for whoever hears the figure without its row and column. */
  readonly of: string;
  /** Anything but none is bad news. */
  readonly isBad?: boolean;
}

/** The number, exact however large, as a link to the list of just these rows. */
export function FigureLink({ figure, of, isBad = false }: FigureLinkProps): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const { path, search } = figureAddress(figure);
  const tone =
    isBad && figure.count > 0 ? "font-semibold text-bad" : figure.count === 0 ? "text-soft" : "font-semibold";
  return (
    // Which screens an address fits is proven by the tests of the figures.
    <Link to={path as "/tugas"} search={search} className={`tabular-nums ${tone}`}>
      {count(figure.count, locale, Number.MAX_SAFE_INTEGER)}
      <span className="sr-only">
        {" "}
        {of}, {t("openList")}
      </span>
    </Link>
  );
}
