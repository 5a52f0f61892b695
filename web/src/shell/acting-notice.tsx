/** Notice for an acting officer: the office whose decisions the officer makes. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Membership } from "../data/types.ts";
import { Icon } from "../parts/icons.tsx";
import { longDate } from "../words/dates.ts";

/** Formats one line: the office, its holder, and the last day of the appointment. */
export function useActingWords(): (membership: Membership) => string {
  const t = useTranslations("web.shell");
  const roles = useTranslations("roles");
  const locale = useLocale();
  return ({ acting, role, actingForName, lastDay }) => {
    const office = roles(`${acting ?? "plh"}-${role}` as "plh-director");
    const until = lastDay === null ? "" : longDate(lastDay, locale);
    return actingForName === null
      ? t("actingVacant", { office, until })
      : t("actingFor", { office, name: actingForName, until });
  };
}

/** The notice above the screens of an acting officer. */
export function ActingNotice({ memberships }: { readonly memberships: readonly Membership[] }): ReactNode {
  const words = useActingWords();
  const t = useTranslations("web.shell");
  return (
    <aside
      aria-label={t("actingLabel")}
      className="tone-think mb-5 rounded-small bg-[var(--tone-soft)] px-4 py-2 text-[var(--tone)]"
    >
      <ul className="grid gap-1 text-small font-semibold">
        {memberships.map((membership) => (
          <li key={membership.id} className="flex items-baseline gap-2">
            <Icon name="stamp" size={16} />
            {words(membership)}
          </li>
        ))}
      </ul>
    </aside>
  );
}
