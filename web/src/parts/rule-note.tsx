/** The source of a rule: clause, standing, and a link to the rules page. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { RuleReference } from "../data/types.ts";
import { StandingBadge } from "./badges.tsx";

/** One line below an explanation. */
export function RuleNote({ rule }: { readonly rule: RuleReference }): ReactNode {
  const t = useTranslations("web.parts");
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-small text-soft">
      <span>
        {t("rule")}{" "}
        <Link to="/aturan" search={{ search: rule.id }}>
          {rule.clause || rule.id}
        </Link>
      </span>
      <StandingBadge standing={rule.standing} />
    </p>
  );
}
