/** Tabs of the officers' inventory screens. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

const TABS = [
  { to: "/inventaris", name: "orders" },
  { to: "/inventaris/pemegang", name: "holders" },
] as const;

/** The name of a tab. */
export type InventoryTab = (typeof TABS)[number]["name"];

/** Links to the other tabs; `here` is the current one. */
export function InventoryTabs({ here }: { readonly here: InventoryTab }): ReactNode {
  const t = useTranslations("web.inventory.tabs");
  return (
    <nav aria-label={t("label")} className="mb-5">
      <ul className="segments">
        {TABS.map((tab) => (
          <li key={tab.name} className="contents">
            <Link
              to={tab.to}
              className="segment"
              activeOptions={{ exact: true, includeSearch: false }}
              aria-current={tab.name === here ? "page" : undefined}
            >
              {t(tab.name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
