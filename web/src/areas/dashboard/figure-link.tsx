/** A figure that links to its list. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { figureAddress } from "../../../../src/licensing/dashboard/figure-words.shared.ts";
import { count } from "../../words/dates.ts";
import type { DashboardFigure } from "./dashboard-data.ts";

interface FigureLinkProps {
  readonly figure: DashboardFigure;
  /** The label of the figure for screen readers, which announce it without its row and column. */
  readonly of: string;
  /** Values above zero are shown as a warning. */
  readonly isBad?: boolean;
}

/** The exact number as a link to the list of the counted rows. */
export function FigureLink({ figure, of, isBad = false }: FigureLinkProps): ReactNode {
  const t = useTranslations("web.dashboard");
  const locale = useLocale();
  const { path, search } = figureAddress(figure);
  const tone =
    isBad && figure.count > 0 ? "font-semibold text-bad" : figure.count === 0 ? "text-soft" : "font-semibold";
  return (
    // Tests of the figures verify that each URL fits its screen.
    <Link to={path as "/tugas"} search={search} className={`tabular-nums ${tone}`}>
      {count(figure.count, locale, Number.MAX_SAFE_INTEGER)}
      <span className="sr-only">
        {" "}
        {of}, {t("openList")}
      </span>
    </Link>
  );
}
