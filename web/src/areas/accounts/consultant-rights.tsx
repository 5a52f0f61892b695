/** The rights of a consultant with a letter of authority, and their limits. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";

const MAY = ["apply", "hold", "follow"] as const;
const MAY_NOT = ["registration", "people", "letters", "dispute"] as const;

/** Two lists, side by side where there is room. */
export function ConsultantRights(): ReactNode {
  const t = useTranslations("web.account.rights");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div>
        <p className="font-semibold">{t("mayTitle")}</p>
        <ul className="mt-1 grid gap-1">
          {MAY.map((one) => (
            <li key={one} className="flex gap-2">
              <span className="mt-1 text-good">
                <Icon name="check" size={16} />
              </span>
              {t(`may.${one}`)}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <p className="font-semibold">{t("mayNotTitle")}</p>
        <ul className="mt-1 grid gap-1">
          {MAY_NOT.map((one) => (
            <li key={one} className="flex gap-2">
              <span className="mt-1 text-bad">
                <Icon name="close" size={16} />
              </span>
              {t(`mayNot.${one}`)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
